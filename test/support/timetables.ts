import type { Limits, Override, Timetable, Window } from "../../src/timetable/model";
import {
  formatPlainMinute,
  formatPlainTime,
  listWeekdays,
  parsePlainDate,
  parsePlainTime,
  toWeekday,
  type Weekday,
  weekdayNames,
  weekdays,
} from "../../src/timetable/time/plain-date-time";
import type { Segment } from "../../src/timetable/timeline";

/** `"4-12"` as limits. */
export function limits(text: string): Limits {
  const [min, max] = text.split("-").map(Number);
  if (min === undefined || max === undefined) throw new Error(`not limits: ${text}`);
  return { min, max };
}

/** A timetable with baseline 1-2 and nothing else, unless told. */
export function timetable(parts: Partial<Timetable> = {}): Timetable {
  return {
    baseline: limits("1-2"),
    windows: {},
    exceptions: [],
    readyBeforeMinutes: 0,
    reassertEveryMinutes: 15,
    ...parts,
  };
}

/** `defineWeekdays`: `"mon-fri"`, `"sat,sun"`; `to` at or before `from` is on the next day. */
export function weekly(days: string, from: string, to: string, between: string): Window {
  return { starts: { days: dayList(days) }, ...hours(from, to), limits: limits(between) };
}

/** A window on single dates. */
export function onDates(dates: readonly string[], from: string, to: string, between: string): Window {
  return { starts: { dates }, ...hours(from, to), limits: limits(between) };
}

/** `YYYY-MM-DDTHH:MM` as a plain minute. */
export function minute(text: string): number {
  const [date = "", time = ""] = text.split("T");
  const [day, minuteOfDay] = [parsePlainDate(date), parsePlainTime(time)];
  if (day === undefined || minuteOfDay === undefined) throw new Error(`not a minute: ${text}`);
  return day * 1440 + minuteOfDay;
}

/** An override; `use` is `"12-20"` or `"pause"`. */
export function override(from: string, until: string, use: string, reason?: string): Override {
  return {
    from: minute(from),
    until: minute(until),
    use: use === "pause" ? use : limits(use),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** The week as lines `Mon 08:00 4-12 window office, window batch`, one for each segment's start. */
export function weekText(week: readonly Segment[]): readonly string[] {
  return week.map((segment) => {
    const day = weekdays[Math.floor(segment.from / 1440)] ?? "mon";
    const start = `${weekdayNames[day].slice(0, 3)} ${formatPlainTime(segment.from % 1440)}`;
    return `${start} ${segmentText(segment)}`;
  });
}

/** Segments as lines `Thu 2026-12-24T08:00 4-12 window office`. */
export function datedText(segments: readonly Segment[]): readonly string[] {
  return segments.map((segment) => {
    const day = weekdayNames[toWeekday(Math.floor(segment.from / 1440))].slice(0, 3);
    return `${day} ${formatPlainMinute(segment.from)} ${segmentText(segment)}`;
  });
}

function segmentText({ limits: { min, max }, reasons: because, paused }: Segment): string {
  return `${min}-${max} ${because.join(", ")}${paused === true ? " (paused)" : ""}`;
}

function dayList(text: string): readonly Weekday[] {
  return text.split(",").flatMap((part) => {
    const [first, last] = part.split("-").map((name) => weekdays.find((day) => day === name));
    if (first === undefined) throw new Error(`not days: ${text}`);
    return last === undefined ? [first] : listWeekdays(first, last);
  });
}

function hours(from: string, to: string): { fromMinute: number; lengthMinutes: number } {
  const [start, end] = [parsePlainTime(from), parsePlainTime(to, "allowed")];
  if (start === undefined || end === undefined) throw new Error(`not hours: ${from} ${to}`);
  return { fromMinute: start, lengthMinutes: end > start ? end - start : end + 1440 - start };
}
