import type { AwsClients } from "../../../src/aws/client/aws-clients";
import type {
  ScalingSnapshot,
  ScalingSnapshots,
} from "../../../src/deploy/recovery/deregister-scaling";
import { waitForOtherEndpoints } from "../../../src/deploy/recovery/restore-scaling";

/** What AWS shows of an endpoint after so many seconds. */
interface Shown {
  readonly status: string;
  readonly actions?: number;
}

const was = { resourceId: "endpoint/e/variant/v", target: {} } as unknown as ScalingSnapshot;

/** Waits for endpoints of which each shows what `shown` says; `ready`: the second at which the engine is through with it. */
async function waitedFor(
  endpoints: Readonly<Record<string, (seconds: number) => Shown>>,
  ready: Readonly<Record<string, number>> = {},
) {
  let slept = 0;
  const said: string[] = [];
  const putBack: [string, number][] = [];
  const snapshots: ScalingSnapshots = new Map(
    Object.keys(endpoints).map((name) => [name, { ...was, resourceId: name }]),
  );
  const shownNow = (name: string): Shown => endpoints[name]?.(slept) ?? { status: "" };
  const describeEndpoint = ({ EndpointName = "" }: { EndpointName?: string }) =>
    Promise.resolve({ EndpointStatus: shownNow(EndpointName).status });
  const aws = { sageMaker: { describeEndpoint } } as unknown as AwsClients;
  const lines = await waitForOtherEndpoints({
    snapshots,
    finished: new Set(),
    askAws: (ask) => ask(aws),
    log: (line) => said.push(line),
    sleep: (seconds) => {
      slept += seconds;
      for (const [name, at] of Object.entries(ready)) if (slept >= at) snapshots.delete(name);
      return Promise.resolve();
    },
    readScaling: (_, { resourceId }) => {
      const actions = Array(shownNow(resourceId).actions ?? 0).fill({}) as [];
      return Promise.resolve({ ...was, actions, policies: [] });
    },
    restore: ({ resourceId }) => {
      putBack.push([resourceId, slept]);
      return Promise.resolve(["its target is registered again"]);
    },
  });
  return { lines, said, putBack, slept };
}

describe("othersOver", () => {
  it("waits for nobody where no other endpoint has lost what scales it", async () => {
    expect(await waitedFor({})).toEqual({ lines: [], said: [], putBack: [], slept: 0 });
  });

  it("ends when the engine is through with the others, and registers nothing again then", async () => {
    const found = await waitedFor({ a: () => ({ status: "Updating" }) }, { a: 100 });
    expect(found).toEqual({
      lines: [],
      said: [
        "a part of this run has failed; it ends when it is through with endpoint a",
        "a part of this run has failed; it ends when it is through with endpoint a",
      ],
      putBack: [],
      slept: 105,
    });
  });

  it("registers again what scales one that nothing has happened to for three minutes", async () => {
    const found = await waitedFor({ a: () => ({ status: "InService" }) });
    expect(found.putBack).toEqual([["a", 180]]);
    expect(found.lines).toEqual(["endpoint a: its target is registered again"]);
  });

  it("counts the minutes anew while its update goes on, and while its actions come", async () => {
    const shown = (seconds: number): Shown => {
      if (seconds >= 120 && seconds < 300) return { status: "Updating" };
      return { status: "InService", actions: seconds < 390 ? 1 : 2 };
    };
    expect((await waitedFor({ a: shown })).putBack).toEqual([["a", 390 + 180]]);
  });

  it("waits at most an hour for an update that does not end, and for each by itself", async () => {
    const found = await waitedFor({
      a: () => ({ status: "Updating" }),
      b: () => ({ status: "InService" }),
    });
    expect(found.putBack).toEqual([
      ["b", 180],
      ["a", 3600],
    ]);
    expect(found.said[0]).toContain("through with endpoint a, endpoint b");
    expect(found.said.at(-1)).toContain("through with endpoint a");
  });
});
