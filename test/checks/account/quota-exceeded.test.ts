import fc from "fast-check";
import { checkQuotaExceeded } from "../../../src/checks/account/quota-exceeded.rule";
import { listLimitsOverTime } from "../../../src/plan/usage/limits-over-time";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { formatProblem } from "../../../src/problem";
import { parseInstant } from "../../../src/timetable/time/instant";
import { office, onDays, raw, reported, workdays } from "../../support/reported";
import { runs } from "../../support/runs";

/** A Tuesday, 09:00 in Berlin. */
const now = parseInstant("2026-11-24T08:00:00Z")!;

const sentiment = reported({ windows: office });
const night = (max: number): ReportedEndpoint => ({
  ...reported({ windows: { night: onDays(["sat"], 22, 30, 2, max) } }, "UTC"),
  name: "scores",
});

const problems = (quota: number, ...endpoints: readonly ReportedEndpoint[]) =>
  checkQuotaExceeded({ guards: { quotas: { "ml.g5.xlarge": quota } }, endpoints, now });

describe("checkQuotaExceeded", () => {
  it("adds up endpoints of one type, with the first moment and each endpoint's max", () => {
    expect(problems(13, sentiment, night(20), raw({})).map(formatProblem)).toEqual([
      `error quota-exceeded at guards.quotas["ml.g5.xlarge"]
  endpoints may need 14 instances of ml.g5.xlarge from Tue 2026-11-24 09:00 +01:00 on: 12 for sentiment (window office) and 2 for scores (baseline)
  expected: at most 13 together, the account's quota
  fix: lower max, or request a quota of 22 from AWS and write ml.g5.xlarge: 22`,
    ]);
    const [later] = problems(14, sentiment, night(20));
    expect(later?.message).toBe(
      "endpoints may need 22 instances of ml.g5.xlarge from Sat 2026-11-28 23:00 +01:00 on: 2 for sentiment (baseline) and 20 for scores (window night)",
    );
  });

  it("accepts the quota itself, other types, and a stack without quotas", () => {
    expect(problems(22, sentiment, night(20))).toEqual([]);
    expect(problems(1, raw({}))).toEqual([]);
    expect(checkQuotaExceeded({ guards: {}, endpoints: [sentiment], now })).toEqual([]);
  });

  it("uses quotas from AWS, and ignores those that AWS did not return", () => {
    const checkAnswer = (count: number) =>
      checkQuotaExceeded({
        guards: { quotas: "aws" },
        quotaLookups: { "ml.g5.xlarge": { count }, "ml.m5.large": { unknown: "no permission" } },
        endpoints: [sentiment, raw({})],
        now,
      });
    expect(checkAnswer(12)).toEqual([]);
    expect(checkAnswer(11).map(formatProblem)).toEqual([
      `error quota-exceeded at guards.quotas
  endpoints may need 12 instances of ml.g5.xlarge from Tue 2026-11-24 09:00 +01:00 on: 12 for sentiment (window office)
  expected: at most 11 together, the account's quota
  fix: lower max, or request a quota of 12 from AWS`,
    ]);
    const withoutAnswer = { guards: { quotas: "aws" as const }, endpoints: [sentiment], now };
    expect(checkQuotaExceeded(withoutAnswer)).toEqual([]);
  });

  it("adds up all endpoints, and names the three largest of many", () => {
    const many = Array.from({ length: 9 }, (_, index) => ({ ...night(4 + index), name: `scores-${index}` }));
    const [found] = problems(71, ...many);
    expect(found?.message).toContain("endpoints may need 72 instances of ml.g5.xlarge from ");
    expect(found?.message).toMatch(
      /: 12 for scores-8 \(.*\), 11 for scores-7 \(.*\), 10 for scores-6 \(.*\) and 39 for 6 more endpoints$/,
    );
    expect(problems(72, ...many)).toEqual([]);
  });

  it("agrees with checking every hour", () => {
    const hours = fc.tuple(fc.nat(23), fc.integer({ min: 1, max: 10 }), fc.integer({ min: 2, max: 9 }));
    fc.assert(
      fc.property(fc.array(hours, { minLength: 1, maxLength: 3 }), fc.integer({ min: 2, max: 30 }), (all, quota) => {
        const endpoints = all.map(([from, length, max], index) => ({
          ...reported({ windows: { w: onDays(workdays, from, from + length, 2, max) } }, "UTC"),
          name: `e${index}`,
        }));
        const maxAt = (at: number) =>
          endpoints.reduce((sum, endpoint) => sum + (listLimitsOverTime(endpoint, at, at + 1)[0]?.limits.max ?? 0), 0);
        const week = Array.from({ length: 168 }, (_, hour) => maxAt(now + hour * 60));
        const first = week.find((max) => max > quota);
        const [found] = problems(quota, ...endpoints);
        expect(found?.message.includes(` ${first} instances of `)).toBe(first === undefined ? undefined : true);
        expect(found?.fix?.includes(`a quota of ${Math.max(...week)} `) ?? true).toBe(true);
      }),
      runs(0.1),
    );
  });
});
