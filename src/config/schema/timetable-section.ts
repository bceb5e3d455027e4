import * as v from "valibot";
import { capacityRange, maxScheduledActionsPerTarget } from "../../aws/facts";
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

export function defineZone(description: string): Field<string> {
  return defineText({
    title: "Time zone",
    description,
    allowed: "a canonical IANA name, or UTC",
    example: "Europe/Berlin",
  });
}

/** The setting of a timetable and of a stack; `absent` says what applies without it. */
export function defineMaxActions(absent: string): Field<number> {
  return defineNumber(
    { from: 1, to: maxScheduledActionsPerTarget },
    {
      title: "Maximum number of actions",
      description: `The plan stops at this many scheduled actions. More of them correct the limits sooner after something else moved them. Absent: ${absent}.`,
      example: "25",
    },
  );
}

const defineListedDates = (description: string) =>
  defineDates({ title: "Dates", description, example: '"2026-12-01..2026-12-03"' });

const windowEntries = {
  days: v.exactOptional(
    defineWeekdays({
      title: "Days",
      otherNames: ["weekdays", "weekday", "dayofweek"],
      description: "Days of the week on which the window starts; fri-mon includes the weekend.",
      example: "mon-fri",
    }),
  ),
  dates: v.exactOptional(defineListedDates("Dates on which the window starts, instead of days.")),
  from: defineWindowTime("begin", {
    title: "From",
    otherNames: ["start", "starts", "begin", "begins"],
    description: 'When the window starts; a time with a day, such as "fri 18:00", needs no days.',
    example: '"08:00"',
  }),
  to: defineWindowTime("end", {
    title: "To",
    otherNames: ["end", "ends", "until", "stop"],
    description: "When the window ends; a time before from is on the next day, and 24:00 is midnight.",
    example: '"18:00"',
  }),
  ...limitsEntries,
} satisfies Entries;

export const windowSection: Field<Window> = describeField(
  v.pipe(defineSection(windowEntries, checkWindowTimes), v.transform(toWindowConfig)),
  {
    title: "Window",
    description: "A recurring interval with its own limits, higher or lower than the baseline.",
    allowed: "the keys days or dates, from, to, min and max",
    example: '{ days: mon-fri, from: "08:00", to: "18:00", min: 2, max: 4 }',
  },
);

function toWindowConfig(written: SectionOutput<typeof windowEntries>): Window {
  const { from, to, min, max, dates } = written;
  const { days = from.weekday === undefined ? [] : [from.weekday] } = written;
  return {
    starts: dates === undefined ? { days } : { dates },
    fromMinute: from.minute,
    lengthMinutes: countMinutesBetween(from, to),
    limits: { min, max },
  };
}

const baselineOrWeekday = describeField(
  parseWith(v.string(), (word) => {
    const weekday: Weekday | "baseline" | undefined = word === "baseline" ? word : parseWeekday(word);
    if (weekday !== undefined) return { value: weekday };
    const write = findClosestWeekday(word) ?? (/^bas/i.test(word) ? "baseline" : undefined);
    const reason = `${quoteValue(word)} is neither baseline nor a day of the week`;
    return reject({ reason, ...(write === undefined ? {} : { write }) });
  }),
  {
    title: "Use",
    description: "What replaces the windows of the weekday.",
    allowed: `baseline, or one of ${weekdays.join(", ")}`,
    example: "sunday",
  },
);

const exceptionEntries = {
  calendar: v.exactOptional(
    defineText({
      title: "Calendar",
      description: "Name of a calendar of the stack, with the dates.",
      allowed: "the name of a calendar",
      example: "holidays",
    }),
  ),
  dates: v.exactOptional(defineListedDates("The dates, instead of a calendar.")),
  use: describeField(defineStringOrMap(baselineOrWeekday, defineLimits("Use", "Limits for the whole day.")), {
    title: "Use",
    description:
      "What applies on these dates: the baseline, the windows of another weekday, or limits for the whole day.",
    allowed: "baseline, a day of the week, or the keys min and max",
    example: "sunday",
  }),
} satisfies Entries;

