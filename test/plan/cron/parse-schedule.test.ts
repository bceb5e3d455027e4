import { parseSchedule } from "../../../src/plan/cron/parse-schedule";

const said = (text: string): readonly string[] =>
  parseSchedule(text).problems.map(
    ({ severity, message, fix }) => `${severity}: ${message}${fix === undefined ? "" : ` -> ${fix}`}`,
  );

/** A schedule and its problems. */
type Row = readonly [string, ...string[]];

const accepted = [
  "cron(0 10 * * ? *)",
  "cron(0 18 ? * MON-FRI *)",
  "cron(0/5 8-17 ? * MON-FRI *)",
  "cron(0/30 20-2 ? * MON-FRI *)",
  "cron(*/15 * * * ? 2026-2030)",
  "cron(0,15,30,45 8 ? JAN,JUL SAT,SUN *)",
  "cron(1/10 * ? * * *)",
  "cron(0 8 L * ? *)",
  "cron(0 8 3W * ? *)",
  "cron(0 8 31W JAN,MAR ? *)",
  "cron(0 8 29W FEB ? 2028)",
  "cron(0 8 ? * FRIL *)",
  "cron(0 8 ? * TUE#2 *)",
  "cron(0\t8  ? * MON *)",
  "at(2026-12-24T08:00:00)",
  "rate(1 minute)",
  "rate(5 minutes)",
  "rate(2 days)",
];

