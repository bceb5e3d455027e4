import type { EpochMinute } from "../time/instant";
import type { AwsAction, Firings } from "./firings";

/** Two actions of a target that fire in one minute: the first minute, and how many there are. */
export interface Collision {
  readonly at: EpochMinute;
  readonly actions: readonly [AwsAction, AwsAction];
  readonly count: number;
}

/**
 * Pairs of actions that fire in the same minute: AWS leaves open which of the two runs last.
 *
 * Out:    one entry a pair, by the first such minute
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html
 */
export function findCollisions(
  firings: Firings,
  actions: readonly AwsAction[],
): readonly Collision[] {
  const pairs = new Map<number, Collision>();
  const { at, action } = firings;
  for (let second = 1; second < at.length; second++) {
    for (let first = second - 1; at[first] === at[second]; first--) {
      const key = (action[first] ?? 0) * actions.length + (action[second] ?? 0);
      const known = pairs.get(key);
      const [one, other] = [actions[action[first] ?? 0], actions[action[second] ?? 0]];
      if (one === undefined || other === undefined) continue;
      pairs.set(key, {
        at: known?.at ?? at[second] ?? 0,
        actions: [one, other],
        count: (known?.count ?? 0) + 1,
      });
    }
  }
  return [...pairs.values()].toSorted((a, b) => a.at - b.at);
}
