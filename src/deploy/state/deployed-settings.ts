import { scalingMetrics } from "../../aws/facts";
import { type AdjustmentType, type DeployedSettings, resourceNames } from "../../plan/endpoint";
import { type DeployedResource, isRecord, resourceTypes } from "./deployed-resources";

type Outputs = Readonly<Record<string, unknown>>;

/**
 * Reads what a preview compares beside the hours, by its paths in the stack file.
 * @param endpoint its key in the stack file
 * @returns model, async and scaling, as in a parsed stack file; `model` and `async` absent for an existing endpoint
 */
export function findDeployedSettings(resources: readonly DeployedResource[], endpoint: string): DeployedSettings {
  const find = (type: string, name: string): Outputs | undefined =>
    resources.find((resource) => resource.type === type && resource.name === name)?.outputs;
  const model = find(resourceTypes.model, resourceNames.model(endpoint));
  const configuration = find(resourceTypes.configuration, resourceNames.configuration(endpoint));
  return {
    ...(model === undefined ? {} : { model: readModel(model) }),
    ...(configuration === undefined ? {} : { async: readAsync(configuration["asyncInferenceConfig"]) }),
    scaling:
      readTracking(find(resourceTypes.policy, resourceNames.targetTracking(endpoint))) ?? readSteps(find, endpoint),
  };
}

function readModel(outputs: Outputs): object {
  const containers = isRecord(outputs["primaryContainer"])
    ? [outputs["primaryContainer"]]
    : listRecords(outputs["containers"]);
  return {
    containers: containers.map(({ image, modelDataUrl, environment, containerHostname }) => ({
      image,
      dataUrl: modelDataUrl,
      environment: getRecord(environment),
      hostname: containerHostname,
    })),
  };
}

function readAsync(outputs: unknown): object {
  if (!isRecord(outputs)) return {};
  const output = getRecord(outputs["outputConfig"]);
  const notification = getRecord(output["notificationConfig"]);
  return {
    outputPath: output["s3OutputPath"],
    failurePath: output["s3FailurePath"],
    kmsKeyId: output["kmsKeyId"],
    maxConcurrentInvocationsPerInstance: getRecord(outputs["clientConfig"])["maxConcurrentInvocationsPerInstance"],
    successTopicArn: notification["successTopic"],
    errorTopicArn: notification["errorTopic"],
  };
}

function readTracking(policy: Outputs | undefined): object | undefined {
  if (policy === undefined) return undefined;
  const tracking = getRecord(policy["targetTrackingScalingPolicyConfiguration"]);
  const predefined = getRecord(tracking["predefinedMetricSpecification"])["predefinedMetricType"];
  const named = getRecord(tracking["customizedMetricSpecification"])["metricName"];
  return {
    metric: findMetric((facts) =>
      predefined === undefined ? facts.metricName === named : facts.predefinedType === predefined,
    ),
    target: tracking["targetValue"],
    scaleInCooldownSeconds: tracking["scaleInCooldown"],
    scaleOutCooldownSeconds: tracking["scaleOutCooldown"],
    scaleIn: tracking["disableScaleIn"] !== true,
  };
}

function readSteps(find: (type: string, name: string) => Outputs | undefined, endpoint: string): object {
  const directions = (["scale-out", "scale-in"] as const).flatMap((key) => {
    const name = resourceNames.stepPolicy(endpoint, key);
    const policy = getRecord(find(resourceTypes.policy, name)?.["stepScalingPolicyConfiguration"]);
    const alarm = find(resourceTypes.alarm, name);
    return alarm === undefined ? [] : [{ key, policy, alarm }];
  });
  const [first] = directions;
  if (first === undefined) return {};
  const { policy, alarm } = first;
  return {
    metric: findMetric(({ metricName }) => metricName === alarm["metricName"]),
    steps: directions.flatMap(readDirection),
    cooldownSeconds: policy["cooldown"],
    periodSeconds: alarm["period"],
    evaluationPeriods: alarm["evaluationPeriods"],
    datapointsToAlarm: alarm["datapointsToAlarm"],
  };
}

interface DeployedDirection {
  readonly key: "scale-out" | "scale-in";
  readonly policy: Outputs;
  readonly alarm: Outputs;
}

const changeKeys: Readonly<Record<AdjustmentType, string>> = {
  ChangeInCapacity: "instances",
  PercentChangeInCapacity: "percent",
  ExactCapacity: "exactly",
};

/** The inverse of `planStepPolicies`: a step begins at the bound next to the threshold. */
function readDirection({ key, policy, alarm }: DeployedDirection): readonly object[] {
  const [bound, word] =
    key === "scale-out" ? ["metricIntervalLowerBound", "above"] : ["metricIntervalUpperBound", "below"];
  const change = changeKeys[policy["adjustmentType"] as AdjustmentType];
  return listRecords(policy["stepAdjustments"]).map((step) => ({
    when: { [word]: Number((Number(alarm["threshold"]) + Number(step[bound] ?? 0)).toPrecision(12)) },
    change: { [change]: step["scalingAdjustment"] },
  }));
}

function findMetric(isSame: (facts: { readonly metricName: string; readonly predefinedType?: string }) => boolean) {
  return Object.entries(scalingMetrics).find(([, facts]) => isSame(facts))?.[0];
}

function getRecord(value: unknown): Outputs {
  return isRecord(value) ? value : {};
}

function listRecords(value: unknown): readonly Outputs[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
