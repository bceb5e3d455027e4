import { setTimeout as sleepFor } from "node:timers/promises";
import { toInstant } from "../timetable/time";
import { Stopped, type TrialClock } from "./check";

interface TrialClocks {
  readonly clock: TrialClock;
  readonly endClock: TrialClock;
}

/** Real time. @param signal ends a sleep of `clock` */
export function createTrialClocks(signal: AbortSignal): TrialClocks {
  const endClock: TrialClock = {
    readTime: () => Promise.resolve(toInstant(new Date())),
    sleep: (seconds) => sleepFor(seconds * 1000),
  };
  return { endClock, clock: wrapSleep(endClock, signal) };
}

/** The same clock, whose sleep throws `Stopped` as soon as the signal is aborted. */
export function wrapSleep({ readTime, sleep }: TrialClock, signal: AbortSignal): TrialClock {
  return {
    readTime,
    sleep: async (seconds) => {
      let stop = (): void => undefined;
      const aborted = new Promise<never>((_resolve, reject) => {
        stop = () => reject(new Stopped("interrupted", true));
      });
      signal.addEventListener("abort", stop);
      try {
        if (signal.aborted) stop();
        await Promise.race([aborted, sleep(seconds)]);
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
}
