import { checkInstanceTypeBurstable } from "../../../src/checks/stack/instance-type-burstable.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (instanceType: string): readonly string[] =>
  checkInstanceTypeBurstable(sectionContext({ variant: { name: "AllTraffic", instanceType } })).map(formatProblem);

describe("checkInstanceTypeBurstable", () => {
  it("refuses a burstable type", () =>
    expect(check("ml.t2.medium")).toEqual([
      `error instance-type-burstable at endpoints.sentiment.variant.instanceType
  "ml.t2.medium" is a burstable type, and SageMaker does not scale those automatically
  expected: a type outside the t families
  fix: write ml.m5.large, or another type with fixed performance`,
    ]));

  it("checks existing endpoints too, with or without a type", () => {
    const at = (type: { readonly instanceType?: string }): readonly string[] => {
      const endpoint = {
        name: "e",
        unit: "instances" as const,
        variant: { name: "v", ...type },
        async: false,
        adopt: false,
      };
      return checkInstanceTypeBurstable(sectionContext({ endpoint })).map(({ path }) => path);
    };
    expect(at({ instanceType: "ml.t2.medium" })).toEqual(["endpoints.sentiment.endpoint.instanceType"]);
    expect(at({})).toEqual([]);
  });

  it("accepts an accelerator whose family begins with a t", () => expect(check("ml.trn1.2xlarge")).toEqual([]));
});
