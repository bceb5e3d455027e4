import fc from "fast-check";
import type { ManagedEndpointConfig } from "../../../src/config/schema/stack-config";
import {
  type DeployedState,
  type ManagedEndpointPlan,
  planManagedEndpoint,
  toStackOutputs,
} from "../../../src/plan/endpoint/endpoint-plan";
import { minimalConfig, stepScalingOf } from "../../support/endpoint-config";
import { runs } from "../../support/runs";

const horizon = { from: "2026-01-01", to: "2029-01-01" };
const action = (min: number, max: number) => ({
  name: `to-${min}`,
  schedule: "cron(0 8 ? * * *)",
  timezone: "UTC",
  min,
  max,
});
const planned = (
  config: Partial<ManagedEndpointConfig>,
  registered = { min: 1, max: 2 },
  actions = [action(4, 12)],
  stackTags: Readonly<Record<string, string>> = {},
): ManagedEndpointPlan =>
  planManagedEndpoint("sentiment", { ...minimalConfig, ...config }, { actions, registered, horizon }, stackTags);

const queue = { async: { outputPath: "s3://queue/out/" } };
const steps = stepScalingOf([], { metric: "backlog", cooldownSeconds: 90 });
const tracking = {
  kind: "targetTracking",
  metric: "backlogPerInstance",
  target: 5,
  scaleInCooldownSeconds: 600,
  scaleOutCooldownSeconds: 60,
  scaleIn: false,
} as const;

