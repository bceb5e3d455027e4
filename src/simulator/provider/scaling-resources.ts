import { type JsonObject, toJsonObject } from "../aws";
import { fromAws, toAws } from "./aws-names";
import { isEmpty, omit, toObject, toObjects, toText, toTexts } from "./properties";
import { callIfExists, changeTags, isAbsent, plainType, type ResourceType } from "./resource-type";
import type { SimulatedAccount } from "./simulated-account";

const api = "application-autoscaling";

/** Seconds for which the provider repeats a call that finds no scalable target, and how often. */
const targetLimit = 300;
const targetEvery = 10;

const place = ["resourceId", "scalableDimension", "serviceNamespace"] as const;

/**
 * aws:appautoscaling/target:Target
 *
 * Any change but of tags sends both limits again.
 * @see hashicorp/terraform-provider-aws internal/service/appautoscaling/target.go
 */
export const targetResource: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["minCapacity", "maxCapacity", ...place],
  replacedBy: [...place, "region"],
  optionalComputed: ["region", "roleArn", "suspendedState"],
  imported: readTarget,
  create: async (account, inputs) => {
    const tags = toTexts(inputs, "tags");
    const Tags = isEmpty(tags) ? {} : { Tags: tags };
    await account.call(`${api}:RegisterScalableTarget`, { ...toRegistration(inputs), ...Tags });
    return toText(inputs, "resourceId");
  },
  read: async (account, id) => {
    const answer = await account.call(`${api}:DescribeScalableTargets`, {
      ServiceNamespace: "sagemaker",
      ResourceIds: [id],
    });
    const [found] = toObjects(answer, "ScalableTargets");
    if (found === undefined) return undefined;
    const request = { ResourceARN: toText(found, "ScalableTargetARN") };
    const { Tags } = await account.call(`${api}:ListTagsForResource`, request);
    const suspended = fromAws(toObject(found, "SuspendedState"));
    return toJsonObject({
      ...omit(fromAws(found), ["creationTime", "scalableTargetARN", "suspendedState"]),
      arn: found["ScalableTargetARN"],
      suspendedState: suspended,
      tags: Tags,
    });
  },
  update: async (account, change) => {
    const ResourceARN = toText(change.olds, "arn");
    await changeTags(change, ResourceARN, {
      set: (Tags) => account.call(`${api}:TagResource`, { ResourceARN, Tags }),
      remove: (TagKeys) => account.call(`${api}:UntagResource`, { ResourceARN, TagKeys }),
    });
    const others = [...change.changed].filter((name) => name !== "tags");
    if (others.length > 0) {
      await account.call(`${api}:RegisterScalableTarget`, toRegistration(change.news));
    }
  },
  delete: async (account, _id, state) => {
    await callIfExists(account, `${api}:DeregisterScalableTarget`, toTargetKeyFields(state));
  },
};

/** Parses `<namespace>/<resource id>/<dimension>`; the resource id contains slashes. */
function readTarget(importId: string): { readonly id: string; readonly state: JsonObject } {
  const [serviceNamespace = "", ...rest] = importId.split("/");
  const resourceId = rest.slice(0, -1).join("/");
  const scalableDimension = rest.at(-1) ?? "";
  if (serviceNamespace !== "" && resourceId !== "" && scalableDimension !== "") {
    return { id: resourceId, state: { serviceNamespace, resourceId, scalableDimension } };
  }
  throw new Error(`unexpected format ("${importId}"), expected <service-namespace>/<resource-id>/<scalable-dimension>`);
}

function toRegistration(inputs: JsonObject): JsonObject {
  return toAws(omit(inputs, ["tags", "tagsAll", "region", "arn"]));
}

function toTargetKeyFields(properties: JsonObject): JsonObject {
  return {
    ServiceNamespace: toText(properties, "serviceNamespace"),
    ResourceId: toText(properties, "resourceId"),
    ScalableDimension: toText(properties, "scalableDimension"),
  };
}

/**
 * aws:appautoscaling/policy:Policy
 * @see hashicorp/terraform-provider-aws internal/service/appautoscaling/policy.go
 */
export const policyResource: ResourceType = {
  ...plainType,
  required: [...place],
  defaults: { policyType: "StepScaling" },
  replacedBy: ["name", ...place, "region"],
  computed: ["arn", "alarmArns"],
  create: async (account, inputs) => {
    await putPolicy(account, inputs);
    return toText(inputs, "name");
  },
  read: async (account, _id, state) => {
    const answer = await account.call(`${api}:DescribeScalingPolicies`, {
      ...toTargetKeyFields(state),
      PolicyNames: [toText(state, "name")],
    });
    const [found] = toObjects(answer, "ScalingPolicies");
    if (found === undefined) return undefined;
    const step = toObject(found, "StepScalingPolicyConfiguration");
    const tracking = toObject(found, "TargetTrackingScalingPolicyConfiguration");
    return toJsonObject({
      name: found["PolicyName"],
      arn: found["PolicyARN"],
      policyType: found["PolicyType"],
      resourceId: found["ResourceId"],
      scalableDimension: found["ScalableDimension"],
      serviceNamespace: found["ServiceNamespace"],
      alarmArns: [],
      stepScalingPolicyConfiguration: isEmpty(step) ? undefined : toTextBounds(fromAws(step)),
      targetTrackingScalingPolicyConfiguration: isEmpty(tracking) ? undefined : fromAws(tracking),
    });
  },
  update: async (account, { news }) => {
    await putPolicy(account, news);
  },
  delete: async (account, _id, state) => {
    const request = { ...toTargetKeyFields(state), PolicyName: toText(state, "name") };
    await callIfExists(account, `${api}:DeleteScalingPolicy`, request);
  },
};

