import type { MetricName } from "../../../src/config/schema/stack-config";
import { planPolicyAlarm, planWakeAlarm, type ScalingDirection } from "../../../src/plan/endpoint/scaling-policies";
import { stepScalingOf } from "../../support/endpoint-config";

const alarmOf = (metric: MetricName, direction: ScalingDirection) =>
  planPolicyAlarm(stepScalingOf([], { metric }), direction, 70);

describe("planPolicyAlarm", () => {
  it("compares strictly: the threshold itself is neither above nor below", () => {
    expect(alarmOf("cpuUtilization", "out").comparisonOperator).toBe("GreaterThanThreshold");
    expect(alarmOf("cpuUtilization", "in").comparisonOperator).toBe("LessThanThreshold");
  });

  it.each([
    ["invocationsPerInstance", "AWS/SageMaker", "InvocationsPerInstance", "Sum"],
    ["concurrentRequestsPerModel", "AWS/SageMaker", "ConcurrentRequestsPerModel", "Average"],
    ["modelLatency", "AWS/SageMaker", "ModelLatency", "Average"],
    ["cpuUtilization", "/aws/sagemaker/Endpoints", "CPUUtilization", "Average"],
    ["memoryUtilization", "/aws/sagemaker/Endpoints", "MemoryUtilization", "Average"],
    ["gpuUtilization", "/aws/sagemaker/Endpoints", "GPUUtilization", "Average"],
    ["gpuMemoryUtilization", "/aws/sagemaker/Endpoints", "GPUMemoryUtilization", "Average"],
  ] as const)("finds %s under %s by endpoint and variant", (metric, namespace, name, statistic) =>
    expect(alarmOf(metric, "out")).toMatchObject({
      namespace,
      metricName: name,
      statistic,
      dimensions: ["EndpointName", "VariantName"],
    }),
  );

  it.each([
    ["backlogPerInstance", "ApproximateBacklogSizePerInstance"],
    ["backlog", "ApproximateBacklogSize"],
  ] as const)("finds %s by the endpoint alone", (metric, metricName) =>
    expect(alarmOf(metric, "out")).toMatchObject({
      namespace: "AWS/SageMaker",
      metricName,
      statistic: "Average",
      dimensions: ["EndpointName"],
    }),
  );

  it("never scales out without data", () => {
    for (const metric of ["invocationsPerInstance", "backlogPerInstance"] as const) {
      expect(alarmOf(metric, "out").treatMissingData).toBe("notBreaching");
    }
  });

  it("scales in without data only for metrics of a queue", () => {
    expect(alarmOf("invocationsPerInstance", "in").treatMissingData).toBe("notBreaching");
    expect(alarmOf("modelLatency", "in").treatMissingData).toBe("notBreaching");
    expect(alarmOf("backlogPerInstance", "in").treatMissingData).toBe("breaching");
    expect(alarmOf("backlog", "in").treatMissingData).toBe("breaching");
  });
});

describe("planWakeAlarm", () => {
  it("rings in the first minute with a request and no instance", () =>
    expect(planWakeAlarm("async")).toMatchObject({
      metricName: "HasBacklogWithoutCapacity",
      dimensions: ["EndpointName"],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
    }));

  it("rings in the first minute in which a call of a component fails", () =>
    expect(planWakeAlarm("component")).toEqual({
      alarmDescription: "Scale out: a call failed and no copy is there",
      namespace: "AWS/SageMaker",
      metricName: "NoCapacityInvocationFailures",
      statistic: "Sum",
      dimensions: ["InferenceComponentName"],
      comparisonOperator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      treatMissingData: "notBreaching",
    }));
});
