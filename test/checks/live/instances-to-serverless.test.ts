import { checkInstancesToServerless } from "../../../src/checks/live/instances-to-serverless.rule";
import { formatProblem } from "../../../src/problem";

const serverless = { memoryGb: 4, maxConcurrency: 50 };
const check = (variant: object, live: object): readonly string[] =>
  checkInstancesToServerless(
    "endpoints.tagger",
    { variant: { name: "AllTraffic", ...variant } },
    { name: "tagger-0a1b2c3", variants: [{ name: "AllTraffic", desired: 1, ...live }] },
  ).map(formatProblem);

describe("checkInstancesToServerless", () => {
  it("refuses a serverless variant for an endpoint with instances", () =>
    expect(check({ serverless }, { instanceType: "ml.m5.large" })).toEqual([
      `error instances-to-serverless at endpoints.tagger.serverless
  tagger-0a1b2c3 has instances, and SageMaker does not convert an endpoint with instances to a serverless one
  expected: a new endpoint
  fix: give the endpoint another name in the stack file: pulumi up then creates the new one, and deletes this one at the end`,
    ]));

  it("accepts other settings of a serverless endpoint, and instances instead", () => {
    expect(check({ serverless }, { serverless })).toEqual([]);
    expect(check({ instanceType: "ml.m5.large" }, { serverless })).toEqual([]);
  });
});
