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

describe("quotaExceeded", () => {
  it("adds up endpoints of one type, and names the first moment and what holds then", () => {
    expect(problems(13, sentiment, night(20), raw({})).map(formatProblem)).toEqual([
      `error quota-exceeded at guards.quotas["ml.g5.xlarge"]
  from Tue 2026-11-24 09:00 +01:00 on, 14 instances of ml.g5.xlarge may be asked for: 12 for sentiment (window office) and 2 for scores (baseline)
  expected: the account's quota, 13 or less together
  fix: lower max, or ask AWS for a quota of 22 and write ml.g5.xlarge: 22`,
    ]);
    const [later] = problems(14, sentiment, night(20));
    expect(later?.message).toBe(
      "from Sat 2026-11-28 23:00 +01:00 on, 22 instances of ml.g5.xlarge may be asked for: 2 for sentiment (baseline) and 20 for scores (window night)",
    );
  });

  it("accepts as many as the quota says, another type, and no quota at all", () => {
    expect(problems(22, sentiment, night(20))).toEqual([]);
    expect(problems(1, raw({}))).toEqual([]);
    expect(checkQuotaExceeded({ guards: {}, endpoints: [sentiment], now })).toEqual([]);
  });

  it("takes a quota that AWS has told for one that is written, and one that it has not for none", () => {
    const asked = (count: number) =>
      checkQuotaExceeded({
        guards: { quotas: "aws" },
        quotaLookups: { "ml.g5.xlarge": { count }, "ml.m5.large": { unknown: "no permission" } },
        endpoints: [sentiment, raw({})],
        now,
      });
    expect(asked(12)).toEqual([]);
    expect(asked(11).map(formatProblem)).toEqual([
      `error quota-exceeded at guards.quotas
  from Tue 2026-11-24 09:00 +01:00 on, 12 instances of ml.g5.xlarge may be asked for: 12 for sentiment (window office)
  expected: the account's quota, 11 or less together
  fix: lower max, or ask AWS for a quota of 12`,
    ]);
    const unasked = { guards: { quotas: "aws" as const }, endpoints: [sentiment], now };
    expect(checkQuotaExceeded(unasked)).toEqual([]);
  });

  it("finds the same as looking at every hour", () => {
    const hours = fc.tuple(
      fc.nat(23),
      fc.integer({ min: 1, max: 10 }),
      fc.integer({ min: 2, max: 9 }),
    );
    fc.assert(
      fc.property(
        fc.array(hours, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 2, max: 30 }),
        (all, quota) => {
          const endpoints = all.map(([from, length, max], index) => ({
            ...reported({ windows: { w: onDays(workdays, from, from + length, 2, max) } }, "UTC"),
            name: `e${index}`,
          }));
          const maxAt = (at: number) =>
            endpoints.reduce(
              (sum, endpoint) =>
                sum + (listLimitsOverTime(endpoint, at, at + 1)[0]?.limits.max ?? 0),
              0,
            );
          const week = Array.from({ length: 168 }, (_, hour) => maxAt(now + hour * 60));
          const first = week.find((max) => max > quota);
          const [found] = problems(quota, ...endpoints);
          expect(found?.message.includes(` ${first} instances of `)).toBe(
            first === undefined ? undefined : true,
          );
          expect(found?.fix?.includes(`a quota of ${Math.max(...week)} `) ?? true).toBe(true);
        },
      ),
      runs(0.1),
    );
  });
});
