import type { Limits } from "../../timetable";
import { type EpochDay, formatPlainDate, formatPlainMinute, type PlainMinute } from "../../timetable/time";
import type { Occurrence } from "./ics-occurrences";

/** A dated window as the stack file has it. */
interface EventWindow extends Limits {
  readonly dates: readonly string[];
  readonly from: string;
  readonly to: string;
}

export interface EventWindowRule {
  /** Begins the name of each window. */
  readonly prefix: string;
  /** Limits of events whose text has none. */
  readonly limits: Partial<Limits>;
  /** Events that end before it are over. */
  readonly firstDay: EpochDay;
}

/**
 * Converts occurrences of events to dated windows. Those with the same name, times and limits become one window.
 * @returns windows by name, and a sentence for each event without limits
 */
export function toEventWindows(
  occurrences: readonly Occurrence[],
  { prefix, limits, firstDay }: EventWindowRule,
): { readonly windows: Readonly<Record<string, EventWindow>>; readonly notes: readonly string[] } {
  const groups = new Map<string, { readonly name: string; readonly window: EventWindow }>();
  const notes = new Set<string>();
  for (const occurrence of occurrences.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    if (occurrence.to <= firstDay * 1440) continue;
    const own = readLimits(occurrence, limits);
    if (typeof own === "string") {
      notes.add(own);
      continue;
    }
    const name = [prefix, toWords(occurrence.name)].filter((word) => word !== "").join("-");
    for (const { day, from, to } of splitIntoDays(occurrence)) {
      if (day < firstDay && to === "24:00") continue;
      const key = [name, from, to, own.min, own.max].join(" ");
      const { dates = [] } = groups.get(key)?.window ?? {};
      const date = formatPlainDate(day);
      groups.set(key, { name, window: { dates: dates.includes(date) ? dates : [...dates, date], from, to, ...own } });
    }
  }
  return { windows: numberNames([...groups.values()]), notes: [...notes] };
}

/** Several windows of one event have numbers. */
function numberNames(
  groups: readonly { readonly name: string; readonly window: EventWindow }[],
): Readonly<Record<string, EventWindow>> {
  const windows = new Map<string, EventWindow>();
  for (const { name, window } of groups) {
    let free = name;
    for (let count = 2; windows.has(free); count += 1) free = `${name}-${count}`;
    windows.set(free, window);
  }
  return Object.fromEntries(windows);
}

/** Limits in the event's text come before those of the rule. */
function readLimits({ name, description }: Occurrence, rule: Partial<Limits>): Limits | string {
  const text = `${name}\n${description}`;
  const read = (key: "min" | "max"): number | undefined => {
    const [, count] = new RegExp(`\\b${key}\\s*[=:]\\s*(\\d{1,9})\\b`, "i").exec(text) ?? [];
    return count === undefined ? rule[key] : Number(count);
  };
  const [min, max] = [read("min"), read("max")];
  if (min !== undefined && max !== undefined) return { min, max };
  return `"${name}" is skipped: its text has no limits such as min=4 max=12; give --min and --max`;
}

export function toWords(text: string): string {
  return text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\b(?:min|max)\s*[=:]\s*\d+/g, "")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 30)
    .replaceAll(/^-|-$/g, "");
}

/** A window lasts less than a day, or the whole of one. */
function splitIntoDays({
  from,
  to,
}: Pick<Occurrence, "from" | "to">): readonly { readonly day: EpochDay; readonly from: string; readonly to: string }[] {
  const formatTime = (minute: PlainMinute): string => formatPlainMinute(minute).slice(11);
  const first = Math.floor(from / 1440);
  const last = Math.floor((to - 1) / 1440);
  const isMidnight = to % 1440 === 0;
  if (to - from < 1440) return [{ day: first, from: formatTime(from), to: isMidnight ? "24:00" : formatTime(to) }];
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    day: first + index,
    from: index === 0 ? formatTime(from) : "00:00",
    to: index < last - first || isMidnight ? "24:00" : formatTime(to),
  }));
}