describe("planEndpoint", () => {
  it("starts with the instances that the limits in force ask for, and registers those limits", () =>
    expect(planned({}, { min: 4, max: 12 })).toMatchObject({
      configuration: { productionVariant: { initialInstanceCount: 4 } },
      target: { minCapacity: 4, maxCapacity: 12 },
    }));

  describe("with deployed actions", () => {
    const names = (count: number, prefix: string): readonly string[] =>
      Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, "0")}`);
    const replacedBy = (actions: readonly string[], deployed: readonly string[]): Readonly<Record<string, string>> => {
      const schedule = {
        actions: actions.map((name) => ({ ...action(1, 2), name })),
        registered: action(1, 2),
        horizon,
      };
      const plan = planManagedEndpoint("e", minimalConfig, schedule, {}, { actions: deployed });
      expect(plan.scheduledActions.map(({ name }) => name)).toEqual(actions);
      return Object.fromEntries(
        plan.scheduledActions.flatMap(({ name, replaces }) => (replaces === undefined ? [] : [[replaces, name]])),
      );
    };

    it("replaces none while AWS has room for old and new ones", () => {
      expect(replacedBy(names(100, "new"), names(100, "old"))).toEqual({});
      expect(replacedBy(names(200, "old"), names(200, "old"))).toEqual({});
    });

    it("replaces as many as it can if AWS has no room, and none that stays", () => {
      expect(replacedBy([...names(100, "new"), "old000"], [...names(101, "old")])).toEqual(
        Object.fromEntries(names(100, "new").map((name, index) => [`old${String(index + 1).padStart(3, "0")}`, name])),
      );
      expect(replacedBy(["a", "b"], names(199, "old"))).toEqual({ old000: "a", old001: "b" });
      expect(Object.keys(replacedBy(names(200, "new"), ["x", "y"]))).toEqual(["x", "y"]);
    });
  });

  it("writes SageMaker's default in full after the stack file drops a deployed strategy", () => {
    const deploymentOf = (config: ManagedEndpointConfig, before?: DeployedState): unknown =>
      planManagedEndpoint("e", config, { actions: [], registered: { min: 1, max: 1 }, horizon }, {}, before).deployment;
    const strategy = { type: "allAtOnce", terminationWaitSeconds: 120 } as const;
    const canaried = { ...minimalConfig, deployment: { strategy, rollbackAlarms: [] } };
    expect(deploymentOf(minimalConfig)).toBeUndefined();
    expect(deploymentOf(minimalConfig, { hasStrategy: false })).toBeUndefined();
    expect(deploymentOf(minimalConfig, { hasStrategy: true })).toEqual({
      blueGreenUpdatePolicy: { trafficRoutingConfiguration: { type: "ALL_AT_ONCE", waitIntervalInSeconds: 0 } },
    });
    expect(deploymentOf(canaried, { hasStrategy: true })).toMatchObject({
      blueGreenUpdatePolicy: { terminationWaitInSeconds: 120 },
    });
  });

  it("starts with what load has scaled to, within the limits in force", () => {
    const limits = fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) }));
    const started = (registered: { min: number; max: number }, live?: number) =>
      planManagedEndpoint("e", minimalConfig, { actions: [], registered, horizon }, {}, { liveCount: live })
        .configuration.productionVariant.initialInstanceCount;
    expect(started({ min: 4, max: 12 }, 9)).toBe(9);
    fc.assert(
      fc.property(limits, fc.nat(25), (registered, live) => {
        const within = Math.max(1, registered.min) <= live && live <= registered.max;
        const nearest = live <= registered.min ? registered.min : registered.max;
        expect(started(registered, live)).toBe(within ? live : Math.max(1, nearest));
        expect(started(registered)).toBe(Math.max(1, registered.min));
      }),
      runs(),
    );
  });

  it("starts with one instance if min is 0", () =>
    expect(planned(queue, { min: 0, max: 2 })).toMatchObject({
      configuration: { productionVariant: { initialInstanceCount: 1 } },
      target: { minCapacity: 0, maxCapacity: 2 },
    }));

  it("sorts tags, and lets the endpoint's own win over the stack's", () => {
    const plan = planned({ tags: { team: "search", a: "1" } }, undefined, [], { zone: "x", team: "ml" });
    expect(Object.entries(plan.tags)).toEqual([
      ["a", "1"],
      ["team", "search"],
      ["zone", "x"],
    ]);
  });

  it("wakes an asynchronous endpoint that may be at zero now or after a firing", () => {
    const keys = (...args: Parameters<typeof planned>): readonly string[] =>
      planned(...args).stepPolicies.map(({ key }) => key);
    const atZero = [action(0, 4)];
    expect(keys({ ...queue, scaling: steps }, { min: 0, max: 4 }, [])).toEqual(["wake"]);
    expect(keys({ ...queue, scaling: steps }, { min: 1, max: 4 }, atZero)).toEqual(["wake"]);
    expect(keys({ ...queue, scaling: tracking }, { min: 1, max: 4 }, atZero)).toEqual(["wake"]);
    expect(keys({ ...queue, scaling: steps }, { min: 1, max: 4 }, [action(1, 2)])).toEqual([]);
    expect(keys({ scaling: steps }, { min: 0, max: 4 }, atZero)).toEqual([]);
    expect(keys(queue, { min: 0, max: 4 }, atZero)).toEqual([]);
  });

  it("wakes with the cooldown of scaling out", () => {
    const cooldown = (scaling: ManagedEndpointConfig["scaling"] & object): number | undefined =>
      planned({ ...queue, scaling }, { min: 0, max: 4 }).stepPolicies.at(-1)?.cooldown;
    expect(cooldown(steps)).toBe(90);
    expect(cooldown(tracking)).toBe(60);
  });

  it("turns scaling in off for target tracking", () =>
    expect(planned({ ...queue, scaling: tracking }).targetTracking).toEqual({
      targetValue: 5,
      metric: {
        namespace: "AWS/SageMaker",
        metricName: "ApproximateBacklogSizePerInstance",
        statistic: "Average",
        dimensions: ["EndpointName"],
      },
      scaleInCooldown: 600,
      scaleOutCooldown: 60,
      disableScaleIn: true,
    }));

  it("depends on the moment only in the registered limits and the initial count", () =>
    fc.assert(
      fc.property(limitsAbove0, limitsAbove0, (one, other) => {
        const timeless = (plan: ManagedEndpointPlan): unknown => ({
          ...plan,
          target: { ...plan.target, minCapacity: 0, maxCapacity: 0 },
          schedule: { ...plan.schedule, registered: undefined },
          configuration: {
            ...plan.configuration,
            productionVariant: { ...plan.configuration.productionVariant, initialInstanceCount: 0 },
          },
        });
        const [a, b] = [planned({}, one), planned({}, other)];
        expect(timeless(a)).toEqual(timeless(b));
        expect(toStackOutputs(a)).toEqual(toStackOutputs(b));
      }),
      runs(),
    ));
});

describe("toStackOutputs", () => {
  it("describes each scheduled action", () =>
    expect(toStackOutputs(planned({}))).toEqual({
      variant: "AllTraffic",
      instanceType: "ml.g5.xlarge",
      scheduledActions: { "to-4": "cron(0 8 ? * * *) UTC: 4-12 instances" },
    }));
});

const limitsAbove0 = fc
  .tuple(fc.integer({ min: 1, max: 50 }), fc.nat(50))
  .map(([min, more]) => ({ min, max: min + more }));
