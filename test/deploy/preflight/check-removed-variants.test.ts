import { compile } from "../../../src/compile";
import { checkRemovedVariants } from "../../../src/deploy/preflight/check-removed-variants";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";

const created = (name: string) => ({
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1" },
  variant: { name, instanceType: "ml.m5.xlarge" },
  timetable: { baseline: { min: 1, max: 1 } },
});
const resource = (type: string, name: string, outputs: object) => ({ type, name, outputs: { ...outputs } });
const scaled = (key: string, variant: string) => [
  resource("pulumi:index:Stash", `${key}-shape`, { output: { [variant]: "ml.m5.xlarge" } }),
  resource("aws:appautoscaling/target:Target", key, { resourceId: `endpoint/sentiment-1a2b3c4/variant/${variant}` }),
];
const deployed = {
  resources: [
    resource("aws:sagemaker/endpoint:Endpoint", "sentiment", { name: "sentiment-1a2b3c4" }),
    ...scaled("sentiment", "stable"),
    ...scaled("sentiment-canary", "canary"),
  ],
};
const check = (endpoints: object) =>
  checkRemovedVariants(
    compile(
      { timezone: "Europe/Berlin", endpoints },
      { now: instant("2026-11-24T08:00Z"), readCalendarFile: () => undefined },
    ),
    deployed,
  ).map(formatProblem);

describe("checkRemovedVariants", () => {
  it("refuses a variant that leaves an endpoint that stays", () => {
    expect(check({ sentiment: created("stable") })).toEqual([
      `error variant-still-scaled at endpoints.sentiment-canary
  SageMaker does not remove variant canary of endpoint sentiment-1a2b3c4 while its target is registered, and with readAws: false pulumi up does not deregister it
  expected: readAws: true while a variant is removed
  fix: remove readAws: false for this run`,
    ]);
  });

  it("accepts a variant that stays, and one that goes with its endpoint", () => {
    const canary = { ...created("canary"), variantOf: "sentiment" };
    expect(check({ sentiment: created("stable"), "sentiment-canary": canary })).toEqual([]);
    expect(check({ other: created("stable") })).toEqual([]);
  });
});
