import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Compilation, compile } from "../../src/compile";
import { readStackFile } from "../../src/config/yaml/stack-file";
import type { ScheduledAction } from "../../src/plan/cron/scheduled-action";
import { formatPlainTime, toEpochDay } from "../../src/timetable/time/plain-date-time";
import { listHolidays } from "./holidays";
import { regions, timetables } from "./timetables";

const root = join(__dirname, "..", "..");

/** 2026-12-01, 08:00 UTC. */
export const now = toEpochDay(2026, 12, 1) * 1440 + 8 * 60;

const stackText = readFileSync(join(root, "Pulumi.prod.yaml"), "utf8");
const calendarText = readFileSync(join(root, "calendars", "de-by.yaml"), "utf8");

/** Compiles the shipped prod stack with changed texts. */
function compileProd(stack: string, calendar: string): Compilation {
  const { raw } = readStackFile(stack);
  return compile(raw, { now, readCalendarFile: () => calendar });
}

function planSentiment(stack = stackText, calendar = calendarText) {
  const { endpoints, problems } = compileProd(stack, calendar);
  const plan = endpoints["sentiment"]?.plan;
  if (plan === undefined) throw new Error(JSON.stringify(problems));
  return plan;
}

/** Counts actions that differ by name, schedule or limits: each is a changed resource. */
function countTouched(before: readonly ScheduledAction[], after: readonly ScheduledAction[]): number {
  const [old, current] = [before, after].map(
    (actions) => new Map(actions.map((each) => [each.name, JSON.stringify(each)])),
  );
  const names = new Set([...before, ...after].map(({ name }) => name));
  return [...names].filter((name) => old?.get(name) !== current?.get(name)).length;
}

const office = 'from: "08:00", to: "18:00"';
const batch = 'from: "22:00", to: "02:00"';

/** Each edge of each window half an hour earlier or later, and both. */
const movedWindows = [
  ...["07:30 18:00", "08:30 18:00", "08:00 17:30", "08:00 18:30", "07:30 17:30", "08:30 18:30"].map((times) => [
    office,
    times,
  ]),
  ...["21:30 02:00", "22:30 02:00", "22:00 01:30", "22:00 02:30", "21:30 01:30", "22:30 02:30"].map((times) => [
    batch,
    times,
  ]),
] as const;

function moveWindow([written = "", times = ""]: readonly string[]): string {
  const [from, to] = times.split(" ");
  if (!stackText.includes(written)) throw new Error(`the prod stack has no window ${written}`);
  return stackText.replace(written, `from: "${from}", to: "${to}"`);
}

/** Adds dates to the calendar, and covers them. */
function addDates(dates: readonly string[]): string {
  const lines = dates.map((date) => `  - { date: "${date}", name: added }`).join("\n");
  return `${calendarText.replace(/to: "\d+/, 'to: "2028').trimEnd()}\n${lines}\n`;
}

/** Every day of the planned years that is no holiday. */
function listOrdinaryDays(): readonly string[] {
  const days = Array.from({ length: 396 }, (_, index) => toEpochDay(2026, 12, 1) + index);
  return days
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10))
    .filter((date) => !calendarText.includes(date));
}

/** Measures the plan of `sentiment` in the shipped prod stack: its size, its reach, and what an edit touches. */
export function measureShippedStack(): readonly (readonly [title: string, figure: string])[] {
  const { actions, reassertion } = planSentiment();
  const touch = (stack: string, calendar: string): number =>
    countTouched(actions, planSentiment(stack, calendar).actions);
  const nextYear = listHolidays(regions.Bavaria, [2028]);
  return [
    ["actions", `${actions.length}`],
    ["corrected within 15 minutes", `${reassertion?.withinEvery}`],
    ["corrected within an hour", `${reassertion?.withinHour}`],
    [
      "touched by a window moved 30 minutes, at most",
      `${Math.max(...movedWindows.map((moved) => touch(moveWindow(moved), calendarText)))}`,
    ],
    [
      "touched by one more holiday, at most",
      `${Math.max(...listOrdinaryDays().map((date) => touch(stackText, addDates([date]))))}`,
    ],
    ["touched by one more year of holidays", `${touch(stackText, addDates(nextYear))}`],
  ];
}

/** A stack of so many endpoints with a timetable of 30 windows and two years of holidays. */
export function repeatEndpoint(count: number): () => unknown {
  const { raw } = readStackFile(stackText);
  const { endpoints, ...settings } = raw as { readonly endpoints: { readonly sentiment: object } };
  const { windows, baseline } = timetables["30 windows, odd minutes"] ?? {};
  const written = Object.entries(windows ?? {}).map(([name, { starts, fromMinute, lengthMinutes, limits }]) => {
    const [from, to] = [fromMinute, fromMinute + lengthMinutes].map((minute) => formatPlainTime(minute));
    return [name, { ...starts, from, to, ...limits }];
  });
  const timetable = {
    baseline,
    windows: Object.fromEntries(written),
    exceptions: [{ calendar: "bavaria", use: "baseline" }],
  };
  const copies = Array.from({ length: count }, (_, index) => [
    `endpoint${index}`,
    { ...endpoints.sentiment, timetable },
  ]);
  return () =>
    compile({ ...settings, endpoints: Object.fromEntries(copies) }, { now, readCalendarFile: () => calendarText });
}
