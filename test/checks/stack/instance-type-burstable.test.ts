import { checkInstanceTypeBurstable } from "../../../src/checks/stack/instance-type-burstable.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const said = (instanceType: string): readonly string[] =>
  checkInstanceTypeBurstable(sectionContext({ variant: { name: "AllTraffic", instanceType } })).map(
    formatProblem,
  );

describe("instanceTypeBurstable", () => {
  it("refuses a burstable type", () =>
    expect(said("ml.t2.medium")).toEqual([
      `error instance-type-burstable at endpoints.sentiment.variant.instanceType
  "ml.t2.medium" is a burstable type, and SageMaker scales none of those automatically
  expected: a type outside the t families
  fix: write ml.m5.large, or another type of fixed performance`,
    ]));

  it("looks at an existing endpoint too, which need not say its type", () => {
    const at = (type: { readonly instanceType?: string }): readonly string[] => {
      const endpoint = { name: "e", variant: { name: "v", ...type }, async: false, adopt: false };
      return checkInstanceTypeBurstable(sectionContext({ endpoint })).map(({ path }) => path);
    };
    expect(at({ instanceType: "ml.t2.medium" })).toEqual([
      "endpoints.sentiment.endpoint.instanceType",
    ]);
    expect(at({})).toEqual([]);
  });

  it("accepts an accelerator whose family begins with a t", () =>
    expect(said("ml.trn1.2xlarge")).toEqual([]));
});