export const exceptionSection: Field<Exception> = describeField(
  v.pipe(
    defineSection(
      exceptionEntries,
      requireExactlyOne(["calendar", "dates"], 'write calendar: and a name, or dates: "2026-12-24"'),
    ),
    v.transform(({ calendar, dates = [], use }): Exception => {
      return { on: calendar === undefined ? { dates } : { calendar }, use };
    }),
  ),
  {
    title: "Exception",
    description: "Dates on which the windows of the weekday do not start.",
    allowed: "the keys calendar or dates, and use",
    example: "{ calendar: holidays, use: sunday }",
    json: { oneOf: [{ required: ["calendar"] }, { required: ["dates"] }] },
  },
);

const overrideEntries = {
  from: definePlainDateTime("begin", {
    title: "From",
    otherNames: ["start", "starts", "begin", "begins"],
    description: "When the override starts, in the timetable's local time.",
    example: '"2026-12-04T12:00"',
  }),
  until: definePlainDateTime("end", {
    title: "Until",
    otherNames: ["to", "end", "ends"],
    description: "When the timetable applies again.",
    example: '"2026-12-05T18:00"',
  }),
  min: v.exactOptional(limitsEntries.min),
  max: v.exactOptional(limitsEntries.max),
  hold: v.exactOptional(
    defineNumber(capacityRange, { title: "Hold", description: "A fixed count, independent of load.", example: "6" }),
  ),
  pause: v.exactOptional(
    defineFlag({
      title: "Pause",
      description: "No scheduled action fires; the limits before it stay in force.",
      example: "true",
    }),
  ),
  reason: v.exactOptional(
    defineText({
      title: "Reason",
      description: "Why, for people who see the override in a report.",
      example: "press day",
    }),
  ),
} satisfies Entries;

export const overrideSection: Field<Override> = describeField(
  v.pipe(defineSection(overrideEntries, checkOverride), v.transform(toOverrideConfig)),
  {
    title: "Override",
    description: "Temporary limits that replace the timetable and end on their own.",
    allowed: "the keys from, until, and min with max, hold or pause",
    example: '{ from: "2026-12-04T12:00", until: "2026-12-05T18:00", hold: 6 }',
  },
);

function toOverrideConfig(written: SectionOutput<typeof overrideEntries>): Override {
  const { from, until, hold = 0, min = hold, max = hold, pause, reason } = written;
  return omitUndefined({ from, until, use: pause === true ? ("pause" as const) : { min, max }, reason });
}

export const timetableEntries = {
  timezone: v.exactOptional(defineZone("Time zone of all times of the timetable. Absent: that of the stack.")),
  baseline: defineLimits("Baseline", "Limits outside every window.", ["default", "defaults"]),
  windows: v.exactOptional(
    describeField(defineMap(windowSection), {
      title: "Windows",
      description: "Windows by name. If several overlap, the largest min and the largest max apply.",
      allowed: "a map of windows by name",
      example: '{ office: { days: mon-fri, from: "08:00", to: "18:00", min: 2, max: 4 } }',
    }),
    {},
  ),
  exceptions: v.exactOptional(
    describeField(defineList(exceptionSection, { from: 0 }), {
      title: "Exceptions",
      otherNames: ["holidays", "except"],
      description: "Dates on which other windows or limits apply; the first entry with a date wins.",
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
        description: "How much earlier limits rise, so that instances or copies are in service when a window starts.",
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
          "How often the limits are set again, in case something else moved them, as far as maxActions allows. Never: only when they change.",
        example: "15m",
      },
    ),
    "15m",
  ),
  maxActions: v.exactOptional(
    defineMaxActions("that of the stack, else 25, and only actions that no single date changes"),
  ),
  override: v.exactOptional(overrideSection),
} satisfies Entries;

export const timetableSection: Field<Timetable> = describeField(
  v.pipe(defineSection(timetableEntries), v.transform(toTimetableConfig)),
  {
    title: "Timetable",
    description: "Which limits the endpoint has when, as windows in local time.",
    allowed: "a map with the key baseline",
    example: "{ baseline: { min: 1, max: 2 } }",
  },
);

export function toTimetableConfig(written: SectionOutput<typeof timetableEntries>): Timetable {
  const { readyBefore, reassertEvery, ...same } = written;
  return {
    ...same,
    readyBeforeMinutes: readyBefore / 60,
    reassertEveryMinutes: reassertEvery === "never" ? reassertEvery : reassertEvery / 60,
  };
}
