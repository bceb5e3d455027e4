import { toVariantResourceId } from "../../src/aws/facts/application-auto-scaling";
import { createDeploymentHooks, type DeploymentHooks } from "../../src/deploy/recovery/recovery-hooks";
import { throwIfPartlyUpdated } from "../../src/deploy/resources/throw-if-partly-updated";
import type { ManagedEndpointPlan } from "../../src/plan/endpoint/endpoint-plan";
import { resourceNames } from "../../src/plan/endpoint/resource-names";
import type { AlarmPlan } from "../../src/plan/endpoint/scaling-policies";
import { isJsonObject, type JsonObject } from "../../src/simulator/aws/json";
import { toText } from "../../src/simulator/provider/properties";
import { type Declared, keyOf } from "./small-engine";

const types = {
  component: "inference-timetable:index:TimetabledEndpoint",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  model: "aws:sagemaker/model:Model",
  configuration: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
  shape: "pulumi:index:Stash",
  endpoint: "aws:sagemaker/endpoint:Endpoint",
  target: "aws:appautoscaling/target:Target",
  policy: "aws:appautoscaling/policy:Policy",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  action: "aws:appautoscaling/scheduledAction:ScheduledAction",
} as const;

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: "sagemaker.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    },
  ],
});

/**
 * The resources of an endpoint with their options and the program's hooks, for the small engine: `src/deploy/resources`
 * declares the same to the real one.
 */
export function declaredBy(
  plan: ManagedEndpointPlan,
  deployment: DeploymentHooks = createDeploymentHooks(undefined),
): readonly Declared[] {
  const { name, tags } = plan;
  const hooks = deployment.forEndpoint({ key: name, owner: name, variantName: plan.target.variantName });
  const key = (type: keyof typeof types, of = name): string => keyOf({ type: types[type], name: of });
  if (!("statements" in plan.role)) throw new Error("sequences use a role of their own");
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: plan.role.statements });
  const { productionVariant, ...configuration } = plan.configuration;
  const { unit: _unit, variantName, minCapacity, maxCapacity, ...dimension } = plan.target;
  const [container] = plan.model.containers;
  const deletedWith = key("component");
  const declared: readonly Declared[] = [
    { type: types.component, name, inputs: () => ({}) },
    {
      type: types.role,
      name,
      inputs: () => json({ path: "/inference-timetable/", assumeRolePolicy: trust, tags }),
      ignoreChanges: ["path"],
    },
    {
      type: types.rolePolicy,
      name,
      inputs: (of) => json({ role: of(key("role"))["name"], policy }),
      replaceOnChanges: ["policy"],
    },
    {
      type: types.model,
      name,
      inputs: (of) =>
        json({
          executionRoleArn: of(key("role"))["arn"],
          primaryContainer: container,
          enableNetworkIsolation: plan.model.enableNetworkIsolation,
          tags,
        }),
    },
    {
      type: types.configuration,
      name,
      inputs: (of) =>
        json({
          ...configuration,
          productionVariants: [{ ...productionVariant, modelName: of(key("model"))["name"] }],
          tags,
        }),
      ignoreChanges: ["productionVariants[*].initialInstanceCount"],
    },
    {
      type: types.shape,
      name: resourceNames.shape(name),
      inputs: () => json({ input: plan.instanceTypes }),
      deleteBeforeReplace: true,
    },
    {
      type: types.endpoint,
      name,
      inputs: (of) =>
        json({ endpointConfigName: of(key("configuration"))["name"], deploymentConfig: plan.deployment, tags }),
      beforeUpdate: (newInputs, { inputs: oldInputs, outputs: oldOutputs }) =>
        explainRefusal(hooks.beforeEndpointUpdate({ newInputs, oldInputs, oldOutputs }, plan.instanceTypes)),
      afterUpdate: (newInputs, newOutputs) => explainRefusal(hooks.afterEndpointUpdate({ newInputs, newOutputs })),
    },
    {
      type: types.target,
      name,
      inputs: (of) =>
        json({
          ...dimension,
          resourceId: toVariantResourceId(toText(of(key("endpoint")), "name"), variantName),
          minCapacity,
          maxCapacity,
          tags,
        }),
      hangsOn: [key("shape", resourceNames.shape(name)), key("endpoint")],
      deletedWith,
      beforeCreate: (newInputs) => explainRefusal(hooks.beforeTargetCreate({ newInputs })),
      ignoreChanges: ["minCapacity", "maxCapacity"],
      deleteBeforeReplace: true,
    },
    ...policiesOf(plan, key("endpoint"), key("target"), deletedWith),
    ...plan.scheduledActions.map((action): Declared => ({
      type: types.action,
      name: `${name}/${action.name}`,
      inputs: (of) =>
        json({
          name: action.name,
          schedule: action.schedule,
          timezone: action.timezone,
          scalableTargetAction: { minCapacity: action.min, maxCapacity: action.max },
          ...dimension,
          resourceId: of(key("target"))["resourceId"],
        }),
      hangsOn: [key("target")],
      deletedWith,
      deleteBeforeReplace: true,
    })),
  ];
  const scalingTypes: readonly string[] = [types.target, types.policy, types.action];
  const scaled = declared.filter(({ type }) => scalingTypes.includes(type)).map(keyOf);
  const mark: Declared = {
    type: types.shape,
    name: resourceNames.scaling(name),
    inputs: (of) => json({ input: of(key("target"))["resourceId"] }),
    hangsOn: [key("target")],
    dependsOn: scaled,
    deleteBeforeReplace: true,
    beforeCreate: (_, of) =>
      explainRefusal(
        hooks.beforeMarkerCreate({
          unit: "instances",
          resourceId: toText(of(key("target")), "resourceId"),
          policies: scaled.filter((each) => each.startsWith("Policy ")).map((each) => toText(of(each), "name")),
          actions: plan.scheduledActions.map((action) => action.name),
        }),
      ),
    registered: hooks.markScalingReady,
  };
  return [...declared, mark].map((each) => ({
    ...each,
    afterUpdate: async (newInputs, newOutputs, before) =>
      (await each.afterUpdate?.(newInputs, newOutputs, before)) ??
      explainRefusal(checkUpdate(each, newInputs, newOutputs, before)),
    onError: ({ operation, type, id = "" }) => hooks.onError({ failedOperation: operation, type, id, errors: [] }),
  }));
}

