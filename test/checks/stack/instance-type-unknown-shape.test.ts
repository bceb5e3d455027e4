import { checkInstanceTypeUnknownShape } from "../../../src/checks/stack/instance-type-unknown-shape.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (instanceType: string): readonly string[] =>
  checkInstanceTypeUnknownShape(sectionContext({ variant: { name: "AllTraffic", instanceType } })).map(formatProblem);

describe("checkInstanceTypeUnknownShape", () => {
  it("refuses an EC2 type, with SageMaker's name for it", () =>
    expect(check("g5.xlarge")).toEqual([
      `error instance-type-unknown-shape at endpoints.sentiment.variant.instanceType
  "g5.xlarge" is not a SageMaker instance type
  expected: ml.<family>.<size>, such as ml.g5.xlarge
  fix: write ml.g5.xlarge`,
    ]));

  it("suggests an example for an unknown word", () =>
    expect(check("large")).toEqual([
      `error instance-type-unknown-shape at endpoints.sentiment.variant.instanceType
  "large" is not a SageMaker instance type
  expected: ml.<family>.<size>, such as ml.g5.xlarge
  fix: write a type that SageMaker lists, such as ml.m5.large`,
    ]));

  it.each(["ml.g5.xlarge", "ml.p6-b200.48xlarge", "ml.c6in.32xlarge", "ml.r8g.medium"])("accepts %s", (instanceType) =>
    expect(check(instanceType)).toEqual([]),
  );

  it("ignores a variant with a wrong shape", () =>
    expect(checkInstanceTypeUnknownShape(sectionContext({}))).toEqual([]));
});
