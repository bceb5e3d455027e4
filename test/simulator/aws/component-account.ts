import type { SimulatedBehavior } from "../../../src/simulator/aws/account-state";
import type { JsonObject } from "../../../src/simulator/aws/json";
import type { LoadCurve } from "../../../src/simulator/aws/metrics";
import { day, minute, TestAccount } from "../../support/simulated-account";

const api = "application-autoscaling";

/** An account for tests of inference components. */
export class ComponentAccount extends TestAccount {
  static serving(seconds: number, world: Partial<SimulatedBehavior> = {}, managed: JsonObject = {}): ComponentAccount {
    const account = new ComponentAccount(TestAccount.at(seconds, world).state);
    account.hostEndpoint(managed);
    account.run(6 * minute);
    return account;
  }

  /** Model `m`, and endpoint `e` whose variant `v` has instances with 4 GPUs and no model. */
  hostEndpoint(managed: JsonObject = {}): void {
    const role = "arn:aws:iam::123456789012:role/r";
    this.call("sagemaker:CreateModel", { ModelName: "m", ExecutionRoleArn: role, PrimaryContainer: { Image: "i" } });
    this.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: "c",
      ExecutionRoleArn: role,
      ProductionVariants: [
        {
          VariantName: "v",
          InstanceType: "ml.g5.12xlarge",
          InitialInstanceCount: 1,
          ManagedInstanceScaling: { Status: "ENABLED", MinInstanceCount: 0, MaxInstanceCount: 4, ...managed },
        },
      ],
    });
    this.call("sagemaker:CreateEndpoint", { EndpointName: "e", EndpointConfigName: "c" });
  }

  component(name: string, acceleratorsPerCopy: number, copies = 1): void {
    this.call("sagemaker:CreateInferenceComponent", componentInput(name, acceleratorsPerCopy, copies));
  }

  registerComponent(name: string, min: number, max: number): void {
    this.call(`${api}:RegisterScalableTarget`, { ...componentTarget(name), MinCapacity: min, MaxCapacity: max });
  }

  schedule(name: string, schedule: string, min: number, max: number): void {
    this.call(`${api}:PutScheduledAction`, {
      ...componentTarget(name),
      ScheduledActionName: `a${min}-${max}`,
      Schedule: schedule,
      ScalableTargetAction: { MinCapacity: min, MaxCapacity: max },
    });
  }

  /** The wake-up of the developer guide, with one failed call as its threshold. */
  wakeUp(name: string): void {
    const { PolicyARN } = this.call(`${api}:PutScalingPolicy`, {
      ...componentTarget(name),
      PolicyName: "wake",
      PolicyType: "StepScaling",
      StepScalingPolicyConfiguration: {
        AdjustmentType: "ChangeInCapacity",
        MetricAggregationType: "Maximum",
        Cooldown: 60,
        StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
      },
    });
    this.call("cloudwatch:PutMetricAlarm", {
      AlarmName: "wake",
      Namespace: "AWS/SageMaker",
      MetricName: "NoCapacityInvocationFailures",
      Dimensions: [{ Name: "InferenceComponentName", Value: name }],
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      DatapointsToAlarm: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanOrEqualToThreshold",
      TreatMissingData: "notBreaching",
      AlarmActions: [PolicyARN!],
    });
  }

  track(name: string, PredefinedMetricType: string, TargetValue: number): void {
    this.call(`${api}:PutScalingPolicy`, {
      ...componentTarget(name),
      PolicyName: "track",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue,
        PredefinedMetricSpecification: { PredefinedMetricType },
      },
    });
  }

  copies(name: string): { readonly current: number; readonly desired: number; readonly status: unknown } {
    const answer = this.call("sagemaker:DescribeInferenceComponent", { InferenceComponentName: name });
    const { CurrentCopyCount, DesiredCopyCount } = answer["RuntimeConfig"] as Record<string, number>;
    return { current: CurrentCopyCount!, desired: DesiredCopyCount!, status: answer["InferenceComponentStatus"] };
  }
}

export function componentInput(name: string, acceleratorsPerCopy: number, copies = 1): JsonObject {
  return {
    InferenceComponentName: name,
    EndpointName: "e",
    VariantName: "v",
    Specification: {
      ModelName: "m",
      ComputeResourceRequirements: {
        NumberOfAcceleratorDevicesRequired: acceleratorsPerCopy,
        MinMemoryRequiredInMb: 1024,
      },
    },
    RuntimeConfig: { CopyCount: copies },
  };
}

export function componentTarget(name: string): JsonObject {
  return {
    ServiceNamespace: "sagemaker",
    ResourceId: `inference-component/${name}`,
    ScalableDimension: "sagemaker:inference-component:DesiredCopyCount",
  };
}

/** One request in one minute of each day. */
export function singleCallAt(minuteOfDay: number): LoadCurve {
  return {
    requestsPerMinute: Array.from({ length: 1440 }, (_, at) => (at === minuteOfDay ? 1 : 0)),
    periodSeconds: day,
    noise: 0,
    instanceRequestsPerMinute: 60,
    latencyMilliseconds: 2000,
  };
}
