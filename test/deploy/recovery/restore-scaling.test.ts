import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { toVariantResourceId } from "../../../src/aws/facts/application-auto-scaling";
import { waitForOtherEndpoints } from "../../../src/deploy/recovery/restore-scaling";
import type { ScalingSnapshot, ScalingSnapshots } from "../../../src/deploy/recovery/scaling-snapshot";

/** What AWS shows of an endpoint at some second. */
interface Shown {
  readonly status: string;
  readonly actions?: number;
}

/** The SDK, as far as these tests call it, for endpoints with one variant `v`. */
function createFakeClients(show: (endpointName: string) => Shown): AwsClients {
  const showById = (resourceId: string) => show(resourceId.split("/")[1] ?? "");
  return {
    sageMaker: {
      describeEndpoint: ({ EndpointName }: { EndpointName: string }) =>
        Promise.resolve({ EndpointStatus: show(EndpointName).status, ProductionVariants: [{ VariantName: "v" }] }),
    },
    scaling: {
      describeScalableTargets: () => Promise.resolve({ ScalableTargets: [{}] }),
      describeScheduledActions: ({ ResourceId }: { ResourceId: string }) =>
        Promise.resolve({ ScheduledActions: Array(showById(ResourceId).actions ?? 0).fill({}) }),
      describeScalingPolicies: () => Promise.resolve({ ScalingPolicies: [] }),
    },
  } as unknown as AwsClients;
}

/** Waits for endpoints of which each shows what `endpoints` says; `ready`: the second at which the engine is done with it. */
async function waitFor(
  endpoints: Readonly<Record<string, (seconds: number) => Shown>>,
  ready: Readonly<Record<string, number>> = {},
) {
  let slept = 0;
  const log: string[] = [];
  const restored: [string, number][] = [];
  const snapshots: ScalingSnapshots = new Map(
    Object.keys(endpoints).map((name) => {
      const resourceId = toVariantResourceId(name, "v");
      return [name, { resourceId, target: {}, actions: [], policies: [] } as unknown as ScalingSnapshot];
    }),
  );
  const aws = createFakeClients((name) => endpoints[name]?.(slept) ?? { status: "" });
  const context = {
    snapshots,
    askAws: <T>(ask: (clients: AwsClients) => Promise<T>) => ask(aws),
    log: (line: string) => void log.push(line),
    sleep: (seconds: number) => {
      slept += seconds;
      for (const [name, at] of Object.entries(ready)) if (slept >= at) snapshots.delete(name);
      return Promise.resolve();
    },
  };
  const restore = ({ resourceId }: ScalingSnapshot) => {
    restored.push([resourceId.split("/")[1] ?? "", slept]);
    return Promise.resolve(["its target is registered again"]);
  };
  const lines = await waitForOtherEndpoints(context, new Set(), restore);
  return { lines, log, restored, slept };
}

describe("waitForOtherEndpoints", () => {
  it("waits for nothing if every other endpoint is scaled", async () => {
    expect(await waitFor({})).toEqual({ lines: [], log: [], restored: [], slept: 0 });
  });

  it("ends when the engine is done with the others, and restores nothing then", async () => {
    const found = await waitFor({ a: () => ({ status: "Updating" }) }, { a: 100 });
    expect(found).toEqual({
      lines: [],
      log: [
        "a part of this run failed; the run ends when it is done with endpoint a",
        "a part of this run failed; the run ends when it is done with endpoint a",
      ],
      restored: [],
      slept: 105,
    });
  });

  it("restores the scaling of one that did not change for three minutes", async () => {
    const found = await waitFor({ a: () => ({ status: "InService" }) });
    expect(found.restored).toEqual([["a", 180]]);
    expect(found.lines).toEqual(["endpoint a: its target is registered again"]);
  });

  it("starts to count again while its update continues, and while its actions change", async () => {
    const shown = (seconds: number): Shown => {
      if (seconds >= 120 && seconds < 300) return { status: "Updating" };
      return { status: "InService", actions: seconds < 390 ? 1 : 2 };
    };
    expect((await waitFor({ a: shown })).restored).toEqual([["a", 390 + 180]]);
  });

  it("waits at most an hour for an update that does not end, and for each endpoint by itself", async () => {
    const found = await waitFor({ a: () => ({ status: "Updating" }), b: () => ({ status: "InService" }) });
    expect(found.restored).toEqual([
      ["b", 180],
      ["a", 3600],
    ]);
    expect(found.log[0]).toContain("done with endpoint a, endpoint b");
    expect(found.log.at(-1)).toContain("done with endpoint a");
  });
});
