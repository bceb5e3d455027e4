import type { WaitOptions } from "../live-aws/until-in-service";
import { type EpochMinute, parseInstant } from "../time/instant";

/** How time passes in a run. `later`: the moment at which it is asked. */
export interface RunClock {
  readonly sleep: WaitOptions["sleep"];
  readonly readTime: () => Promise<EpochMinute>;
}

/**
 * How a run lets seconds pass while it waits for AWS, and learns how late it has become.
 *
 * In: `virtual`: where a virtual clock is waited for and read, as the simulated AWS has one; absent: the seconds pass,
 *     and `now` says the time
 */
export function createRunClock(virtual: string | undefined, now: () => EpochMinute): RunClock {
  if (virtual === undefined) {
    return {
      sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
      readTime: () => Promise.resolve(now()),
    };
  }
  return {
    sleep: async (seconds) => {
      await fetch(`${virtual}?seconds=${seconds}`, { method: "POST" });
    },
    readTime: async () => {
      const text = await (await fetch(virtual)).text();
      const instant = parseInstant(text);
      if (instant === undefined) throw new Error(`bug: the clock at ${virtual} says "${text}"`);
      return instant;
    },
  };
}
