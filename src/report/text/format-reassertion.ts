import type { Reassertion } from "../../plan/replay";
import { formatLocal, minutesPerDay } from "../../timetable/time";

/**
 * Formats in one line how soon limits that something else moved are set again.
 * @example `limits are corrected within 15 minutes 61% of the time, within an hour 87%; longest gap 10h, from …`
 */
export function formatReassertion(reassertion: Reassertion, zone: string): string {
  const { everyMinutes, withinEvery, withinHour, longestGap } = reassertion;
  const isNamed = everyMinutes !== "never" && everyMinutes !== 60 && withinEvery !== undefined;
  const [first, ...others] = [
    ...(isNamed
      ? [`within ${formatAim(everyMinutes)} ${formatShare(withinEvery, longestGap.minutes > everyMinutes + 1)}`]
      : []),
    `within an hour ${formatShare(withinHour, longestGap.minutes > 61)}`,
  ];
  const shares = [`${first} of the time`, ...others].join(", ");
  const gap = `longest gap ${formatLength(longestGap.minutes)}, from ${formatLocal(zone, longestGap.from)}`;
  return `limits are corrected ${shares}; ${gap}`;
}

function formatAim(minutes: number): string {
  if (minutes === 1) return "a minute";
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
}

/** A longer gap shows that a share of 1 is rounded. */
function formatShare(share: number, hasLongerGap: boolean): string {
  return share === 1 && hasLongerGap ? "over 99%" : `${Math.round(share * 100)}%`;
}

/** `45m`, `10h`, `2d14h`: days from two days on. */
function formatLength(minutes: number): string {
  const days = minutes < 2 * minutesPerDay ? 0 : Math.floor(minutes / minutesPerDay);
  const rest = minutes - days * minutesPerDay;
  const parts = [
    [days, "d"],
    [Math.floor(rest / 60), "h"],
    [rest % 60, "m"],
  ] as const;
  return parts.map(([count, unit]) => (count === 0 ? "" : `${count}${unit}`)).join("") || "0m";
}