const withoutSchedule: readonly Row[] = [
  [
    "cron(0 8 * * 1-5)",
    'error: "cron(0 8 * * 1-5)" has 5 fields: it is a crontab line -> write cron(0 8 ? * MON-FRI *)',
  ],
  ["0 8 * jan 0,6", 'error: "0 8 * jan 0,6" has 5 fields: it is a crontab line -> write cron(0 8 ? JAN SUN,SAT *)'],
  ["0 8 1 * *", 'error: "0 8 1 * *" has 5 fields: it is a crontab line -> write cron(0 8 1 * ? *)'],
  [
    "cron(0 8 1 * 7)",
    'error: "cron(0 8 1 * 7)" has 5 fields: it is a crontab line -> write two schedules: cron(0 8 1 * ? *) and cron(0 8 ? * SUN *)',
  ],
  [
    "cron(0 0 8 ? * MON-FRI *)",
    'error: "cron(0 0 8 ? * MON-FRI *)" has 7 fields: it begins with seconds -> write cron(0 8 ? * MON-FRI *)',
  ],
  ["cron(0 8)", 'error: "cron(0 8)" has 2 fields -> write a schedule such as cron(0 8 ? * MON-FRI *)'],
  ["cron()", 'error: "cron()" has 0 fields -> write a schedule such as cron(0 8 ? * MON-FRI *)'],
  ["0 8 ? * MON-FRI *", 'error: "0 8 ? * MON-FRI *" has no cron(…) around it -> write cron(0 8 ? * MON-FRI *)'],
  [
    "Cron( 0 8 ? * MON *)",
    'error: "Cron( 0 8 ? * MON *)" is not in the exact form that AWS takes -> write cron(0 8 ? * MON *)',
  ],
  ["every monday", 'error: "every monday" is not a schedule -> write a schedule such as cron(0 8 ? * MON-FRI *)'],
  ["", 'error: "" is not a schedule -> write a schedule such as cron(0 8 ? * MON-FRI *)'],
  [
    "cron(0 8 * * MON-FRI *)",
    'error: "cron(0 8 * * MON-FRI *)" has no ? in either day field -> write cron(0 8 ? * MON-FRI *)',
  ],
  ["cron(0 8 1 * * *)", 'error: "cron(0 8 1 * * *)" has no ? in either day field -> write cron(0 8 1 * ? *)'],
  [
    "cron(0 8 1 * MON *)",
    'error: "cron(0 8 1 * MON *)" sets Day-of-month "1" and Day-of-week "MON" -> write two schedules: cron(0 8 1 * ? *) and cron(0 8 ? * MON *)',
  ],
  ["cron(0 8 ? * ? *)", 'error: "cron(0 8 ? * ? *)" has ? in both day fields -> write cron(0 8 * * ? *)'],
  [
    "cron(60 24 32 13 ? 2200)",
    'error: Minutes "60" is out of range -> write numbers from 0 to 59',
    'error: Hours "24" is out of range -> write numbers from 0 to 23',
    'error: Day-of-month "32" is out of range -> write numbers from 1 to 31',
    'error: Month "13" is out of range -> write names from JAN to DEC',
    'error: Year "2200" is out of range -> write numbers from 1970 to 2199',
  ],
  ["cron(0 8 ? * 0 *)", 'error: Day-of-week "0" is out of range -> write SUN'],
  ["cron(0 8 ? * 8 *)", 'error: Day-of-week "8" is out of range -> write names from SUN to SAT'],
  [
    "cron(0 8 ? * MONDAY-Friday *)",
    'error: Day-of-week "MONDAY-Friday" has "MONDAY", which is not a value of this field -> write MON-FRI',
  ],
  ["cron(0 8 ? FOO MON *)", 'error: Month "FOO" is not a value of this field -> write names from JAN to DEC'],
  ["cron(? 8 ? * MON *)", 'error: Minutes "?" is not a value of this field -> write numbers from 0 to 59'],
  ["cron(0 8L ? * MON *)", 'error: Hours "8L" is not a value of this field -> write numbers from 0 to 23'],
  ["cron(/5 8 ? * MON *)", 'error: Minutes "/5" has a step without a start -> write 0/5'],
  [
    "cron(0/0 8 ? * MON *)",
    'error: Minutes "0/0" has a step that is not a positive number -> write numbers from 0 to 59',
  ],
  [
    "cron(0/60 8 ? * MON *)",
    'error: Minutes "0/60" has a step above 59, which never fires twice -> write numbers from 0 to 59',
  ],
  ["cron(0/5/5 8 ? * MON *)", 'error: Minutes "0/5/5" has two slashes in one entry -> write numbers from 0 to 59'],
  ["cron(0-5-9 8 ? * MON *)", 'error: Minutes "0-5-9" has two dashes in one entry -> write numbers from 0 to 59'],
  ["cron(5, 8 ? * MON *)", 'error: Minutes "5," has an empty entry -> write numbers from 0 to 59'],
  [
    "cron(*,5 8 ? * MON *)",
    'error: Minutes "*,5" has * in a list, which already includes the other entries -> write *',
  ],
  ["cron(0 8 1 1 ? 2030-2020)", 'error: Year "2030-2020" goes backwards -> write numbers from 1970 to 2199'],
  [
    "cron(0 8 L-3 * ? *)",
    'error: Day-of-month "L-3" is ambiguous: programs read it differently, and AWS does not define it -> write one schedule for each day',
  ],
  [
    "cron(0 8 ? * 3#2,4 *)",
    'error: Day-of-week "3#2,4" is ambiguous: programs read it differently, and AWS does not define it -> write one schedule for each day',
  ],
  [
    "cron(0 8 ? * 3#6 *)",
    'error: Day-of-week "3#6" names a weekday that no month has: # takes 1 to 5 -> write a number from 1 to 5 after #',
  ],
  [
    "cron(0 8 31W * ? *)",
    'error: Day-of-month "31W" names a day that some months lack, and AWS does not say when it fires in them -> name months that have the day, or write L for the last day',
  ],
  [
    "cron(0 8 29W FEB ? *)",
    'error: Day-of-month "29W" names a day that some months lack, and AWS does not say when it fires in them -> name months that have the day, or write L for the last day',
  ],
  [
    "at(2026-02-30T00:00:00)",
    'error: "at(2026-02-30T00:00:00)" is not a date and time that exists -> write a date that exists, such as at(2026-12-24T18:00:00)',
  ],
  [
    "at(tomorrow)",
    'error: "at(tomorrow)" is not a date with a time -> write a date that exists, such as at(2026-12-24T18:00:00)',
  ],
  [
    "at(2026-12-24 08:00)",
    'error: "at(2026-12-24 08:00)" is not in the exact form that AWS takes -> write at(2026-12-24T08:00:00)',
  ],
  ["rate(0 minutes)", 'error: "rate(0 minutes)" is not a rate -> write a rate such as rate(15 minutes)'],
  ["rate(2 weeks)", 'error: "rate(2 weeks)" is not a rate -> write a rate such as rate(15 minutes)'],
];

