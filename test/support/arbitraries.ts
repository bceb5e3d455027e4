import fc from "fast-check";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { Calendar, Exception, Limits, Named, Override, Timetable, Window } from "../../src/timetable/model";
import { type Weekday, weekdays } from "../../src/timetable/time/plain-date-time";
import type { Timeline } from "../../src/timetable/timeline";

/** A timetable and the calendars it names. */
export interface TimetableCase {
  readonly config: Timetable;
  readonly calendars: Named<Calendar>;
}

/** Dates of random timetables start here: 2026-01-01, a Thursday. */
export const firstArbitraryDay = 20_454;

/** Dates of random timetables lie in `[firstArbitraryDay, firstArbitraryDay + arbitraryDays)`: 2026 and 2027. */
const arbitraryDays = 730;

const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"] as const;

const windowNames = ["office", "batch", "night", "launch", "peak", "weekend", "report", "w8"];
const calendarNames = ["bavaria", "closures", "freeze"];

function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function named<T>(names: readonly string[], values: readonly T[]): Named<T> {
  return Object.fromEntries(values.map((value, index) => [names[index] ?? `n${index}`, value]));
}

/** Small numbers, so that equal limits are frequent; min 1 or more. */
const limitsArbitrary: fc.Arbitrary<Limits> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 3 }))
  .map(([min, more]) => ({ min, max: min + more }));

const minuteOfDay = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 23 }).map((hour) => hour * 60) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 1439 }) },
);

/** Mostly within a day, often across midnight, sometimes over days and beyond a week. */
const lengthMinutes = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 24 }).map((hours) => hours * 60) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 1440 }) },
  { weight: 2, arbitrary: fc.integer({ min: 1440, max: 7 * 1440 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 10 }).map((days) => days * 1440) },
);

/** Several weekdays, Monday first, none twice. */
const weekdaysArbitrary: fc.Arbitrary<readonly Weekday[]> = fc
  .subarray([...weekdays], { minLength: 1 })
  .map((days) => [...days]);

const dayArbitrary = fc.integer({ min: 0, max: arbitraryDays - 1 }).map((day) => firstArbitraryDay + day);

/** A few single dates or stretches of dates: sorted, none twice. */
const daysArbitrary = (maxStretches: number): fc.Arbitrary<readonly number[]> =>
  fc
    .array(fc.tuple(dayArbitrary, fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 6 }))), {
      minLength: 1,
      maxLength: maxStretches,
    })
    .map((stretches) => {
      const days = stretches.flatMap(([first, count]) => Array.from({ length: count }, (_, index) => first + index));
      return [...new Set(days)].sort((a, b) => a - b);
    });

const datesArbitrary = (maxStretches: number): fc.Arbitrary<readonly string[]> =>
  daysArbitrary(maxStretches).map((days) => days.map(dateText));

/** A recurring window. */
const recurringWindowArbitrary: fc.Arbitrary<Window> = fc
  .tuple(weekdaysArbitrary, minuteOfDay, lengthMinutes, limitsArbitrary)
  .map(([days, fromMinute, length, limits]) => ({ starts: { days }, fromMinute, lengthMinutes: length, limits }));

/** A window on dates. */
const datedWindowArbitrary: fc.Arbitrary<Window> = fc
  .tuple(datesArbitrary(2), minuteOfDay, lengthMinutes, limitsArbitrary)
  .map(([dates, fromMinute, length, limits]) => ({ starts: { dates }, fromMinute, lengthMinutes: length, limits }));

const calendarsArbitrary: fc.Arbitrary<Named<Calendar>> = fc
  .array(datesArbitrary(5), { maxLength: calendarNames.length })
  .map((calendars) =>
    named(
      calendarNames,
      calendars.map((dates) => ({ dates: dates.map((date) => ({ date })) })),
    ),
  );

function exceptionArbitrary(calendars: Named<Calendar>): fc.Arbitrary<Exception> {
  const names = Object.keys(calendars);
  const dates = datesArbitrary(2).map((list) => ({ dates: list }));
  const on: fc.Arbitrary<Exception["on"]> =
    names.length === 0
      ? dates
      : fc.oneof(
          dates,
          fc.constantFrom(...names).map((calendar) => ({ calendar })),
        );
  const use: fc.Arbitrary<Exception["use"]> = fc.oneof(
    fc.constant("baseline" as const),
    fc.constantFrom(...weekdays),
    limitsArbitrary,
  );
  return fc.record({ on, use });
}

const overrideArbitrary: fc.Arbitrary<Override> = fc
  .tuple(
    dayArbitrary,
    minuteOfDay,
    lengthMinutes,
    fc.oneof(limitsArbitrary, fc.constant("pause" as const)),
    fc.constantFrom(undefined, "press day"),
  )
  .map(([day, minute, length, use, reason]) => ({
    from: day * 1440 + minute,
    until: day * 1440 + minute + length,
    use,
    ...(reason === undefined ? {} : { reason }),
  }));

const readyBeforeMinutes = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.constantFrom(5, 10, 15, 30, 60) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 240 }) },
  { weight: 1, arbitrary: fc.integer({ min: 241, max: 3 * 1440 }) },
);

const reassertEveryMinutes: fc.Arbitrary<number | "never"> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(5, 10, 15, 30, 60) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 180 }) },
  { weight: 1, arbitrary: fc.constant("never" as const) },
);

/** Which parts a random timetable may have. */
export interface TimetableParts {
  readonly maxWindows: number;
  readonly dated: boolean;
}

/** Timetables over 2026 and 2027 with the parts asked for. */
export function timetablesWith(parts: TimetableParts): fc.Arbitrary<TimetableCase> {
  const window = parts.dated
    ? fc.oneof({ weight: 4, arbitrary: recurringWindowArbitrary }, { weight: 1, arbitrary: datedWindowArbitrary })
    : recurringWindowArbitrary;
  const calendars = parts.dated ? calendarsArbitrary : fc.constant<Named<Calendar>>({});
  return calendars.chain((loaded) =>
    fc
      .record({
        baseline: limitsArbitrary,
        windows: fc.array(window, { maxLength: parts.maxWindows }).map((windows) => named(windowNames, windows)),
        exceptions: fc.array(exceptionArbitrary(loaded), { maxLength: parts.dated ? 3 : 0 }),
        readyBeforeMinutes,
        reassertEveryMinutes,
        override: parts.dated ? fc.option(overrideArbitrary, { freq: 2, nil: undefined }) : fc.constant(undefined),
      })
      .map(({ override, ...config }) => ({
        config: { ...config, ...(override === undefined ? {} : { override }) },
        calendars: loaded,
      })),
  );
}

/**
 * Any timetable: 0-8 windows, across midnight and over several days, with overlaps and equal limits,
 * dated windows, exceptions of all three kinds, calendars, lead times, overrides and pauses.
 */
export const timetableArbitrary: fc.Arbitrary<TimetableCase> = timetablesWith({ maxWindows: 8, dated: true });

/** Zones with and without clock changes, one of them of half an hour. */
const zoneArbitrary: fc.Arbitrary<string> = fc.constantFrom(...zones);

/** The timelines of random timetables. */
export const timelineArbitrary: fc.Arbitrary<Timeline> = fc
  .tuple(timetableArbitrary, zoneArbitrary)
  .map(([{ config, calendars }, zone]) => buildTimeline(config, calendars, zone));
