import { checkZeroNeverWakes } from "../../../src/checks/stack/zero-never-wakes.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";
import { limitsContext } from "../../support/section-context";

const queue: EndpointSections = { async: { outputPath: "s3://bucket/out/" } };

const check = (sections: EndpointSections, min = 0, max = 4): readonly string[] =>
  checkZeroNeverWakes(limitsContext(sections, { min: 1, max: 4 }, { min, max })).map(formatProblem);

describe("checkZeroNeverWakes", () => {
  it("warns that nothing starts an instance", () =>
    expect(check(queue)).toEqual([
      `warning zero-never-wakes at endpoints.sentiment
  with min 0 and no scaling, a request waits until another window's limits start an instance
  expected: scaling, which also wakes the endpoint from zero instances
  fix: write scaling: { metric: backlogPerInstance, steps: [{ below: 1, change: -1 }, { above: 10, change: 1 }] }`,
    ]));

  it("accepts scaling, one instance, or a max of zero", () => {
    expect(check({ ...queue, scaling: stepScalingOf([]) })).toEqual([]);
    expect(check(queue, 1)).toEqual([]);
    expect(check(queue, 0, 0)).toEqual([]);
  });
});
