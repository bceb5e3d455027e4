import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { EngineEvent, Stack } from "@pulumi/pulumi/automation";
import type { ManagedEndpointConfig } from "../../src/config/schema/stack-config";
import { PlannedEndpoint } from "../support/planned-endpoint";
import { planManagedEndpoint } from "../../src/plan/endpoint/endpoint-plan";
import { planTimetable } from "../../src/plan/endpoint/schedule-plan";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { injectError } from "../../src/simulator/aws/injected-failures";
import { type ServedProvider, serveProvider } from "../../src/simulator/provider/serve-provider";
import { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { findPulumiCli } from "../../src/simulator/try/pulumi-cli";
import { openLocalStack } from "../../src/simulator/try/run-engine";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { Timetable } from "../../src/timetable/model";
import { container, minimalConfig, stepScalingOf } from "../support/endpoint-config";
import { timetable, weekly } from "../support/timetables";
import { describeEngine } from "./support/describe-engine";
import { endQuietly } from "./support/end-quietly";

const zone = "Europe/Berlin";

/** Monday, 06:00 in Berlin: two hours before the window opens. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;
const hour = 3600;

const office = timetable({ windows: { office: weekly("mon-fri", "08:00", "18:00", "4-12") } });

const scaling = stepScalingOf([
  { when: { below: 100 }, change: { instances: -1 } },
  { when: { above: 600 }, change: { instances: 2 } },
]);

/** What the stack file says; tests change it between runs. */
interface Wanted {
  readonly timetable: Timetable;
  readonly image: string;
  readonly instanceType: string;
}

const first: Wanted = { timetable: office, image: container.image, instanceType: "ml.g5.xlarge" };

/** An engine with its state in a folder of its own, and the account it works on. */
class Deployment {
  wanted = first;
  private logged = 0;

  private constructor(
    readonly account: SimulatedAccount,
    private readonly served: ServedProvider,
    private readonly folder: string,
  ) {}

  private stack: Stack | undefined;

  static async start(cliPath: string): Promise<Deployment> {
    const account = new SimulatedAccount(createAccount(mondayMorning));
    const served = await serveProvider(account);
    const folder = mkdtempSync(path.join(tmpdir(), "deploy-test-"));
    const deployment = new Deployment(account, served, folder);
    deployment.stack = await openLocalStack({
      cliPath,
      debugProviders: served.debugProviders,
      folder,
      stack: "test",
      region: "eu-central-1",
      program: () => {
        deployment.program();
        return Promise.resolve({});
      },
    });
    return deployment;
  }

  private program(): void {
    endQuietly();
    const { timetable, image, instanceType } = this.wanted;
    const config: ManagedEndpointConfig = {
      ...minimalConfig,
      model: { ...minimalConfig.model, containers: [{ ...container, image }] },
      variant: { name: "AllTraffic", instanceType },
      scaling,
    };
    const timeline = buildTimeline(timetable, {}, zone);
    const now = Math.floor(this.account.state.nowSeconds / 60);
    const schedule = planTimetable(timeline, timetable, now);
    const plan = planManagedEndpoint("sentiment", config, schedule, { team: "ml" });
    new PlannedEndpoint("sentiment", { plan });
  }

  /** What the engine did, without what it left alone: `create 3, delete 1`; empty for nothing. */
  async up(options: { readonly refresh?: boolean } = {}): Promise<string> {
    let changes: Readonly<Record<string, number>> = {};
    const onEvent = ({ summaryEvent }: EngineEvent): void => {
      if (summaryEvent !== undefined) changes = summaryEvent.resourceChanges;
    };
    await this.running.up({ ...options, onEvent });
    return changesText(changes);
  }

  async preview(): Promise<string> {
    const { changeSummary } = await this.running.preview();
    return changesText(changeSummary);
  }

  async destroy(): Promise<void> {
    await this.running.destroy();
  }

  private get running(): Stack {
    if (this.stack === undefined) throw new Error("not started");
    return this.stack;
  }

  /** Calls since this was last asked, without reads: `UpdateEndpoint`, and its error if it had one. */
  calls(): readonly string[] {
    const { log } = this.account.state;
    const news = log.slice(this.logged);
    this.logged = log.length;
    return news.map(({ operation, error }) => {
      const name = operation.slice(operation.indexOf(":") + 1);
      return error === undefined ? name : `${name} ${error}`;
    });
  }

  /** Limits now and instances in service now: `4-12, 4`. */
  get live(): string {
    const { state } = this.account;
    const [target] = Object.values(state.targets);
    const [variant] = Object.values(state.endpoints).flatMap(({ variants }) => variants);
    return `${target?.min}-${target?.max}, ${variant?.current}`;
  }

  passHours(hours: number): void {
    this.account.runUntil(this.account.state.nowSeconds + hours * hour);
  }

  end(): void {
    this.served.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function changesText(changes: Readonly<Record<string, number>>): string {
  return Object.entries(changes)
    .filter(([kind, count]) => kind !== "same" && count > 0)
    .map(([kind, count]) => `${kind} ${count}`)
    .toSorted()
    .join(", ");
}

/** What there is at AWS, by kind; kinds of which there is nothing are left out. */
function existing(state: AwsState): Readonly<Record<string, number>> {
  const { roles, models, endpointConfigs, endpoints, targets, policies, actions, alarms } = state;
  const kinds = { roles, models, endpointConfigs, endpoints, targets, policies, actions, alarms };
  return Object.fromEntries(
    Object.entries(kinds)
      .map(([kind, all]) => [kind, Object.keys(all).length] as const)
      .filter(([, count]) => count > 0),
  );
}

const refused = {
  operation: "sagemaker:UpdateEndpoint",
  error: { code: "ValidationException", message: "no capacity for you" },
};

const larger: Wanted = { ...first, instanceType: "ml.g5.2xlarge" };

describeEngine("a stack on a real engine and the simulated AWS", () => {
  const running: Deployment[] = [];

  afterEach(() => {
    for (const deployment of running.splice(0)) deployment.end();
  });

  /** A test with a first deployment behind it. */
  function deployed(title: string, body: (deployment: Deployment) => Promise<void>): void {
    test(title, async () => {
      const found = await findPulumiCli({ environment: process.env, say: () => undefined, mayFetch: false });
      if (!("command" in found)) throw new Error(found.failures.join("; "));
      const deployment = await Deployment.start(found.command);
      running.push(deployment);
      await deployment.up();
      await body(deployment);
    });
  }

  deployed("makes everything once, and nothing more the second time", async (deployment) => {
    expect(existing(deployment.account.state)).toEqual({
      roles: 1,
      models: 1,
      endpointConfigs: 1,
      endpoints: 1,
      targets: 1,
      policies: 2,
      actions: 3,
      alarms: 2,
    });
    expect(deployment.live).toBe("1-2, 1");
    deployment.calls();
    expect(await deployment.up()).toBe("");
    expect(deployment.calls()).toEqual([]);
  });

  deployed("sees no change when a window has opened, even with --refresh", async (deployment) => {
    deployment.calls();
    deployment.passHours(4);
    expect(deployment.live).toBe("4-12, 4");
    expect(await deployment.preview()).toBe("");
    expect(await deployment.up({ refresh: true })).toBe("");
    expect(deployment.calls()).toEqual([]);
    expect(deployment.live).toBe("4-12, 4");
  });

  deployed("changes only the actions of a window that is edited", async (deployment) => {
    deployment.calls();
    const edited = weekly("mon-fri", "08:00", "18:00", "5-12");
    deployment.wanted = { ...first, timetable: timetable({ windows: { office: edited } }) };
    expect(await deployment.up()).toBe("update 1");
    expect(deployment.calls()).toEqual(["PutScheduledAction"]);
  });

  deployed("deploys a model inside a window with that window's floor", async (deployment) => {
    deployment.passHours(4);
    deployment.calls();
    deployment.wanted = { ...first, image: container.image.replace("1.4.0", "1.5.0") };
    expect(await deployment.up()).toBe("replace 2, update 1");
    expect(deployment.calls()).toEqual([
      "CreateModel",
      "CreateEndpointConfig",
      "UpdateEndpoint",
      "DeleteEndpointConfig",
      "DeleteModel",
    ]);
    const create = deployment.account.state.log.findLast(({ operation }) =>
      operation.endsWith(":CreateEndpointConfig"),
    );
    expect(create?.input).toMatchObject({ ProductionVariants: [{ InitialInstanceCount: 4 }] });
    expect(deployment.live).toBe("4-12, 4");
  });

  deployed("takes the target away while the instance type changes", async (deployment) => {
    deployment.passHours(4);
    deployment.calls();
    deployment.wanted = larger;
    await deployment.up();
    const calls = deployment.calls();
    const update = calls.indexOf("UpdateEndpoint");
    // Inside each half, the engine sends what does not depend on one another in any order.
    expect(calls.slice(0, update - 1).toSorted()).toEqual([
      "CreateEndpointConfig",
      "DeleteScalingPolicy",
      "DeleteScalingPolicy",
      "DeleteScheduledAction",
      "DeleteScheduledAction",
      "DeleteScheduledAction",
    ]);
    expect(calls[0]).toBe("CreateEndpointConfig");
    expect(calls.slice(update - 1, update + 2)).toEqual([
      "DeregisterScalableTarget",
      "UpdateEndpoint",
      "RegisterScalableTarget",
    ]);
    expect(calls.slice(update + 2, -1).toSorted()).toEqual([
      "PutMetricAlarm",
      "PutMetricAlarm",
      "PutScalingPolicy",
      "PutScalingPolicy",
      "PutScheduledAction",
      "PutScheduledAction",
      "PutScheduledAction",
    ]);
    expect(calls.at(-1)).toBe("DeleteEndpointConfig");
    expect(deployment.live).toBe("4-12, 4");
  });

  /** A change of the instance type that AWS refuses halfway. */
  async function refuseUpdate(deployment: Deployment): Promise<void> {
    deployment.account.change((state) => injectError(state, refused));
    deployment.wanted = larger;
    await expect(deployment.up()).rejects.toThrow("no capacity for you");
    expect(existing(deployment.account.state)).toMatchObject({ endpoints: 1, endpointConfigs: 2 });
    expect(existing(deployment.account.state)).not.toHaveProperty("targets");
  }

  deployed("is whole again when a refused update is retried", async (deployment) => {
    await refuseUpdate(deployment);
    await deployment.up({ refresh: true });
    expectWhole(deployment, "ml.g5.2xlarge");
    expect(await deployment.up()).toBe("");
  });

  deployed("deletes nothing in service when it is retried without refresh", async (deployment) => {
    await refuseUpdate(deployment);
    // The provider's state says that the update was made: only what AWS answers shows that it was not.
    await expect(deployment.up()).rejects.toThrow("nothing was deleted");
    expect(existing(deployment.account.state)).toMatchObject({ endpoints: 1, endpointConfigs: 2 });
    await deployment.up();
    expectWhole(deployment, "ml.g5.2xlarge");
  });

  deployed("is whole again when a refused update is taken back", async (deployment) => {
    await refuseUpdate(deployment);
    deployment.wanted = first;
    await deployment.up();
    expectWhole(deployment, "ml.g5.xlarge");
  });

  deployed("leaves nothing behind when it is destroyed", async (deployment) => {
    await deployment.destroy();
    expect(existing(deployment.account.state)).toEqual({});
  });
});

function expectWhole({ account }: Deployment, instanceType: string): void {
  expect(existing(account.state)).toMatchObject({
    endpointConfigs: 1,
    endpoints: 1,
    targets: 1,
    policies: 2,
    actions: 3,
    alarms: 2,
  });
  const [variant] = Object.values(account.state.endpoints).flatMap(({ variants }) => variants);
  expect(variant).toMatchObject({ instanceType });
}
