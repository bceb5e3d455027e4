import fc from "fast-check";
import { listFirings } from "../../../src/plan/replay/firings";
import { describeSchedule } from "../../../src/report/text/describe-schedule";
import {
  parsePlainTime,
  toDateParts,
  toEpochDay,
  toWeekday,
  weekdays,
} from "../../../src/timetable/time/plain-date-time";
import { runs } from "../../support/runs";

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const days = "Mon Tue Wed Thu Fri Sat Sun".split(" ");
const first = toEpochDay(2026, 1, 1);
const end = toEpochDay(2029, 1, 1);

/** Expressions as the compiler prints them, and what they mean. */
const examples: readonly (readonly [fields: string, words: string])[] = [
  ["0 8 * * ? *", "at 08:00, every day"],
  ["0 8,18 ? * MON,WED,THU *", "at 08:00 and 18:00, Mon and Wed-Thu"],
  ["50 7,12,17 ? * SUN *", "at 07:50, 12:50 and 17:50, Sun"],
  ["0/15 8-17 ? * MON-FRI 2027", "every 15 minutes from 08:00 to 17:45, Mon-Fri, 2027"],
  ["5/15 * * * ? *", "every 15 minutes from 00:05 to 23:50, every day"],
  ["0/15 * * * ? *", "every 15 minutes, every day"],
  ["* 8 * * ? *", "every minute from 08:00 to 08:59, every day"],
  ["0 * * * ? *", "every hour, every day"],
  ["30 0/2 * * ? *", "every 2 hours from 00:30 to 22:30, every day"],
  ["0/15 0-6,18-23 * * ? *", "every 15 minutes from 00:00 to 06:45 and from 18:00 to 23:45, every day"],
  [
    "0/15 0,1,2,3,4,5,6,7,18,19,20,21,22,23 * * ? *",
    "every 15 minutes from 00:00 to 07:45 and from 18:00 to 23:45, every day",
  ],
  ["0 0,1,2,8 ? * SAT,SUN *", "at 00:00, 01:00, 02:00 and 08:00, Sat-Sun"],
  ["0 0,1,2,3,8 * * ? *", "every hour from 00:00 to 03:00 and at 08:00, every day"],
  ["0,20 8-17 * * ? *", "at minutes 0 and 20 of the hours 8-17, every day"],
  ["7,20,21 0,2,4,6,8,10 * * ? *", "at minutes 7 and 20-21 of the hours 0, 2, 4, 6, 8 and 10, every day"],
  ["0 8 25,26 12 ? *", "at 08:00, Dec 25-26"],
  ["0 8 1 1,5,12 ? 2027", "at 08:00, day 1 of Jan, May and Dec, 2027"],
  ["0 8 1,15 * ? 2027-2028", "at 08:00, days 1 and 15 of each month, 2027-2028"],
  ["0 8 * 1-3 ? 2028-2199", "at 08:00, every day, Jan-Mar, from 2028 on"],
  ["0 8 ? 7,8 MON-FRI 1970-2026", "at 08:00, Mon-Fri, Jul-Aug, until 2026"],
  ["0 8 * * ? 2027,2029", "at 08:00, every day, 2027 and 2029"],
];

describe("describeSchedule", () => {
  it.each(examples)("cron(%s) is %s", (fields, words) => {
    expect(describeSchedule(`cron(${fields})`)).toBe(words);
    expect(findDifference(words, `cron(${fields})`)).toBeUndefined();
  });

  it.each(["at(2026-12-24T08:00:00)", "rate(5 minutes)", "cron(0 8 L * ? *)", "cron(0 8 ? * 2#1 *)", "0 8 * * *"])(
    "has no words for %s",
    (schedule) => expect(describeSchedule(schedule)).toBeUndefined(),
  );

  it("says when an expression of the compiler fires, whichever it is", () => {
    fc.assert(
      fc.property(expressionArbitrary, (schedule) => {
        const words = describeSchedule(schedule);
        expect(words).toMatch(/^(every|at) /);
        expect([schedule, words, findDifference(words ?? "", schedule)]).toEqual([schedule, words, undefined]);
      }),
      runs(0.1),
    );
  });
});

/** `*`, a value, a range, `a/n` or a list of single values. */
function fieldArbitrary(min: number, max: number, name: (value: number) => string = String): fc.Arbitrary<string> {
  const value = fc.integer({ min, max });
  return fc.oneof(
    fc.constant("*"),
    value.map(name),
    fc.tuple(value, value).map(([a, b]) => `${name(Math.min(a, b))}-${name(Math.max(a, b))}`),
    fc.uniqueArray(value, { minLength: 2, maxLength: 8 }).map((list) =>
      list
        .toSorted((a, b) => a - b)
        .map(name)
        .join(","),
    ),
    ...(name === String ? [fc.tuple(value, fc.integer({ min: 1, max: 30 })).map(([a, n]) => `${a}/${n}`)] : []),
  );
}

const weekdayName = (day: number): string => "SUN MON TUE WED THU FRI SAT".split(" ")[day - 1] ?? "";

