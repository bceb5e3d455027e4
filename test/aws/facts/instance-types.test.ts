import { instanceTypePattern, isBurstable, isInf1 } from "../../../src/aws/facts/instance-types";

/** One size of each family that CreateEndpointConfig lists. */
const listed = [
  "ml.t2.medium",
  "ml.m4.16xlarge",
  "ml.m5d.24xlarge",
  "ml.c5.18xlarge",
  "ml.p3.16xlarge",
  "ml.g4dn.xlarge",
  "ml.r5.large",
  "ml.inf1.6xlarge",
  "ml.dl1.24xlarge",
  "ml.c6i.32xlarge",
  "ml.g6e.48xlarge",
  "ml.r8g.medium",
  "ml.p4de.24xlarge",
  "ml.c6gn.large",
  "ml.trn1n.32xlarge",
  "ml.inf2.xlarge",
  "ml.p5en.48xlarge",
  "ml.r7gd.12xlarge",
  "ml.p6-b200.48xlarge",
  "ml.p6e-gb200.36xlarge",
];

describe("instanceTypePattern", () => {
  it.each(listed)("takes %s", (type) => expect(type).toMatch(instanceTypePattern));
  it.each(["m5.large", "ml.m5", "ml.m5.", "ml.m5.huge", "ML.M5.LARGE", "ml.m5.large ", ""])("refuses %j", (type) =>
    expect(type).not.toMatch(instanceTypePattern),
  );
});

describe("isBurstable", () => {
  it("finds the t families and no accelerator", () =>
    expect([...listed, "ml.t3.large", "ml.t4g.small"].filter(isBurstable)).toEqual([
      "ml.t2.medium",
      "ml.t3.large",
      "ml.t4g.small",
    ]));
});

describe("isInf1", () => {
  it("finds the first family alone", () => expect(listed.filter(isInf1)).toEqual(["ml.inf1.6xlarge"]));
});