const withSchedule: readonly Row[] = [
  [
    "cron(0 8 ? * mon-fri *)",
    'warning: Day-of-week "mon-fri" is not in upper case, the only case that AWS documents -> write MON-FRI',
  ],
  [
    "cron(0 8 15w * ? *)",
    'warning: Day-of-month "15w" is not in upper case, the only case that AWS documents -> write 15W',
  ],
  [
    "cron(0 0-1,3-5 ? * MON *)",
    'warning: Hours "0-1,3-5" has a range or a step inside a list, which AWS does not document -> write 0,1,3,4,5',
  ],
  [
    "cron(0 8-17/2 ? * MON *)",
    'warning: Hours "8-17/2" has a step after a range, which AWS does not document -> write 8,10,12,14,16',
  ],
  [
    "cron(0 8 ? * FRI-MON *)",
    'warning: Day-of-week "FRI-MON" has a range that passes the field\'s end, which AWS documents only for Hours -> write SUN,MON,FRI,SAT',
  ],
  [
    "cron(0 8 ? * MON/2 *)",
    'warning: Day-of-week "MON/2" has a step, which AWS does not document for this field -> write MON,WED,FRI',
  ],
  [
    "cron(0 8 LW * ? *)",
    'warning: Day-of-month "LW" combines L and W, which AWS documents only separately -> write L for the last day of the month',
  ],
  ["cron(0 8 ? * 2-6 *)", 'warning: Day-of-week "2-6" counts Sunday as 1, so it means MON-FRI -> write MON-FRI'],
  [
    "cron(0 8 ? * 6L *)",
    'warning: Day-of-week "6L" counts Sunday as 1, so it means FRI -> if you mean another day, count Sunday as 1',
  ],
  [
    "cron(0 8 ? * 3#2 *)",
    'warning: Day-of-week "3#2" counts Sunday as 1, so it means TUE -> if you mean another day, count Sunday as 1',
  ],
  ["cron(0 8 ? * L *)", 'warning: Day-of-week "L" means the last day of the week, SAT -> write SAT'],
  [
    "cron(0 8 ? * 5-2/2 *)",
    'warning: Day-of-week "5-2/2" has a step after a range, which AWS does not document -> write MON,THU,SAT',
    'warning: Day-of-week "5-2/2" counts Sunday as 1, so it means MON,THU,SAT -> write MON,THU,SAT',
  ],
  ["rate(5 minute)", 'warning: AWS writes "rate(5 minute)" as rate(5 minutes) -> write rate(5 minutes)'],
];

describe("parseSchedule", () => {
  it.each(accepted)("finds no problem in %s", (text) => {
    expect(said(text)).toEqual([]);
    expect(parseSchedule(text).schedule).toBeDefined();
  });

  it.each(withoutSchedule)("refuses %j", (text, ...faults) => {
    expect(said(text)).toEqual(faults);
    expect(parseSchedule(text).schedule).toBeUndefined();
  });

  it.each(withSchedule)("reads %s with a warning", (text, ...faults) => {
    expect(said(text)).toEqual(faults);
    expect(parseSchedule(text).schedule).toBeDefined();
  });

  it("refuses more than 1,600 characters", () => {
    const minutes = Array.from({ length: 700 }, (_, index) => index % 60).join(",");
    expect(said(`cron(${minutes} 8 ? * MON *)`)).toEqual([
      "error: the schedule has 1997 characters -> split it into several schedules",
    ]);
  });

  it("describes what is allowed for every problem", () => {
    const [fault] = parseSchedule("cron(0 8 ? * 8 *)").problems;
    expect(fault?.expected).toBe("1-7 or SUN-SAT (1 = SUN), and the wildcards , - * ? L #");
  });

  it("sorts the values of a list, each once", () =>
    expect(parseSchedule("cron(45,0,45 22-1 ? DEC,JAN MON *)").schedule).toMatchObject({
      minutes: [0, 45],
      hours: [0, 1, 22, 23],
      months: [1, 12],
      days: { kind: "weekdays", weekdays: [2] },
    }));
});
