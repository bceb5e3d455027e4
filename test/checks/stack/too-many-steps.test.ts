import { checkTooManySteps } from "../../../src/checks/stack/too-many-steps.rule";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (out: number, into: number): readonly string[] =>
  checkTooManySteps(
    sectionContext({
      scaling: stepScalingOf([
        ...Array.from({ length: out }, (_, index) => ({ when: { above: 1000 + index }, change: { instances: 1 } })),
        ...Array.from({ length: into }, (_, index) => ({ when: { below: 100 - index }, change: { instances: -1 } })),
      ]),
    }),
  ).map(formatProblem);

describe("checkTooManySteps", () => {
  it("refuses the twenty-first step of a direction", () =>
    expect(check(20, 21)).toEqual([
      `error too-many-steps at endpoints.sentiment.scaling.steps
  21 steps scale in
  expected: at most 20 in each direction
  fix: join neighboring steps`,
    ]));

  it("accepts twenty in each", () => expect(check(20, 20)).toEqual([]));
});
