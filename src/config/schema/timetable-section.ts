import * as v from "valibot";
import { capacityRange } from "../../aws/facts";
import type { Exception, Override, Timetable, Window } from "../../timetable";
import { parseWeekday, type Weekday, weekdays } from "../../timetable/time";
import { quoteValue } from "../text";
import {
  defineDates,
  defineDuration,
  defineDurationOrWord,
  defineFlag,
  defineList,
  defineMap,
  defineNumber,
  definePlainDateTime,
  defineSection,
  defineStringOrMap,
  defineText,
  defineWeekdays,
  defineWindowTime,
  describeField,
  type Entries,
  type Field,
  findClosestWeekday,
  omitUndefined,
  parseWith,
  reject,
  requireExactlyOne,
  type SectionOutput,
} from "./fields";
import { defineLimits, limitsEntries } from "./instance-counts";
import { checkOverride, checkWindowTimes, countMinutesBetween } from "./timetable-rules";

const oneDaySeconds = 86_400;

/** A zone by its IANA name. */
export function defineZone(description: string): Field<string> {
  return defineText({
    title: "Time zone",
    description,
    allowed: "a canonical IANA name, or UTC",
    example: "Europe/Berlin",
  });
}

const defineListedDates = (description: string) =>
  defineDates({ title: "Dates", description, example: '"2026-12-01..2026-12-03"' });

const windowEntries = {
  days: v.exactOptional(
    defineWeekdays({
      title: "Days",
      otherNames: ["weekdays", "weekday", "dayofweek"],
      description: "Days of the week on which the window begins; fri-mon goes over the weekend.",
      example: "mon-fri",
    }),
  ),
  dates: v.exactOptional(defineListedDates("Dates on which the window begins, in place of days.")),
  from: defineWindowTime("begin", {
    title: "From",
    otherNames: ["start", "starts", "begin", "begins"],
    description: 'When the window begins; "fri 18:00" with its day in front needs no days.',
    example: '"08:00"',
  }),
  to: defineWindowTime("end", {
    title: "To",
    otherNames: ["end", "ends", "until", "stop"],
    description: "When the window ends; a time before from is on the next day, 24:00 is midnight.",
    example: '"18:00"',
  }),
  ...limitsEntries,
} satisfies Entries;

/** One window, without its name. */
export const windowSection: Field<Window> = describeField(
  v.pipe(defineSection(windowEntries, checkWindowTimes), v.transform(toWindowConfig)),
  {
    title: "Window",
    description: "A stretch of time with limits of its own, higher or lower than the baseline.",
    allowed: "the keys days or dates, from, to, min and max",
    example: '{ days: mon-fri, from: "08:00", to: "18:00", min: 2, max: 4 }',
  },
);

function toWindowConfig(written: SectionOutput<typeof windowEntries>): Window {
  const { days: onDays, dates: listed, from, to, min, max } = written;
  const ownDays = from.weekday === undefined ? [] : [from.weekday];
  return {
    starts: listed === undefined ? { days: onDays ?? ownDays } : { dates: listed },
    fromMinute: from.minute,
    lengthMinutes: countMinutesBetween(from, to),
    limits: { min, max },
  };
}

