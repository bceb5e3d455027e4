import { checkRangeWithoutScaleIn } from "../../../src/checks/stack/range-without-scale-in.rule";
import { checkZeroNeverWakes } from "../../../src/checks/stack/zero-never-wakes.rule";
import { formatProblem } from "../../../src/problem";
import { stepsBothWays, stepsOut, targetTracking } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";
import { contextOf } from "../../support/timetable-context";
import { onDays, workdays } from "../../support/reported";

const baseline = { min: 1, max: 2 };
const peak = { schedule: "cron(0 17 ? * MON-FRI *)", timezone: "UTC", min: 2, max: 5 };
const sections = { baseline, schedules: { Peak: peak } };
const found = (...args: Parameters<typeof sectionContext>): readonly string[] =>
  checkRangeWithoutScaleIn(sectionContext(...args)).map(formatProblem);

describe("checkRangeWithoutScaleIn", () => {
  it("warns of schedules without scaling, once for the endpoint", () => {
    expect(found(sections)).toEqual([
      `warning range-without-scale-in at endpoints.sentiment
  nothing scales in, so the instance count never falls by itself: under the baseline (1-2) and schedule "Peak" (2-5) it can stay above min
  expected: scaling that also scales in, or min equal to max
  fix: write scaling: { metric: invocationsPerInstance, steps: [{ below: 100, change: -1 }, { above: 600, change: 1 }] }, or give min and max the same number`,
    ]);
  });

  it("warns of a timetable, and names only limits with a range", () => {
    const windows = { office: onDays(workdays, 8, 18, 2, 3), night: onDays(workdays, 20, 22, 2, 1) };
    const context = contextOf({ baseline: { min: 1, max: 1 }, windows });
    expect(checkRangeWithoutScaleIn(context)[0]?.message).toMatch(
      /: under window "office" \(2-3\) it can stay above min$/,
    );
    expect(checkRangeWithoutScaleIn(contextOf({ baseline: { min: 1, max: 1 }, windows: {} }))).toEqual([]);
  });

  it("counts what would be too many names", () => {
    const windows = Object.fromEntries(["a", "b", "c", "d"].map((name, n) => [name, onDays(workdays, n, n + 1, 2, 3)]));
    expect(checkRangeWithoutScaleIn(contextOf({ baseline, windows }))[0]?.message).toContain(
      'under the baseline (1-2), window "a" (2-3), window "b" (2-3) and 2 more it can',
    );
  });

  it("warns of steps that only scale out", () =>
    expect(found({ ...sections, scaling: stepsOut })).toEqual([
      `warning range-without-scale-in at endpoints.sentiment.scaling.steps
  nothing scales in, so the instance count never falls by itself: under the baseline (1-2) and schedule "Peak" (2-5) it can stay above min
  expected: scaling that also scales in, or min equal to max
  fix: add a step with below:, or give min and max the same number`,
    ]));

  it("warns of target tracking that only scales out", () =>
    expect(found({ ...sections, scaling: { ...targetTracking, scaleIn: false } })).toEqual([
      `warning range-without-scale-in at endpoints.sentiment.scaling.scaleIn
  nothing scales in, so the instance count never falls by itself: under the baseline (1-2) and schedule "Peak" (2-5) it can stay above min
  expected: scaling that also scales in, or min equal to max
  fix: remove scaleIn: false, or give min and max the same number`,
    ]));

  it("accepts scaling that scales in", () => {
    expect(found({ ...sections, scaling: stepsBothWays })).toEqual([]);
    expect(found({ ...sections, scaling: targetTracking })).toEqual([]);
  });

  it("suggests a metric that asynchronous endpoints have, unless zero-never-wakes does", () => {
    const [problem] = checkRangeWithoutScaleIn(sectionContext({ ...sections, async: { outputPath: "s3://a/b" } }));
    expect(problem?.fix).toMatch(/^write scaling: \{ metric: backlogPerInstance, /);
    const zero = { ...sections, baseline: { min: 0, max: 2 }, async: { outputPath: "s3://a/b" } };
    expect(found(zero)).toEqual([]);
    expect(checkZeroNeverWakes(sectionContext(zero))).toHaveLength(1);
  });

  it("leaves an existing endpoint alone, which something else may scale, and a scaling with a wrong shape", () => {
    const endpoint = {
      name: "fraud-2024",
      unit: "instances" as const,
      variant: { name: "AllTraffic" },
      adopt: true,
      async: false,
    };
    expect(found({ ...sections, endpoint })).toEqual([]);
    expect(found({ ...sections, endpoint, scaling: stepsOut })).toHaveLength(1);
    expect(found(sections, { wrongSections: ["scaling"] })).toEqual([]);
  });
});
