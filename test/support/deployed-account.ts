import { type CompiledEndpoint, compile } from "../../src/compile";
import { getOwnerKey } from "../../src/config/schema/parse-stack";
import { readStackFile } from "../../src/config/yaml/stack-file";
import { planScaling, type ScalingPlan } from "../../src/plan/endpoint/scaling-plan";
import { type AwsState, createAccount, type SimulatedBehavior } from "../../src/simulator/aws/account-state";
import type { JsonObject } from "../../src/simulator/aws/json";
import { instant } from "./instant";
import { minute, TestAccount } from "./simulated-account";

/** The variant of an endpoint whose stack file names none. */
const usualVariant = "AllTraffic";

/** From asking for an endpoint to its being in service. */
const startMinutes = 10;

/** The digits that stand for those that Pulumi appends. */
const digits = "1a2b3c4";

const place = (endpoint: string, variant: string) => ({
  ServiceNamespace: "sagemaker",
  ResourceId: `endpoint/${endpoint}-${digits}/variant/${variant}`,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
});

/** An account in which a stack file has been deployed just before a moment, as `pulumi up` does. */
export class DeployedAccount extends TestAccount {
  static from(stackText: string, now: string, world: Partial<SimulatedBehavior> = {}): DeployedAccount {
    const { raw } = readStackFile(stackText);
    const { endpoints } = compile(raw, { now: instant(now), readCalendarFile: () => undefined });
    const end = Date.parse(now) / 1000;
    const owners = new Set(Object.values(endpoints).map(({ name, config }) => getOwnerKey(name, config)));
    const account = new DeployedAccount(createAccount(end - owners.size * startMinutes * minute, world));
    for (const owner of owners) {
      const variants = Object.values(endpoints).filter(({ name, config }) => getOwnerKey(name, config) === owner);
      account.makeEndpoint(owner, variants);
      for (const { name, config, plan } of variants) {
        if (config === undefined || plan === undefined) throw new Error(`${name} is not right`);
        account.register(plan.registered.min, plan.registered.max, owner, config.variant.name);
        for (const action of plan.actions) {
          const { schedule, timezone, min, max } = action;
          account.put(owner, action.name, { schedule, timezone, min, max }, config.variant.name);
        }
        account.putPolicies(owner, planScaling(name, config, plan, {}));
      }
    }
    return account;
  }

  private makeEndpoint(name: string, variants: readonly CompiledEndpoint[]): void {
    const awsName = `${name}-${digits}`;
    this.call("sagemaker:CreateModel", {
      ModelName: awsName,
      ExecutionRoleArn: "arn:aws:iam::123456789012:role/r",
      PrimaryContainer: { Image: "i" },
    });
    this.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: awsName,
      ProductionVariants: variants.map(({ config, plan }) => ({
        VariantName: config?.variant.name ?? usualVariant,
        ModelName: awsName,
        InstanceType: config?.variant.instanceType ?? "",
        InitialInstanceCount: Math.max(1, plan?.registered.min ?? 1),
      })),
    });
    this.call("sagemaker:CreateEndpoint", { EndpointName: awsName, EndpointConfigName: awsName });
    this.run(startMinutes * minute);
  }

  private putPolicies(owner: string, { name, target, stepPolicies, targetTracking }: ScalingPlan): void {
    for (const { key, alarm, ...step } of stepPolicies) {
      const policy = `${name}-${key}-${digits}`;
      const { PolicyARN } = this.call("application-autoscaling:PutScalingPolicy", {
        ...place(owner, target.variantName),
        PolicyName: policy,
        PolicyType: "StepScaling",
        StepScalingPolicyConfiguration: {
          AdjustmentType: step.adjustmentType,
          Cooldown: step.cooldown,
          MetricAggregationType: step.metricAggregationType,
          StepAdjustments: step.stepAdjustments.map(
            ({ metricIntervalLowerBound: lower, metricIntervalUpperBound: upper, ...each }) => ({
              ...(lower === undefined ? {} : { MetricIntervalLowerBound: lower }),
              ...(upper === undefined ? {} : { MetricIntervalUpperBound: upper }),
              ScalingAdjustment: each.scalingAdjustment,
            }),
          ),
        },
      });
      this.call("cloudwatch:PutMetricAlarm", {
        AlarmName: policy,
        Namespace: alarm.namespace,
        MetricName: alarm.metricName,
        Statistic: alarm.statistic,
        Period: alarm.period,
        EvaluationPeriods: alarm.evaluationPeriods,
        DatapointsToAlarm: alarm.datapointsToAlarm,
        TreatMissingData: alarm.treatMissingData,
        Threshold: alarm.threshold,
        ComparisonOperator: alarm.comparisonOperator,
        Dimensions: [],
        AlarmActions: [PolicyARN!],
      });
    }
    if (targetTracking === undefined || !("predefinedMetricType" in targetTracking.metric)) return;
    this.call("application-autoscaling:PutScalingPolicy", {
      ...place(owner, target.variantName),
      PolicyName: `${name}-target-tracking-${digits}`,
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: targetTracking.targetValue,
        ScaleInCooldown: targetTracking.scaleInCooldown,
        ScaleOutCooldown: targetTracking.scaleOutCooldown,
        DisableScaleIn: targetTracking.disableScaleIn,
        PredefinedMetricSpecification: { PredefinedMetricType: targetTracking.metric.predefinedMetricType },
      },
    });
  }

  /** Changes a policy of the variant, or makes one, by the name that Pulumi gave it. */
  putPolicy(policy: string, rest: JsonObject, name = "sentiment", variant = usualVariant): void {
    this.call("application-autoscaling:PutScalingPolicy", { ...place(name, variant), PolicyName: policy, ...rest });
  }

  deletePolicy(policy: string, name = "sentiment", variant = usualVariant): void {
    this.call("application-autoscaling:DeleteScalingPolicy", { ...place(name, variant), PolicyName: policy });
  }

  override register(min: number, max: number, name = "sentiment", variant = usualVariant): this {
    this.call("application-autoscaling:RegisterScalableTarget", {
      ...place(name, variant),
      MinCapacity: min,
      MaxCapacity: max,
    });
    return this;
  }

  suspend(flags: Readonly<Record<string, boolean>>, name = "sentiment", variant = usualVariant): void {
    const target = place(name, variant);
    this.call("application-autoscaling:RegisterScalableTarget", { ...target, SuspendedState: flags });
  }

  put(
    name: string,
    action: string,
    {
      schedule,
      timezone,
      min,
      max,
    }: Readonly<Record<"schedule" | "timezone", string>> & Readonly<Record<"min" | "max", number>>,
    variant = usualVariant,
  ): void {
    this.call("application-autoscaling:PutScheduledAction", {
      ...place(name, variant),
      ScheduledActionName: action,
      Schedule: schedule,
      Timezone: timezone,
      ScalableTargetAction: { MinCapacity: min, MaxCapacity: max },
    });
  }

  delete(action: string, name = "sentiment", variant = usualVariant): void {
    const target = place(name, variant);
    this.call("application-autoscaling:DeleteScheduledAction", { ...target, ScheduledActionName: action });
  }

  /** The moment of the virtual clock. */
  get now(): string {
    return new Date(this.state.nowSeconds * 1000).toISOString();
  }

  change(next: (state: AwsState) => AwsState): void {
    this.state = next(this.state);
  }
}
