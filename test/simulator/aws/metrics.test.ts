import { getMetricValue, type MetricQuery } from "../../../src/simulator/aws/metrics";
import { constantLoad, minute, monday, TestAccount } from "../../support/simulated-account";

const ofVariant = { EndpointName: "e", VariantName: "v" };
const ofEndpoint = { EndpointName: "e" };
const service = "AWS/SageMaker";
const instances = "/aws/sagemaker/Endpoints";

function value(account: TestAccount, query: Partial<MetricQuery>): number | undefined {
  const { nowSeconds } = account.state;
  return getMetricValue(
    account.state,
    { namespace: service, metricName: "InvocationsPerInstance", dimensions: ofVariant, statistic: "Average", ...query },
    nowSeconds - minute,
    nowSeconds,
  );
}

describe("metricValue", () => {
  const realTime = TestAccount.at(monday, constantLoad(1200)).serving(4);
  const AsyncInferenceConfig = { OutputConfig: { S3OutputPath: "s3://b/o" } };
  const queued = TestAccount.at(monday, constantLoad(1200)).serving(4, { AsyncInferenceConfig });

  it.each([
    [service, "Invocations", "Sum", 1200],
    [service, "InvocationsPerInstance", "Sum", 300],
    [instances, "CPUUtilization", "Average", 50],
    [instances, "CPUUtilization", "SampleCount", 4],
    [service, "ModelLatency", "Average", 200_000],
    [service, "ConcurrentRequestsPerModel", "Maximum", 4],
  ])("of %s %s, %s is %d for 1200 requests on 4 instances", (namespace, metricName, statistic, expected) => {
    expect(value(realTime, { namespace, metricName, statistic })).toBeCloseTo(expected);
  });

  it.each([
    ["a queue's metric of a real-time endpoint", realTime, "ApproximateBacklogSize", ofEndpoint],
    ["a queue's metric with the variant's dimension", queued, "ApproximateBacklogSize", ofVariant],
    ["invocations of an asynchronous endpoint", queued, "InvocationsPerInstance", ofVariant],
    ["a variant's metric without its dimension", realTime, "InvocationsPerInstance", ofEndpoint],
    ["another endpoint", realTime, "Invocations", { ...ofVariant, EndpointName: "x" }],
    ["another variant", realTime, "Invocations", { ...ofVariant, VariantName: "x" }],
    ["one dimension too many", realTime, "Invocations", { ...ofVariant, Host: "h" }],
    ["a name that nobody publishes", realTime, "Invocation", ofVariant],
  ])("is nothing for %s", (_, account, metricName, dimensions) => {
    expect(value(account, { metricName, dimensions })).toBeUndefined();
  });

  it("has a queue's metrics for an asynchronous endpoint", () => {
    expect(value(queued, { metricName: "ApproximateBacklogSize", dimensions: ofEndpoint })).toBe(0);
    expect(value(queued, { namespace: instances, metricName: "CPUUtilization" })).toBeCloseTo(50);
  });

  it("is zero for requests that do not come, and nothing while no instance runs", () => {
    const idle = TestAccount.at(monday).serving();
    expect(value(idle, {})).toBe(0);
    const starting = TestAccount.at(monday);
    starting.call("sagemaker:CreateModel", { ModelName: "m", ExecutionRoleArn: "r", PrimaryContainer: { Image: "i" } });
    starting.config("c");
    starting.call("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
    expect(value(starting, {})).toBeUndefined();
  });
});
