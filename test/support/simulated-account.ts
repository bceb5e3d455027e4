import { type AwsState, createAccount, type SimulatedBehavior } from "../../src/simulator/aws/account-state";
import { advanceClock } from "../../src/simulator/aws/advance-clock";
import { callSimulatedAws, type OperationName } from "../../src/simulator/aws/call-simulated-aws";
import type { JsonObject } from "../../src/simulator/aws/json";

/** Monday 2026-11-23 00:00 UTC. */
export const monday = Date.UTC(2026, 10, 23) / 1000;
export const minute = 60;
export const hour = 3600;
export const day = 86_400;

/** An account for tests: calls must succeed unless a test asks how they fail. */
export class TestAccount {
  constructor(public state: AwsState) {}

  static at(seconds: number, world: Partial<SimulatedBehavior> = {}): TestAccount {
    return new TestAccount(createAccount(seconds, world));
  }

  call(operation: OperationName, input: JsonObject): JsonObject {
    const result = callSimulatedAws(this.state, operation, input);
    this.state = result.state;
    if ("error" in result) throw new Error(`${result.error.code}: ${result.error.message}`);
    return result.output;
  }

  /** The error's code and message, as one text; fails when the call is taken. */
  refusal(operation: OperationName, input: JsonObject): string {
    const result = callSimulatedAws(this.state, operation, input);
    this.state = result.state;
    if ("output" in result) throw new Error(`${operation} was taken`);
    return `${result.error.code}: ${result.error.message}`;
  }

  run(seconds: number, watch?: (state: AwsState) => void): void {
    this.state = advanceClock(this.state, this.state.nowSeconds + seconds, watch);
  }

  get endpoint() {
    return this.state.endpoints["e"]!;
  }

  get counts(): { readonly current: number; readonly desired: number } {
    const { current, desired } = this.endpoint.variants[0]!;
    return { current, desired };
  }

  get limits(): { readonly min: number; readonly max: number } | undefined {
    const target = Object.values(this.state.targets)[0];
    return target && { min: target.min, max: target.max };
  }

  config(name: string, changes: JsonObject = {}, more: JsonObject = {}): void {
    this.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: name,
      ProductionVariants: [
        { VariantName: "v", ModelName: "m", InstanceType: "ml.m5.large", InitialInstanceCount: 1, ...changes },
      ],
      ...more,
    });
  }

  /** Model `m`, configuration `c` and endpoint `e` with variant `v`, in service. */
  serving(count = 1, more: JsonObject = {}): this {
    this.call("sagemaker:CreateModel", {
      ModelName: "m",
      ExecutionRoleArn: "arn:aws:iam::123456789012:role/r",
      PrimaryContainer: { Image: "i" },
    });
    this.config("c", { InitialInstanceCount: count }, more);
    this.call("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
    this.run(10 * minute);
    return this;
  }

  register(min: number, max: number): this {
    this.call("application-autoscaling:RegisterScalableTarget", { ...target, MinCapacity: min, MaxCapacity: max });
    return this;
  }

  action(name: string, schedule: string, min: number, max: number, more: JsonObject = {}): void {
    this.call("application-autoscaling:PutScheduledAction", {
      ...target,
      ScheduledActionName: name,
      Schedule: schedule,
      Timezone: "UTC",
      ScalableTargetAction: { MinCapacity: min, MaxCapacity: max },
      ...more,
    });
  }

  /** A step policy of ChangeInCapacity, called by an alarm on InvocationsPerInstance. */
  stepPolicy(name: string, alarm: JsonObject, policy: JsonObject): void {
    const { PolicyARN } = this.call("application-autoscaling:PutScalingPolicy", {
      ...target,
      PolicyName: name,
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: { AdjustmentType: "ChangeInCapacity", ...policy },
    });
    this.call("cloudwatch:PutMetricAlarm", {
      AlarmName: name,
      Namespace: "AWS/SageMaker",
      MetricName: "InvocationsPerInstance",
      Dimensions: [
        { Name: "EndpointName", Value: "e" },
        { Name: "VariantName", Value: "v" },
      ],
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      AlarmActions: [PolicyARN!],
      ...alarm,
    });
  }

  /** What the history says, oldest first: status, description and cause. */
  get history(): readonly string[] {
    return this.state.activities.map(({ status, description, cause }) => `${status}: ${description} (${cause})`);
  }
}

/** The scalable target of endpoint `e`, variant `v`. */
export const target = {
  ServiceNamespace: "sagemaker",
  ResourceId: "endpoint/e/variant/v",
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
};

/** As many requests in every minute. */
export function constantLoad(requests: number): Partial<SimulatedBehavior> {
  return {
    load: {
      e: {
        requestsPerMinute: [requests],
        periodSeconds: day,
        noise: 0,
        instanceRequestsPerMinute: 600,
        latencyMilliseconds: 100,
      },
    },
  };
}
