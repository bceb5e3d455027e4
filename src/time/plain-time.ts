import { formatPlainDate, type PlainMinute } from "./plain-date";

/**
 * A time of day as `HH:MM`, as the minute of the day.
 *
 * In:  one or two digits for the hour; `24:00` only where `endOfDay` is "allowed", it is 1440 then
 * Out: undefined for anything else
 */
export function parsePlainTime(
  text: string,
  endOfDay: "allowed" | "refused" = "refused",
): number | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [hour, minute] = [Number(match[1]), Number(match[2])];
  if (hour === 24 && minute === 0 && endOfDay === "allowed") return 1440;
  return hour > 23 || minute > 59 ? undefined : hour * 60 + minute;
}

/** `HH:MM`. In: minute of the day 0-1440; 1440 is `24:00`. */
export function formatPlainTime(minuteOfDay: number): string {
  const hour = Math.floor(minuteOfDay / 60);
  return `${String(hour).padStart(2, "0")}:${String(minuteOfDay % 60).padStart(2, "0")}`;
}

/** `YYYY-MM-DDTHH:MM`, wall clock. */
export function formatPlainMinute(minute: PlainMinute): string {
  const day = Math.floor(minute / 1440);
  return `${formatPlainDate(day)}T${formatPlainTime(minute - day * 1440)}`;
}
