import * as v from "valibot";
import { capacityRange } from "../aws-facts/field-ranges";
import { type Weekday, parseWeekday, weekdays } from "../time/weekday";
import { clockTimesRule, lengthBetween } from "./window-times";
import { plainMoment, windowTime } from "./clock-times";
import type { ExceptionConfig, OverrideConfig, TimetableConfig, WindowConfig } from "./config";
import { dates } from "./dates";
import { days, nearestWeekday } from "./days";
import { duration, durationOr } from "./duration";
import { either } from "./either";
import { type Field, described } from "./field";
import { limits, limitsEntries } from "./fields-limits";
import { flag, number, text } from "./leaf-fields";
import { list } from "./list";
import { named } from "./named";
import { overrideRule } from "./override-rule";
import { present } from "./present";
import { reads, refused } from "./reads";
import { type Entries, type SectionOutput, section } from "./section";
import { exactlyOneOf } from "./section-rules";
import { quoted } from "./user-text";

const oneDaySeconds = 86_400;

/** A zone by its IANA name. */
export function zone(description: string): Field<string> {
  return text({
    title: "Time zone",
    description,
    allowed: "a canonical IANA name, or UTC",
    example: "Europe/Berlin",
  });
}

const onDates = (description: string) =>
  dates({ title: "Dates", description, example: '"2026-12-01..2026-12-03"' });

const windowEntries = {
  days: v.exactOptional(
    days({
      title: "Days",
      otherNames: ["weekdays", "weekday", "dayofweek"],
      description: "Days of the week on which the window begins; fri-mon goes over the weekend.",
      example: "mon-fri",
    }),
  ),
  dates: v.exactOptional(onDates("Dates on which the window begins, in place of days.")),
  from: windowTime("begin", {
    title: "From",
    otherNames: ["start", "starts", "begin", "begins"],
    description: 'When the window begins; "fri 18:00" with its day in front needs no days.',
    example: '"08:00"',
  }),
  to: windowTime("end", {
    title: "To",
    otherNames: ["end", "ends", "until", "stop"],
    description: "When the window ends; a time before from is on the next day, 24:00 is midnight.",
    example: '"18:00"',
  }),
  ...limitsEntries,
} satisfies Entries;

/** One window, without its name. */
export const window: Field<WindowConfig> = described(
  v.pipe(section(windowEntries, clockTimesRule), v.transform(windowConfig)),
  {
    title: "Window",
    description: "A stretch of time with limits of its own, higher or lower than the baseline.",
    allowed: "the keys days or dates, from, to, min and max",
    example: '{ days: mon-fri, from: "08:00", to: "18:00", min: 2, max: 4 }',
  },
);

function windowConfig(written: SectionOutput<typeof windowEntries>): WindowConfig {
  const { days: onDays, dates: listed, from, to, min, max } = written;
  const ownDays = from.weekday === undefined ? [] : [from.weekday];
  return {
    starts: listed === undefined ? { days: onDays ?? ownDays } : { dates: listed },
    fromMinute: from.minute,
    lengthMinutes: lengthBetween(from, to),
    limits: { min, max },
  };
}

const dayWord = described(
  reads(v.string(), (word) => {
    const weekday: Weekday | "baseline" | undefined =
      word === "baseline" ? word : parseWeekday(word);
    if (weekday !== undefined) return { value: weekday };
    const write = nearestWeekday(word) ?? (/^base/i.test(word) ? "baseline" : undefined);
    const reason = `${quoted(word)} is neither baseline nor a day of the week`;
    return refused({ reason, ...(write === undefined ? {} : { write }) });
  }),
  {
    title: "Use",
    description: "What holds instead of the weekday's own windows.",
    allowed: `baseline, or one of ${weekdays.join(", ")}`,
    example: "sunday",
  },
);

const exceptionEntries = {
  calendar: v.exactOptional(
    text({
      title: "Calendar",
      description: "Name of a calendar of the stack, whose dates are meant.",
      allowed: "the name of a calendar",
      example: "holidays",
    }),
  ),
  dates: v.exactOptional(onDates("The dates themselves, in place of a calendar.")),
  use: described(either(dayWord, limits("Use", "Limits for the whole day.")), {
    title: "Use",
    description:
      "What holds on these dates: the baseline, the windows of another weekday, or limits of their own.",
    allowed: "baseline, a day of the week, or the keys min and max",
    example: "sunday",
  }),
} satisfies Entries;

