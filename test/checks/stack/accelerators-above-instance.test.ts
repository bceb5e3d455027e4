import { checkAcceleratorsAboveInstance } from "../../../src/checks/stack/accelerators-above-instance.rule";
import { formatProblem } from "../../../src/problem";
import { sectionContext } from "../../support/section-context";

const check = (acceleratorsPerCopy: number, instanceType: string): readonly string[] =>
  checkAcceleratorsAboveInstance(
    sectionContext({
      endpoint: {
        name: "llama",
        unit: "copies",
        variant: { name: "", instanceType },
        async: false,
        adopt: false,
        acceleratorsPerCopy,
      },
    }),
  ).map(formatProblem);

describe("checkAcceleratorsAboveInstance", () => {
  it("refuses copies that fit on no instance", () =>
    expect(check(8, "ml.g5.12xlarge")).toEqual([
      `error accelerators-above-instance at endpoints.sentiment.component.acceleratorsPerCopy
  each copy reserves 8 accelerators, and ml.g5.12xlarge has 4
  expected: at most 4
  fix: write the instance type of the host endpoint, or the accelerators that the component reserves`,
    ]));

  it("accepts all of an instance, and a type that this program does not know", () => {
    expect(check(4, "ml.g5.12xlarge")).toEqual([]);
    expect(check(24, "ml.inf2.48xlarge")).toEqual([]);
  });
});
