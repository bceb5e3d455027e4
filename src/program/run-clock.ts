import type { Waiting } from "../live-aws/until-in-service";

/** How time passes in a run. `later`: the moment at which it is asked, an ISO instant. */
export interface RunClock {
  readonly sleep: Waiting["sleep"];
  readonly later: () => Promise<string>;
}

/**
 * How a run lets seconds pass while it waits for AWS, and learns how late it has become.
 *
 * In: `virtual`: where a virtual clock is waited for and read, as the simulated AWS has one; absent: the seconds pass,
 *     and `now` says the time
 */
export function runClock(virtual: string | undefined, now: () => string): RunClock {
  if (virtual === undefined) {
    return {
      sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
      later: () => Promise.resolve(now()),
    };
  }
  return {
    sleep: async (seconds) => {
      await fetch(`${virtual}?seconds=${seconds}`, { method: "POST" });
    },
    later: async () => (await fetch(virtual)).text(),
  };
}
