import { RRuleTemporal } from "rrule-temporal";
import { expandRecurrenceRule, parseRecurrenceRule } from "../../../src/config/calendars/recurrence-rule";
import { formatPlainDate, type PlainMinute, toEpochDay } from "../../../src/timetable/time/plain-date-time";
import answers from "./ics/dateutil-answers.json";

const span = { from: toEpochDay(2026, 1, 1) * 1440, to: toEpochDay(2029, 1, 1) * 1440 - 1 };

function expand(rule: string, start: PlainMinute): readonly string[] {
  const starts = expandRecurrenceRule(RRuleTemporal, parseRecurrenceRule(rule), start, span);
  return starts.map((plain) => formatPlainDate(Math.floor(plain / 1440)));
}

function parseStart(text: string): PlainMinute {
  const [year, month, day, hour, minute] = [0, 4, 6, 9, 11].map((at) => Number(text.slice(at, at === 0 ? 4 : at + 2)));
  return toEpochDay(year ?? 0, month ?? 0, day ?? 0) * 1440 + (hour ?? 0) * 60 + (minute ?? 0);
}

describe("expandRecurrenceRule", () => {
  it.each(answers)("gives the dates of python-dateutil 2.9.0 for $rule from $start", ({ start, rule, dates }) => {
    const plain = parseStart(start);
    const own = plain >= span.from ? [formatPlainDate(Math.floor(plain / 1440))] : [];
    expect([...new Set([...own, ...expand(rule, plain)])].toSorted()).toEqual(dates);
  });

  it("ends for rules that never come", () => {
    for (const rule of [
      "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
      "FREQ=SECONDLY;BYMONTH=4;BYMONTHDAY=31",
      "FREQ=MONTHLY;BYDAY=6MO;COUNT=3",
      "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=9",
    ]) {
      expect(expand(rule, 0)).toEqual([]);
    }
  });

  it.each([
    "INTERVAL=2",
    "FREQ=FORTNIGHTLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;BYMONTHDAY=0",
    "FREQ=MONTHLY;BYMONTHDAY=32",
    "FREQ=YEARLY;BYMONTH=13",
    "FREQ=WEEKLY;BYDAY=1MO",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=DAILY;BYSETPOS=2",
    "FREQ=DAILY;BYEASTER=1",
    "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8",
    "FREQ=MONTHLY;BYWEEKNO=3;BYDAY=MO",
    "FREQ=YEARLY;BYWEEKNO=3",
    "FREQ=YEARLY;BYWEEKNO=52;BYYEARDAY=1",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;INTERVAL=2",
    "FREQ=YEARLY;BYWEEKNO=20,53;BYDAY=FR;WKST=SU",
    "FREQ=YEARLY;BYYEARDAY=60;BYDAY=MO",
    "FREQ=YEARLY;BYYEARDAY=60;BYMONTHDAY=1",
    "FREQ=YEARLY;BYMONTHDAY=13;BYDAY=1FR",
    "FREQ=YEARLY;BYDAY=-53SA",
    "FREQ=WEEKLY;BYDAY=MO,FR;BYSETPOS=2",
    "FREQ=DAILY;COUNT=2;COUNT=3",
    "FREQ=SECONDLY",
  ])("refuses %s", (rule) => {
    expect(() => expand(rule, 0)).toThrow();
  });
});
