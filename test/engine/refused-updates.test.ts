import type { ManagedEndpointConfig, MonitoringConfig, ScalingConfig } from "../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { type ManagedEndpointPlan, planManagedEndpoint } from "../../src/plan/endpoint/endpoint-plan";
import { planTimetable } from "../../src/plan/endpoint/schedule-plan";
import type { MonitoringPlan } from "../../src/plan/monitoring/monitoring-plan";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { buildTimeline } from "../../src/timetable/build-timeline";
import { minimalConfig, stepScalingOf, targetTracking } from "../support/endpoint-config";
import { timetable, weekly } from "../support/timetables";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { EngineStack } from "./support/engine-stack";

const office = timetable({ windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") } });
const start = Date.parse("2026-11-23T05:00:00Z") / 1000;
const monitoring: MonitoringConfig = { notify: { emails: ["oncall@example.com"] }, afterMinutes: 20, dashboard: true };

/** What differs from the first deployment. */
interface Wanted {
  readonly config?: Partial<ManagedEndpointConfig>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly change?: (plan: ManagedEndpointPlan) => ManagedEndpointPlan;
}

const steps = (above: number, cooldownSeconds = 300): ScalingConfig =>
  stepScalingOf(
    [
      { when: { below: 100 }, change: { instances: -1 } },
      { when: { above }, change: { instances: 2 } },
    ],
    { cooldownSeconds },
  );

const firstOf = <T>(all: Readonly<Record<string, T>>): T => Object.values(all)[0]!;
const toText = (value: unknown): string => JSON.stringify(value);

/** A resource that is updated in place, one refused request of its update, and what AWS has of it afterwards. */
interface Refusal {
  readonly kind: string;
  readonly operation: string;
  readonly before?: Wanted;
  readonly after: Wanted;
  /** `new` if AWS has what the update wanted. */
  readonly read: (state: AwsState) => string;
}

const scalesOut = ({ input }: AwsState["alarms"][string]): boolean =>
  input.AlarmName?.startsWith("sentiment-scale-out") === true;
const findAlarm = ({ alarms }: AwsState) => Object.values(alarms).find(scalesOut)!.input;
const wanted = (isNew: boolean): string => (isNew ? "new" : "old");

function changeMonitoring(change: (plan: MonitoringPlan) => MonitoringPlan): Wanted {
  return { change: (plan) => ({ ...plan, ...(plan.monitoring && { monitoring: change(plan.monitoring) }) }) };
}

const otherTags: Wanted = { tags: { team: "ads" } };
const refusals: readonly Refusal[] = [
  {
    kind: "the threshold of an alarm",
    operation: "cloudwatch:PutMetricAlarm",
    after: { config: { scaling: steps(800) } },
    read: (state) => wanted(findAlarm(state).Threshold === 800),
  },
  {
    kind: "the policy that an alarm calls, after another instance type",
    operation: "cloudwatch:PutMetricAlarm",
    after: { config: { variant: { name: "AllTraffic", instanceType: "ml.g5.2xlarge" } } },
    read: (state) =>
      wanted(
        Object.values(state.alarms)
          .flatMap(({ input }) => input.AlarmActions ?? [])
          .filter((action) => action.includes(":scalingPolicy:"))
          .every((action) => Object.values(state.policies).some(({ arn }) => arn === action)),
      ),
  },
  {
    kind: "a step policy",
    operation: "application-autoscaling:PutScalingPolicy",
    after: { config: { scaling: steps(600, 120) } },
    read: (state) => wanted(toText(state.policies).includes('"Cooldown":120')),
  },
  {
    kind: "a target tracking policy",
    operation: "application-autoscaling:PutScalingPolicy",
    before: { config: { scaling: targetTracking } },
    after: { config: { scaling: { ...targetTracking, target: 500 } } },
    read: (state) => wanted(toText(state.policies).includes('"TargetValue":500')),
  },
  {
    kind: "a scheduled action",
    operation: "application-autoscaling:PutScheduledAction",
    after: {
      change: (plan) => ({
        ...plan,
        scheduledActions: plan.scheduledActions.map((action, index) => (index === 0 ? { ...action, max: 9 } : action)),
      }),
    },
    read: (state) => wanted(Object.values(state.actions).some(({ max }) => max === 9)),
  },
  {
    kind: "the expressions of the capacity alarm",
    operation: "cloudwatch:PutMetricAlarm",
    after: changeMonitoring(({ alarm, ...rest }) => ({ ...rest, alarm: { ...alarm, alarmDescription: "another" } })),
    read: (state) => wanted(toText(state.alarms).includes("another")),
  },
  {
    kind: "a rule",
    operation: "events:PutRule",
    after: changeMonitoring(({ failureRule, ...rest }) => ({
      ...rest,
      failureRule: { ...failureRule, description: "another" },
    })),
    read: (state) => wanted(firstOf(state.rules).description === "another"),
  },
  {
    kind: "the target of a rule",
    operation: "events:PutTargets",
    after: changeMonitoring(({ failureRule, ...rest }) => ({
      ...rest,
      failureRule: { ...failureRule, message: { ...failureRule.message, text: "another <endpoint>" } },
    })),
    read: (state) => wanted(toText(state.rules).includes("another <endpoint>")),
  },
  {
    kind: "a dashboard",
    operation: "cloudwatch:PutDashboard",
    after: changeMonitoring(({ dashboard, ...rest }) => ({
      ...rest,
      dashboard: { ...dashboard!, graphs: dashboard!.graphs.map((graph) => ({ ...graph, title: "another" })) },
    })),
    read: (state) => wanted(toText(state.dashboards).includes("another")),
  },
  {
    kind: "the tags of an alarm",
    operation: "cloudwatch:TagResource",
    after: otherTags,
    read: (state) => wanted(Object.values(state.alarms).every(({ tags }) => tags?.["team"] === "ads")),
  },
  {
    kind: "the tags of a target",
    operation: "application-autoscaling:TagResource",
    after: otherTags,
    read: (state) => wanted(firstOf(state.targets).tags["team"] === "ads"),
  },
  {
    kind: "the tags of a rule",
    operation: "events:TagResource",
    after: otherTags,
    read: (state) => wanted(firstOf(state.rules).tags["team"] === "ads"),
  },
  {
    kind: "the tags of a topic",
    operation: "sns:TagResource",
    after: otherTags,
    read: (state) => wanted(firstOf(state.topics).tags["team"] === "ads"),
  },
  {
    kind: "the tags of a model, a configuration or an endpoint",
    operation: "sagemaker:AddTags",
    after: otherTags,
    read: (state) =>
      wanted(
        [state.models, state.endpointConfigs, state.endpoints].every(
          (all: Readonly<Record<string, { readonly tags?: Readonly<Record<string, string>> }>>) =>
            firstOf(all).tags?.["team"] === "ads",
        ),
      ),
  },
  {
    kind: "the tags of a role",
    operation: "iam:TagRole",
    after: otherTags,
    read: (state) => wanted(firstOf(state.roles).tags["team"] === "ads"),
  },
];

describeEngine("an update that AWS refuses once, on a real engine", () => {
  let engine: EngineStack;

  beforeAll(async () => {
    engine = await EngineStack.create(createAccount(start));
  });
  afterAll(() => engine.close());

  function want({ config = {}, tags = { team: "ml" }, change = (plan) => plan }: Wanted): void {
    const now = Math.floor(engine.account.state.nowSeconds / 60);
    const schedule = planTimetable(buildTimeline(office, {}, "Europe/Berlin"), office, now);
    const endpoint = { ...minimalConfig, scaling: steps(600), monitoring, ...config };
    const plan = change(planManagedEndpoint("sentiment", endpoint, schedule, tags));
    engine.program = () => {
      new PlannedEndpoint("sentiment", { plan });
      return Promise.resolve({});
    };
  }

  it.each(refusals)(
    "$kind: no run succeeds before AWS has it",
    async ({ operation, before = {}, after, read }) => {
      want(before);
      expect(await engine.up()).toMatchObject({ failed: false });
      const error = { code: "AccessDeniedException", message: "not for you" };
      engine.account.change((state) => injectError(state, { operation, error }));
      want(after);
      expect(await engine.up()).toMatchObject({ failed: true });
      expect(engine.account.state.faults).toEqual([]);

      let runs = 0;
      let last = await engine.up();
      while (last.failed && runs++ < 2) {
        expect(last.diagnostics).toContain("an earlier update of it failed");
        last = await engine.up();
      }
      expect(`${last.failed ? last.diagnostics : "done"}: AWS has the ${read(engine.account.state)}`).toBe(
        "done: AWS has the new",
      );
      expect(await engine.up({ refresh: true })).toMatchObject({ failed: false, steps: [] });
    },
    8 * stepMilliseconds,
  );
});