/** The hook that the program gives every resource of AWS. */
async function checkUpdate(
  { type, name, ignoreChanges }: Declared,
  newInputs: JsonObject,
  newOutputs: JsonObject,
  { outputs: oldOutputs }: { readonly outputs: JsonObject },
): Promise<void> {
  await Promise.resolve();
  if (type.startsWith("aws:")) throwIfPartlyUpdated({ type, name, newInputs, newOutputs, oldOutputs }, ignoreChanges);
}

/** Why a hook ends the run. */
async function explainRefusal(hook: Promise<void>): Promise<string | undefined> {
  try {
    await hook;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function policiesOf(
  plan: ManagedEndpointPlan,
  endpoint: string,
  target: string,
  deletedWith: string,
): readonly Declared[] {
  const { serviceNamespace, scalableDimension, variantName } = plan.target;
  const policy = (name: string, inputs: object): Declared => ({
    type: types.policy,
    name,
    inputs: (of) => json({ serviceNamespace, scalableDimension, resourceId: of(target)["resourceId"], ...inputs }),
    hangsOn: [target],
    deletedWith,
    deleteBeforeReplace: true,
  });
  const step = plan.stepPolicies.flatMap((each) => {
    const name = `${plan.name}-${each.key}`;
    const stepAdjustments = each.stepAdjustments.map((adjustment) =>
      Object.fromEntries(
        Object.entries(adjustment).map(([key, value]) => [key, key === "scalingAdjustment" ? value : String(value)]),
      ),
    );
    const { adjustmentType, cooldown, metricAggregationType } = each;
    const made = policy(name, {
      policyType: "StepScaling",
      stepScalingPolicyConfiguration: { ...{ adjustmentType, cooldown, metricAggregationType }, stepAdjustments },
    });
    return [made, alarmOf(plan, name, each.alarm, keyOf(made), endpoint, variantName)];
  });
  if (plan.targetTracking === undefined) return step;
  const { metric, ...tracking } = plan.targetTracking;
  if (!("predefinedMetricType" in metric)) throw new Error("sequences track predefined metrics");
  const tracked = policy(`${plan.name}-target-tracking`, {
    policyType: "TargetTrackingScaling",
    targetTrackingScalingPolicyConfiguration: { ...tracking, predefinedMetricSpecification: metric },
  });
  return [...step, tracked];
}

function alarmOf(
  { tags }: ManagedEndpointPlan,
  name: string,
  { dimensions: _names, ...alarm }: AlarmPlan,
  policy: string,
  endpoint: string,
  variantName: string,
): Declared {
  return {
    type: types.alarm,
    name,
    inputs: (of) =>
      json({
        ...alarm,
        dimensions: { EndpointName: of(endpoint)["name"], VariantName: variantName },
        alarmActions: [of(policy)["arn"]],
        tags,
      }),
  };
}

/** Without what is undefined, as the engine sends it. */
function json(value: object): JsonObject {
  const parsed: unknown = JSON.parse(JSON.stringify(value));
  return isJsonObject(parsed) ? parsed : {};
}
