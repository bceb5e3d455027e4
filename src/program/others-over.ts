import type { ScalingSnapshots, ScalingSnapshot } from "../keep-scaling/remembered-scaling";
import { readEndpointCounts } from "../live-aws/endpoint-counts";
import type { AwsClients } from "../live-aws/open-aws";
import type { WaitOptions } from "../live-aws/until-in-service";

/** The endpoints that a run takes the scaling away from, by their names at AWS, and which of them it is through with. */
export interface OtherEndpoints extends WaitOptions {
  readonly askAws: <T>(ask: (aws: AwsClients) => Promise<T>) => Promise<T>;
  readonly snapshots: ScalingSnapshots;
  readonly finished: Set<string>;
  readonly readScaling: (
    aws: AwsClients,
    was: ScalingSnapshot,
  ) => Promise<ScalingSnapshot | undefined>;
  readonly restore: (was: ScalingSnapshot) => Promise<readonly string[]>;
}

/** Seconds: how often they are looked at, and told of. */
const pollSeconds = 15;
const logSeconds = 60;

/** Seconds after which an endpoint at rest is one that nothing more happens to. */
const idleSeconds = 180;

/** Seconds in all: as long as an update may take. */
const maxWaitSeconds = 3600;

/**
 * Waits, after something has failed, until no other endpoint is left without what scales it: the engine goes on with what
 * does not depend on the failure as long as the failed step has not ended, and begins nothing afterwards.
 *
 * Out: what was registered again of those that the engine does not come back to, as lines
 */
export async function waitForOtherEndpoints(others: OtherEndpoints): Promise<readonly string[]> {
  const { askAws: asked, snapshots: snapshots, finished: over, log: say, sleep } = others;
  const resting = new Map<string, { readonly as: string | undefined; readonly since: number }>();
  const said: string[] = [];
  for (let seconds = 0; ; seconds += pollSeconds) {
    const left = [...snapshots].filter(([name]) => !over.has(name));
    if (left.length === 0) return said;
    if (seconds % logSeconds === 0) {
      say(
        `a part of this run has failed; it ends when it is through with ${formatEndpointNames(left)}`,
      );
    }
    for (const [name, was] of left) {
      const as = await asked((aws) => describeIfIdle(aws, name, was, others));
      const { as: before, since } = resting.get(name) ?? { as: undefined, since: seconds };
      if (as !== before) resting.set(name, { as, since: seconds });
      const rests = as === before && as !== undefined && seconds - since >= idleSeconds;
      if (!rests && seconds < maxWaitSeconds) continue;
      over.add(name);
      const again = await others.restore(was);
      said.push(...again.map((line) => `endpoint ${name}: ${line}`));
    }
    await sleep(pollSeconds);
  }
}

function formatEndpointNames(left: readonly (readonly [string, unknown])[]): string {
  return left.map(([name]) => `endpoint ${name}`).join(", ");
}

/** What there is of an endpoint in service, to be compared; undefined: it is not in service, so something goes on. */
async function describeIfIdle(
  aws: AwsClients,
  name: string,
  was: ScalingSnapshot,
  { readScaling: scalingNow }: OtherEndpoints,
): Promise<string | undefined> {
  const read = await readEndpointCounts(aws, name);
  if ("found" in read && read.found?.status !== "InService") return undefined;
  const { actions = [], policies = [] } = (await scalingNow(aws, was)) ?? {};
  return `${actions.length} ${policies.length}`;
}
