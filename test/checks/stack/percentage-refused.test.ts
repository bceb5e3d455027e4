import { checkPercentageRefused } from "../../../src/checks/stack/percentage-refused.rule";
import type { TargetTrackingConfig } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { stepsBothWays } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (metric: TargetTrackingConfig["metric"], target: number): readonly string[] =>
  checkPercentageRefused(
    sectionContext({
      scaling: {
        kind: "targetTracking",
        metric,
        target,
        scaleInCooldownSeconds: 300,
        scaleOutCooldownSeconds: 300,
        scaleIn: true,
      },
    }),
  ).map(formatProblem);

describe("checkPercentageRefused", () => {
  it("refuses a fraction and what a percentage never reaches", () => {
    expect(check("gpuUtilization", 0.6)).toEqual([
      `error percentage-refused at endpoints.sentiment.scaling.target
  gpuUtilization is in percent, so 0.6 is less than one percent
  expected: 1 to 1600
  fix: write 60 for 60 percent`,
    ]);
    expect(check("memoryUtilization", 60_000)).toEqual([
      `error percentage-refused at endpoints.sentiment.scaling.target
  memoryUtilization is in percent and never reaches 60000
  expected: 1 to 100
  fix: write at most 100`,
    ]);
  });

  it.each([
    ["memoryUtilization", 1],
    ["memoryUtilization", 100],
    ["cpuUtilization", 400],
    ["gpuUtilization", 150],
    ["invocationsPerInstance", 0.6],
    ["invocationsPerInstance", 60_000],
    ["modelLatency", 60_000],
  ] as const)("accepts %s %d", (metric, target) => expect(check(metric, target)).toEqual([]));

  it("refuses the thresholds of steps", () => {
    const steps = [{ when: { below: 0.3 }, change: { instances: -1 } }, ...stepsBothWays.steps.slice(1)];
    const scaling = { ...stepsBothWays, metric: "cpuUtilization", steps } as const;
    expect(checkPercentageRefused(sectionContext({ scaling }))).toMatchObject([
      { path: "endpoints.sentiment.scaling.steps[0].below", fix: "write 30 for 30 percent" },
    ]);
  });
});
