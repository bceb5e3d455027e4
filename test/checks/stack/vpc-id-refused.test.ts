import { checkVpcIdRefused } from "../../../src/checks/stack/vpc-id-refused.rule";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (subnet: string, group: string): readonly string[] =>
  checkVpcIdRefused(
    sectionContext({
      model: {
        containers: [container],
        networkIsolation: false,
        vpc: { subnetIds: ["subnet-0a1b2c3d", subnet], securityGroupIds: [group] },
      },
    }),
  ).map(formatProblem);

describe("checkVpcIdRefused", () => {
  it("refuses swapped IDs", () =>
    expect(check("sg-0a1b2c3d", "subnet-0a1b2c3d")).toEqual([
      `error vpc-id-refused at endpoints.sentiment.model.vpc.subnetIds[1]
  "sg-0a1b2c3d" is not a subnet ID
  expected: at most 32 characters: subnet-…
  fix: write one such as subnet-0a1b2c3d`,
      `error vpc-id-refused at endpoints.sentiment.model.vpc.securityGroupIds[0]
  "subnet-0a1b2c3d" is not a security group ID
  expected: at most 32 characters: sg-…
  fix: write one such as sg-0a1b2c3d`,
    ]));

  it("accepts IDs in the right place", () =>
    expect(check("subnet-0123456789abcdef0", "sg-0123456789abcdef0")).toEqual([]));
});
