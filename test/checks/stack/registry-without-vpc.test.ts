import { checkRegistryWithoutVpc } from "../../../src/checks/stack/registry-without-vpc.rule";
import type { ModelConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (model: Partial<ModelConfig>): readonly string[] =>
  checkRegistryWithoutVpc(
    sectionContext({ model: { containers: [container], networkIsolation: false, ...model } }),
  ).map(formatProblem);
const inRegistry = { ...container, registry: { access: "vpc" } } as const;
const vpc = { subnetIds: ["subnet-0a"], securityGroupIds: ["sg-0a"] };

describe("checkRegistryWithoutVpc", () => {
  it("refuses a private registry of a model without a VPC", () =>
    expect(check({ containers: [container, inRegistry] })).toEqual([
      `error registry-without-vpc at endpoints.sentiment.model.containers[1].registry
  SageMaker reaches a private registry only through a VPC, and the model has none
  expected: registry with model.vpc
  fix: write model.vpc with subnets that reach the registry, or remove registry and use an image in Amazon ECR`,
    ]));

  it("accepts one with a VPC, and Amazon ECR without", () => {
    expect(check({ containers: [inRegistry], vpc })).toEqual([]);
    expect(check({})).toEqual([]);
  });
});
