import { next as awsNext, parse as awsParse } from "aws-cron-parser";
import { Cron } from "croner";
import { CronosExpression } from "cronosjs";
import { findNextFirings } from "../../../src/plan/replay/next-firings";

/** What AWS writes, without `cron(…)`; then the same for croner (seconds first, names, `#L`) and cronosjs (Sunday = 0). */
const expressions: readonly (readonly [string, string?, string?])[] = [
  ["0 10 * * ? *"],
  ["0 18 ? * MON-FRI *"],
  ["0 8 1 * ? *"],
  ["0/15 * * * ? *", "0-59/15 * * * ? *"],
  ["0/10 * ? * MON-FRI *", "0-59/10 * ? * MON-FRI *"],
  ["0/5 8-17 ? * MON-FRI *", "0-59/5 8-17 ? * MON-FRI *"],
  ["15 10 ? * FRIL 2026-2030", "15 10 ? * FRI#L 2026-2030", "15 10 ? * 5L 2026-2030"],
  ["0 9 ? * TUE#2 *", "0 9 ? * TUE#2 *", "0 9 ? * 2#2 *"],
  ["0 9 ? * MON#5 *", "0 9 ? * MON#5 *", "0 9 ? * 1#5 *"],
  ["0 9 L * ? *"],
  ["0 9 LW * ? *"],
  ["0 9 1W * ? *"],
  ["0 9 15W JAN,MAY,AUG ? *"],
  ["30 7,12,19 ? 3-10 SAT,SUN *"],
  ["1/10 4 * * ? *", "1-59/10 4 * * ? *"],
  ["0 12 29 2 ? *"],
  ["0 12 31 * ? *"],
  ["59 23 31 12 ? *"],
  ["0 0,1,20,21,22,23 ? NOV,DEC MON,WED *"],
  ["0 6 1/7 * ? *", "0 6 1-31/7 * ? *"],
];

/** Clock changes of these years miss or double none of the times above, but those of every hour. */
const zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"];
const everyHour = /^\S+ \*/;

const from = new Date("2026-01-01T00:00:00Z");
const firings = 60;

function ours(expression: string, timezone: string): readonly string[] {
  const action = { name: "a", schedule: `cron(${expression})`, timezone, min: 1, max: 2 };
  return findNextFirings([action], from.getTime() / 60_000, firings).map(({ at }) =>
    new Date(at * 60_000).toISOString(),
  );
}

const iso = (date: Date): string => date.toISOString();

/** AWS's years end in 2199. Those of the libraries do not. */
const inAwsYears = (text: string): boolean => text < "2200";

const cases = expressions.flatMap(([aws, croner = aws, cronos = aws]) =>
  zones
    .filter((zone) => zone === "UTC" || zone === "Asia/Kolkata" || !everyHour.test(aws))
    .map((zone) => [aws, zone, croner, cronos] as const),
);

describe("findNextFirings, compared with other libraries", () => {
  // croner counts the span from its argument on without that minute, so it starts a minute earlier.
  const before = new Date(from.getTime() - 1);

  it.each(cases)("agrees with croner on %s in %s", (aws, timezone, croner) => {
    const cron = new Cron(`0 ${croner}`, { mode: "7-part", timezone, paused: true });
    const theirs = cron.nextRuns(firings, before).map(iso).filter(inAwsYears);
    expect(theirs.length).toBeGreaterThan(0);
    expect(ours(aws, timezone).slice(0, theirs.length)).toEqual(theirs);
  });

  it.each(cases)("agrees with cronosjs on %s in %s", (aws, timezone, _croner, cronos) => {
    const cron = CronosExpression.parse(`0 ${cronos}`, { timezone });
    const theirs = cron.nextNDates(before, firings).map(iso).filter(inAwsYears);
    expect(theirs.length).toBeGreaterThan(0);
    expect(ours(aws, timezone).slice(0, theirs.length)).toEqual(theirs);
  });

  // It answers dates that do not exist (31 and 29 February), knows no LW, and sorts no list.
  const inUtc = cases.filter(([aws, zone]) => zone === "UTC" && !/LW| 31 \*| 29 /.test(aws));

  it.each(inUtc)("agrees with aws-cron-parser on %s", (aws) => {
    const cron = awsParse(aws.replace("FRIL", "6L").replace(/(TUE|MON)#/, (day) => (day === "TUE#" ? "3#" : "2#")));
    const theirs: string[] = [];
    for (let date = awsNext(cron, before); date !== null && theirs.length < firings;) {
      theirs.push(date.toISOString());
      date = awsNext(cron, date);
    }
    expect(theirs.length).toBeGreaterThan(0);
    expect(ours(aws, "UTC").slice(0, theirs.length)).toEqual(theirs);
  });
});
