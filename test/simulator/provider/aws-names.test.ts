import { fromAws, toAws } from "../../../src/simulator/provider/aws-names";

describe("toAws and fromAws", () => {
  const ours = {
    productionVariants: [{ variantName: "v", volumeSizeInGb: 20, enableSsmAccess: true, routingConfig: { a: 1 } }],
    primaryContainer: { environment: { lower_case: "x", UPPER: "y" } },
  };

  it("renames to any depth, and leaves names alone that users choose", () => {
    expect(toAws(ours)).toEqual({
      ProductionVariants: [{ VariantName: "v", VolumeSizeInGB: 20, EnableSSMAccess: true, RoutingConfig: { A: 1 } }],
      PrimaryContainer: { Environment: { lower_case: "x", UPPER: "y" } },
    });
  });

  it("comes back to where it was", () => {
    expect(fromAws(toAws(ours))).toEqual(ours);
  });

  it("leaves out what the program left undefined", () => {
    expect(toAws({ a: null, b: { c: null } })).toEqual({ B: {} });
  });
});