const expressionArbitrary = fc
  .tuple(
    fieldArbitrary(0, 59),
    fieldArbitrary(0, 23),
    fc.oneof(
      fc.tuple(fieldArbitrary(1, 31), fc.constant("?")),
      fc.tuple(fc.constant("?"), fieldArbitrary(1, 7, weekdayName)),
    ),
    fieldArbitrary(1, 12),
    fc.oneof(fc.constant("*"), fieldArbitrary(2026, 2028)),
  )
  // A step beyond the end of a field, and a day that no month has, are other rules' problems.
  .map(([minute, hour, [date, weekday], month, year]) => `cron(${minute} ${hour} ${date} ${month} ${weekday} ${year})`)
  .filter((schedule) => describeSchedule(schedule) !== undefined);

/** The first date on which the words mean other times. */
function findDifference(words: string, schedule: string): string | undefined {
  const [described, fired] = [listDescribed(words), listFired(schedule)];
  const dates = Object.keys({ ...described, ...fired });
  const day = dates.find((each) => described[each] !== fired[each]);
  return day === undefined ? undefined : `${day}: words ${described[day]}, firings ${fired[day]}`;
}

/** Each date of three years with the minutes of the day of its firings. */
function listFired(schedule: string): Readonly<Record<string, string>> {
  const action = { name: "a", schedule, timezone: "UTC", min: 1, max: 1 };
  const { at } = listFirings([action], { from: first * 1440, to: end * 1440, overlap: "once" });
  const found: Record<string, number[]> = {};
  for (const minute of at) (found[Math.floor(minute / 1440)] ??= []).push(minute % 1440);
  return Object.fromEntries(Object.entries(found).map(([day, times]) => [day, times.join(" ")]));
}

/** The same, from the words alone. */
function listDescribed(words: string): Readonly<Record<string, string>> {
  const [, time = "", rest = ""] =
    /^((?:every|at) .*?), ((?:every day|days? \d|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec).*)$/.exec(
      words,
    ) ?? [];
  const [, dates = "", year = ""] = /^(.*?)(?:, ((?:from |until )?\d{4}.*))?$/.exec(rest) ?? [];
  const times = readTimes(time).join(" ");
  const found: Record<string, string> = {};
  for (let day = first; day < end; day++) {
    if (readYear(year, toDateParts(day).year) && readDate(dates, day)) found[String(day)] = times;
  }
  return found;
}

function readTimes(text: string): readonly number[] {
  const clock = (time = ""): number => parsePlainTime(time) ?? NaN;
  const general = /^at minutes? (.*) of the hours? (.*)$/.exec(text);
  if (general !== null) {
    const [minutes, hours] = [readList(general[1] ?? "", Number), readList(general[2] ?? "", Number)];
    return hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute));
  }
  const [, count = "1", unit = ""] = /^every (?:(\d+) )?(minute|hour)/.exec(text) ?? [];
  const step = Number(count) * (unit === "hour" ? 60 : 1);
  const [, single = ""] = /(?:^|and )at (.*)$/.exec(text) ?? [];
  const spans = [...text.matchAll(/from (\S+) to ([\d:]+)/g)].map(([, from, to]) => [clock(from), clock(to)] as const);
  const whole = unit !== "" && spans.length === 0 ? [[0, 1439] as const] : spans;
  const stepped = whole.flatMap(([from, to]) =>
    Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step),
  );
  const listed = single === "" ? [] : single.split(/, | and /).map(clock);
  return [...stepped, ...listed].toSorted((a, b) => a - b);
}

/** `1, 3 and 5-7`. */
function readList(text: string, toValue: (word: string) => number): readonly number[] {
  return text.split(/, | and /).flatMap((part) => {
    const [from = NaN, to = from] = part.split("-").map(toValue);
    return Array.from({ length: to - from + 1 }, (_, n) => from + n);
  });
}

function readYear(text: string, year: number): boolean {
  if (text === "") return true;
  const [, word = "", bound = ""] = /^(from|until) (\d+)/.exec(text) ?? [];
  if (word === "") return readList(text, Number).includes(year);
  return word === "from" ? year >= Number(bound) : year <= Number(bound);
}

function readDate(text: string, epochDay: number): boolean {
  const { month, day } = toDateParts(epochDay);
  const toMonth = (word: string): number => months.indexOf(word) + 1;
  const of = /^days? (.*) of (.*)$/.exec(text);
  if (of !== null) {
    const inMonth = of[2] === "each month" || readList(of[2] ?? "", toMonth).includes(month);
    return inMonth && readList(of[1] ?? "", Number).includes(day);
  }
  const inOne = /^([A-Z][a-z]{2}) (\d.*)$/.exec(text);
  if (inOne !== null) return toMonth(inOne[1] ?? "") === month && readList(inOne[2] ?? "", Number).includes(day);
  const [, when = "", limit] = /^(.*?)(?:, ((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec).*))?$/.exec(text) ?? [];
  const weekday = weekdays.indexOf(toWeekday(epochDay));
  const onDay = when === "every day" || readList(when, (word) => days.indexOf(word)).includes(weekday);
  return onDay && (limit === undefined || readList(limit, toMonth).includes(month));
}
