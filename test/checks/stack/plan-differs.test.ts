import { checkPlanDiffers } from "../../../src/checks/stack/plan-differs.rule";
import type { AwsAction } from "../../../src/plan/cron/scheduled-action";
import type { PlanDifferences } from "../../../src/plan/replay/verify-plan";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";
import { noDifferences } from "../../support/plan-differences";
import { contextOf } from "../../support/timetable-context";

const from = instant("2026-11-24T08:00+01:00");
const to = from + 60;
const [expected, actual] = [
  { min: 4, max: 12 },
  { min: 1, max: 2 },
];
const found = (differences: Partial<PlanDifferences>) =>
  checkPlanDiffers(contextOf({}, { differences: { ...noDifferences, ...differences } }));
const action = (name: string): AwsAction => ({
  name,
  schedule: "cron(0 8 * * ? *)",
  timezone: "Europe/Berlin",
  ...expected,
});

describe("checkPlanDiffers", () => {
  it("refuses a plan that does not match its timetable, and blames the program", () => {
    const unequal = [{ from, to, expected, actual, overlap: "once" as const }];
    expect(found({ unequal }).map(formatProblem)).toEqual([
      `error plan-differs at endpoints.fraud.timetable
  the compiled scheduled actions do not match this timetable, so nothing was deployed: from 2026-11-24T08:00+01:00 (Europe/Berlin) the timetable has min 4, max 12, but the actions set min 1, max 2
  expected: scheduled actions that set the timetable's limits at every moment
  fix: this is a bug in inference-timetable, not in the stack file: report it with the stack file`,
    ]);
  });

  it.each<[Partial<PlanDifferences>, string]>([
    [
      { unequal: [{ from, to, expected, actual, overlap: "twice" }] },
      "the actions set min 1, max 2, if AWS runs a doubled hour twice",
    ],
    [
      { firedWhilePaused: [{ at: from, action: "office" }] },
      "action office fires during a pause at 2026-11-24T08:00+01:00 (Europe/Berlin)",
    ],
    [
      { collisions: [{ at: from, actions: [action("a"), action("b")], count: 2 }] },
      "actions a and b fire in the same minute, first at 2026-11-24T08:00+01:00 (Europe/Berlin)",
    ],
  ])("describes the difference: %#", (differences, text) => expect(found(differences)[0]?.message).toContain(text));

  it("accepts a plan that matches its timetable", () => {
    expect(checkPlanDiffers(contextOf({}))).toEqual([]);
    expect(found({})).toEqual([]);
  });
});
