import { type EpochMinute, parseInstant } from "../../src/timetable/time/instant";

/** The minute that an ISO instant names. */
export function instant(text: string): EpochMinute {
  const minute = parseInstant(text);
  if (minute === undefined) throw new Error(`bug: "${text}" is not an instant`);
  return minute;
}
