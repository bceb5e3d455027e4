import type { Waiting } from "../live-aws/until-in-service";

/**
 * How a run lets seconds pass while it waits for AWS.
 *
 * In: `clock`: where a virtual clock is waited for, as the simulated AWS has one; absent: the seconds pass
 */
export function sleeping(clock: string | undefined): Waiting["sleep"] {
  return async (seconds) => {
    if (clock === undefined) await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
    else await fetch(`${clock}?seconds=${seconds}`, { method: "POST" });
  };
}