const baselineOrWeekday = describeField(
  parseWith(v.string(), (word) => {
    const weekday: Weekday | "baseline" | undefined =
      word === "baseline" ? word : parseWeekday(word);
    if (weekday !== undefined) return { value: weekday };
    const write = findClosestWeekday(word) ?? (/^base/i.test(word) ? "baseline" : undefined);
    const reason = `${quoteValue(word)} is neither baseline nor a day of the week`;
    return reject({ reason, ...(write === undefined ? {} : { write }) });
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
    defineText({
      title: "Calendar",
      description: "Name of a calendar of the stack, whose dates are meant.",
      allowed: "the name of a calendar",
      example: "holidays",
    }),
  ),
  dates: v.exactOptional(defineListedDates("The dates themselves, in place of a calendar.")),
  use: describeField(
    defineStringOrMap(baselineOrWeekday, defineLimits("Use", "Limits for the whole day.")),
    {
      title: "Use",
      description:
        "What holds on these dates: the baseline, the windows of another weekday, or limits of their own.",
      allowed: "baseline, a day of the week, or the keys min and max",
      example: "sunday",
    },
  ),
} satisfies Entries;

/** One entry of the exceptions. */
export const exceptionSection: Field<Exception> = describeField(
  v.pipe(
    defineSection(
      exceptionEntries,
      requireExactlyOne(
        ["calendar", "dates"],
        'write calendar: and its name, or dates: "2026-12-24"',
      ),
    ),
    v.transform(({ calendar, dates: listed = [], use }): Exception => {
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
  from: definePlainDateTime("begin", {
    title: "From",
    otherNames: ["start", "starts", "begin", "begins"],
    description: "When it begins, on the timetable's wall clock.",
    example: '"2026-12-04T12:00"',
  }),
  until: definePlainDateTime("end", {
    title: "Until",
    otherNames: ["to", "end", "ends"],
    description: "When the timetable holds again.",
    example: '"2026-12-05T18:00"',
  }),
  min: v.exactOptional(limitsEntries.min),
  max: v.exactOptional(limitsEntries.max),
  hold: v.exactOptional(
    defineNumber(capacityRange, {
      title: "Hold",
      description: "Exactly so many instances, whatever the load.",
      example: "6",
    }),
  ),
  pause: v.exactOptional(
    defineFlag({
      title: "Pause",
      description: "Nothing fires; what holds when it begins stays.",
      example: "true",
    }),
  ),
  reason: v.exactOptional(
    defineText({
      title: "Reason",
      description: "Why, for those who see it in force.",
      example: "press day",
    }),
  ),
} satisfies Entries;

/** Limits for a while. */
export const overrideSection: Field<Override> = describeField(
  v.pipe(defineSection(overrideEntries, checkOverride), v.transform(toOverrideConfig)),
  {
    title: "Override",
    description: "Limits that hold whatever the timetable says, and end by themselves.",
    allowed: "the keys from, until, and min with max, hold or pause",
    example: '{ from: "2026-12-04T12:00", until: "2026-12-05T18:00", hold: 6 }',
  },
);

function toOverrideConfig(written: SectionOutput<typeof overrideEntries>): Override {
  const { from, until, hold = 0, min = hold, max = hold, pause, reason } = written;
  return omitUndefined({
    from,
    until,
    use: pause === true ? ("pause" as const) : { min, max },
    reason,
  });
}

const timetableEntries = {
  timezone: v.exactOptional(
    defineZone("Zone on whose wall clock all times of the timetable are. Absent: the stack's."),
  ),
  baseline: defineLimits("Baseline", "Limits outside of every window.", ["default", "defaults"]),
  windows: v.exactOptional(
    describeField(defineMap(windowSection), {
      title: "Windows",
      description:
        "Stretches of time with limits of their own, by their names. Where several hold, the largest min and the largest max count.",
      allowed: "a map of windows by their names",
      example: '{ office: { days: mon-fri, from: "08:00", to: "18:00", min: 2, max: 4 } }',
    }),
    {},
  ),
  exceptions: v.exactOptional(
    describeField(defineList(exceptionSection, { from: 0 }), {
      title: "Exceptions",
      otherNames: ["holidays", "except"],
      description: "Dates with other windows; the first entry that lists a date wins.",
      allowed: "a list of exceptions",
      example: "[{ calendar: holidays, use: sunday }]",
    }),
    [],
  ),
  readyBefore: v.exactOptional(
    defineDuration(
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
    defineDurationOrWord(
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
  override: v.exactOptional(overrideSection),
} satisfies Entries;

/** When an endpoint has which limits. */
export const timetableSection: Field<Timetable> = describeField(
  v.pipe(defineSection(timetableEntries), v.transform(toTimetableConfig)),
  {
    title: "Timetable",
    description: "When the endpoint has which limits, in the words of people.",
    allowed: "a map with the key baseline",
    example: "{ baseline: { min: 1, max: 2 } }",
  },
);

function toTimetableConfig(written: SectionOutput<typeof timetableEntries>): Timetable {
  const { readyBefore, reassertEvery, ...same } = written;
  return {
    ...same,
    readyBeforeMinutes: readyBefore / 60,
    reassertEveryMinutes: reassertEvery === "never" ? reassertEvery : reassertEvery / 60,
  };
}
