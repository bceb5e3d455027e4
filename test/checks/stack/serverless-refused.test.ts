import { checkServerlessRefused } from "../../../src/checks/stack/serverless-refused.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const variant = { name: "AllTraffic", serverless: { memoryGb: 4, maxConcurrency: 50 } };
const model = { containers: [container], networkIsolation: false };
const check = (sections: EndpointSections): readonly string[] =>
  checkServerlessRefused(sectionContext({ variant, model, ...sections })).map(formatProblem);

const vpc = { subnetIds: ["subnet-0a"], securityGroupIds: ["sg-0a"] };
const registry = { access: "vpc" } as const;
const size = { type: "percent", value: 25 } as const;
const dataCapture = { percent: 10, destination: "s3://captured/a/", capture: ["input"] } as const;

describe("checkServerlessRefused", () => {
  it.each<[string, EndpointSections, string, string]>([
    ["a VPC", { model: { ...model, vpc } }, "model.vpc", "remove vpc"],
    [
      "network isolation",
      { model: { ...model, networkIsolation: true } },
      "model.networkIsolation",
      "remove networkIsolation",
    ],
    [
      "inference pipelines",
      { model: { ...model, containers: [container, container] } },
      "model.containers",
      "write one container as image",
    ],
    [
      "private Docker registries",
      { model: { ...model, containers: [{ ...container, registry }] } },
      "model.registry",
      "remove registry, and use an image in Amazon ECR",
    ],
    ["data capture", { dataCapture }, "dataCapture", "remove dataCapture"],
    [
      "rolling deployments",
      { deployment: { strategy: { type: "rolling", batch: size, waitSeconds: 300 }, rollbackAlarms: [] } },
      "deployment",
      "write strategy: allAtOnce",
    ],
  ])("refuses %s", (feature, sections, path, fix) => {
    expect(check(sections)).toEqual([
      `error serverless-refused at endpoints.sentiment.${path}
  SageMaker does not support ${feature} for serverless endpoints
  fix: ${fix}; or write variant instead of serverless`,
    ]);
    expect(check({ ...sections, variant: { name: "AllTraffic", instanceType: "ml.m5.large" } })).toEqual([]);
  });

  it("accepts one container, and a blue/green deployment", () => {
    const strategy = { type: "canary", size, waitSeconds: 300 } as const;
    expect(check({ deployment: { strategy, rollbackAlarms: ["errors"] } })).toEqual([]);
  });
});
