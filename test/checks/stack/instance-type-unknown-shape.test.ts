import { checkInstanceTypeUnknownShape } from "../../../src/checks/stack/instance-type-unknown-shape.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const said = (instanceType: string): readonly string[] =>
  checkInstanceTypeUnknownShape(
    sectionContext({ variant: { name: "AllTraffic", instanceType } }),
  ).map(formatProblem);

describe("instanceTypeUnknownShape", () => {
  it("refuses a type of EC2, and says what it is called in SageMaker", () =>
    expect(said("g5.xlarge")).toEqual([
      `error instance-type-unknown-shape at endpoints.sentiment.variant.instanceType
  "g5.xlarge" is not an instance type of SageMaker
  expected: ml.<family>.<size>, such as ml.g5.xlarge
  fix: write ml.g5.xlarge`,
    ]));

  it("suggests nothing for what is no type at all", () =>
    expect(said("large")).toEqual([
      `error instance-type-unknown-shape at endpoints.sentiment.variant.instanceType
  "large" is not an instance type of SageMaker
  expected: ml.<family>.<size>, such as ml.g5.xlarge`,
    ]));

  it.each(["ml.g5.xlarge", "ml.p6-b200.48xlarge", "ml.c6in.32xlarge", "ml.r8g.medium"])(
    "accepts %s",
    (instanceType) => expect(said(instanceType)).toEqual([]),
  );

  it("says nothing where the variant has a wrong shape", () =>
    expect(checkInstanceTypeUnknownShape(sectionContext({}))).toEqual([]));
});
