import type { DeploymentConfig } from "../../../src/config/schema/stack-config";
import { type DeploymentPlan, planDeployment } from "../../../src/plan/endpoint/deployment";

const planned = (strategy: DeploymentConfig["strategy"], rest: Partial<DeploymentConfig> = {}): DeploymentPlan =>
  planDeployment({ strategy, rollbackAlarms: [], ...rest });

const percent = (value: number) => ({ type: "percent", value }) as const;

describe("planDeployment", () => {
  it("shifts all traffic at once", () =>
    expect(planned({ type: "allAtOnce", terminationWaitSeconds: 60 })).toEqual({
      blueGreenUpdatePolicy: {
        trafficRoutingConfiguration: { type: "ALL_AT_ONCE", waitIntervalInSeconds: 0 },
        terminationWaitInSeconds: 60,
      },
    }));

  it("sends a canary first", () =>
    expect(planned({ type: "canary", size: percent(10), waitSeconds: 300 })).toEqual({
      blueGreenUpdatePolicy: {
        trafficRoutingConfiguration: {
          type: "CANARY",
          waitIntervalInSeconds: 300,
          canarySize: { type: "CAPACITY_PERCENT", value: 10 },
        },
      },
    }));

  it("shifts traffic step by step", () =>
    expect(
      planned({ type: "linear", size: { type: "instances", value: 2 }, waitSeconds: 60, terminationWaitSeconds: 0 }),
    ).toEqual({
      blueGreenUpdatePolicy: {
        trafficRoutingConfiguration: {
          type: "LINEAR",
          waitIntervalInSeconds: 60,
          linearStepSize: { type: "INSTANCE_COUNT", value: 2 },
        },
        terminationWaitInSeconds: 0,
      },
    }));

  it("replaces some instances after the other, back in larger batches", () =>
    expect(
      planned(
        { type: "rolling", batch: percent(20), rollbackBatch: percent(100), waitSeconds: 120 },
        { maximumExecutionTimeoutSeconds: 1800, rollbackAlarms: ["errors", "latency"] },
      ),
    ).toEqual({
      rollingUpdatePolicy: {
        maximumBatchSize: { type: "CAPACITY_PERCENT", value: 20 },
        rollbackMaximumBatchSize: { type: "CAPACITY_PERCENT", value: 100 },
        waitIntervalInSeconds: 120,
        maximumExecutionTimeoutInSeconds: 1800,
      },
      autoRollbackConfiguration: { alarms: [{ alarmName: "errors" }, { alarmName: "latency" }] },
    }));
});