/** One entry of the exceptions. */
export const exception: Field<ExceptionConfig> = described(
  v.pipe(
    section(
      exceptionEntries,
      exactlyOneOf(["calendar", "dates"], 'write calendar: and its name, or dates: "2026-12-24"'),
    ),
    v.transform(({ calendar, dates: listed = [], use }): ExceptionConfig => {
      return { on: calendar === undefined ? { dates: listed } : { calendar }, use };
    }),
  ),
  {
    title: "Exception",
    description: "Dates on which the weekday's own windows do not begin.",
    allowed: "the keys calendar or dates, and use",
    example: "{ calendar: holidays, use: sunday }",
    json: { oneOf: [{ required: ["calendar"] }, { required: ["dates"] }] },
  },
);

const overrideEntries = {
  from: plainMoment("begin", {
    title: "From",
    otherNames: ["start", "starts", "begin", "begins"],
    description: "When it begins, on the timetable's wall clock.",
    example: '"2026-12-04T12:00"',
  }),
  until: plainMoment("end", {
    title: "Until",
    otherNames: ["to", "end", "ends"],
    description: "When the timetable holds again.",
    example: '"2026-12-05T18:00"',
  }),
  min: v.exactOptional(limitsEntries.min),
  max: v.exactOptional(limitsEntries.max),
  hold: v.exactOptional(
    number(capacityRange, {
      title: "Hold",
      description: "Exactly so many instances, whatever the load.",
      example: "6",
    }),
  ),
  pause: v.exactOptional(
    flag({
      title: "Pause",
      description: "Nothing fires; what holds when it begins stays.",
      example: "true",
    }),
  ),
  reason: v.exactOptional(
    text({
      title: "Reason",
      description: "Why, for those who see it in force.",
      example: "press day",
    }),
  ),
} satisfies Entries;

/** Limits for a while. */
export const override: Field<OverrideConfig> = described(
  v.pipe(section(overrideEntries, overrideRule), v.transform(overrideConfig)),
  {
    title: "Override",
    description: "Limits that hold whatever the timetable says, and end by themselves.",
    allowed: "the keys from, until, and min with max, hold or pause",
    example: '{ from: "2026-12-04T12:00", until: "2026-12-05T18:00", hold: 6 }',
  },
);

function overrideConfig(written: SectionOutput<typeof overrideEntries>): OverrideConfig {
  const { from, until, hold = 0, min = hold, max = hold, pause, reason } = written;
  return present({ from, until, use: pause === true ? ("pause" as const) : { min, max }, reason });
}

const timetableEntries = {
  timezone: v.exactOptional(
    zone("Zone on whose wall clock all times of the timetable are. Absent: the stack's."),
  ),
  baseline: limits("Baseline", "Limits outside of every window.", ["default", "defaults"]),
  windows: v.exactOptional(
    described(named(window), {
      title: "Windows",
      description:
        "Stretches of time with limits of their own, by their names. Where several hold, the largest min and the largest max count.",
      allowed: "a map of windows by their names",
      example: '{ office: { days: mon-fri, from: "08:00", to: "18:00", min: 2, max: 4 } }',
    }),
    {},
  ),
  exceptions: v.exactOptional(
    described(list(exception, { from: 0 }), {
      title: "Exceptions",
      otherNames: ["holidays", "except"],
      description: "Dates with other windows; the first entry that lists a date wins.",
      allowed: "a list of exceptions",
      example: "[{ calendar: holidays, use: sunday }]",
    }),
    [],
  ),
  readyBefore: v.exactOptional(
    duration(
      { from: 0, to: oneDaySeconds, step: "minute" },
      {
        title: "Ready before",
        description:
          "How much earlier limits are raised, so that instances are in service when a window begins.",
        example: "10m",
      },
    ),
    "0m",
  ),
  reassertEvery: v.exactOptional(
    durationOr(
      "never",
      { from: 60, to: oneDaySeconds, step: "minute" },
      {
        title: "Re-assert every",
        description:
          "Limits that something else has moved are put right within this time. Never: actions fire at changes only.",
        example: "15m",
      },
    ),
    "15m",
  ),
  override: v.exactOptional(override),
} satisfies Entries;

/** When an endpoint has which limits. */
export const timetable: Field<TimetableConfig> = described(
  v.pipe(section(timetableEntries), v.transform(timetableConfig)),
  {
    title: "Timetable",
    description: "When the endpoint has which limits, in the words of people.",
    allowed: "a map with the key baseline",
    example: "{ baseline: { min: 1, max: 2 } }",
  },
);

function timetableConfig(written: SectionOutput<typeof timetableEntries>): TimetableConfig {
  const { readyBefore, reassertEvery, ...same } = written;
  return {
    ...same,
    readyBeforeMinutes: readyBefore / 60,
    reassertEveryMinutes: reassertEvery === "never" ? reassertEvery : reassertEvery / 60,
  };
}