async function putPolicy(account: SimulatedAccount, inputs: JsonObject): Promise<void> {
  const step = toObject(inputs, "stepScalingPolicyConfiguration");
  const tracking = toObject(inputs, "targetTrackingScalingPolicyConfiguration");
  const request = toJsonObject({
    ...toTargetKeyFields(inputs),
    PolicyName: toText(inputs, "name"),
    PolicyType: toText(inputs, "policyType"),
    StepScalingPolicyConfiguration: isEmpty(step) ? undefined : toAws(toNumberBounds(step)),
    TargetTrackingScalingPolicyConfiguration: isEmpty(tracking) ? undefined : toAws(tracking),
  });
  await runWhenTargetExists(account, () => account.call(`${api}:PutScalingPolicy`, request));
}

const bounds = ["metricIntervalLowerBound", "metricIntervalUpperBound"];

/** The provider has the bounds as text, AWS as numbers. */
function toNumberBounds(step: JsonObject): JsonObject {
  return mapBounds(step, Number);
}

function toTextBounds(step: JsonObject): JsonObject {
  return mapBounds(step, String);
}

function mapBounds(step: JsonObject, convert: (bound: unknown) => number | string): JsonObject {
  const stepAdjustments = toObjects(step, "stepAdjustments").map((each) =>
    Object.fromEntries(
      Object.entries(each).map(([name, value]) => [name, bounds.includes(name) ? convert(value) : value]),
    ),
  );
  return { ...step, stepAdjustments };
}

/**
 * aws:appautoscaling/scheduledAction:ScheduledAction
 *
 * An update sends only what changed, and start and end whenever they are set: AWS would delete them.
 * A read never clears them. Neither the schedule nor the zone is looked at. It cannot be imported.
 * @see hashicorp/terraform-provider-aws internal/service/appautoscaling/scheduled_action.go
 */
export const scheduledActionResource: ResourceType = {
  ...plainType,
  required: ["scalableTargetAction", "schedule", ...place],
  defaults: { timezone: "UTC" },
  replacedBy: ["name", ...place, "region"],
  create: async (account, inputs) => {
    const request = {
      ...toActionKey(inputs),
      Schedule: toText(inputs, "schedule"),
      Timezone: toText(inputs, "timezone"),
      ScalableTargetAction: toAws(toObject(inputs, "scalableTargetAction")),
      ...toStartAndEnd(inputs),
    };
    await runWhenTargetExists(account, () => account.call(`${api}:PutScheduledAction`, request));
    return [toText(inputs, "name"), toText(inputs, "serviceNamespace"), toText(inputs, "resourceId")].join("-");
  },
  read: async (account, _id, state) => {
    const answer = await account.call(`${api}:DescribeScheduledActions`, {
      ...toTargetKeyFields(state),
      ScheduledActionNames: [toText(state, "name")],
    });
    const [found] = toObjects(answer, "ScheduledActions");
    if (found === undefined) return undefined;
    return toJsonObject({
      name: found["ScheduledActionName"],
      arn: found["ScheduledActionARN"],
      resourceId: found["ResourceId"],
      scalableDimension: found["ScalableDimension"],
      serviceNamespace: found["ServiceNamespace"],
      schedule: found["Schedule"],
      timezone: found["Timezone"],
      scalableTargetAction: fromAws(toObject(found, "ScalableTargetAction")),
    });
  },
  update: async (account, { news, changed }) => {
    const request = toJsonObject({
      ...toActionKey(news),
      Schedule: changed.has("schedule") ? toText(news, "schedule") : undefined,
      Timezone: changed.has("timezone") ? toText(news, "timezone") : undefined,
      ScalableTargetAction: changed.has("scalableTargetAction")
        ? toAws(toObject(news, "scalableTargetAction"))
        : undefined,
      ...toStartAndEnd(news),
    });
    await runWhenTargetExists(account, () => account.call(`${api}:PutScheduledAction`, request));
  },
  delete: async (account, _id, state) => {
    await callIfExists(account, `${api}:DeleteScheduledAction`, toActionKey(state));
  },
};

function toActionKey(properties: JsonObject): JsonObject {
  return { ...toTargetKeyFields(properties), ScheduledActionName: toText(properties, "name") };
}

function toStartAndEnd(inputs: JsonObject): JsonObject {
  const seconds = (name: string): number | undefined => {
    const given = toText(inputs, name);
    return given === "" ? undefined : Date.parse(given) / 1000;
  };
  return toJsonObject({ StartTime: seconds("startTime"), EndTime: seconds("endTime") });
}

/** A target that was just registered may not be known everywhere yet, so the provider tries again. */
async function runWhenTargetExists(account: SimulatedAccount, act: () => Promise<JsonObject>): Promise<void> {
  let last: unknown;
  const done = await account.poll(
    async () => {
      try {
        return await act();
      } catch (error) {
        if (!isAbsent(error)) throw error;
        last = error;
        return undefined;
      }
    },
    targetEvery,
    targetLimit,
  );
  if (done === undefined) throw last;
}
