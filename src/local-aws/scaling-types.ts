import { jsonObject, type JsonObject } from "../simulate/json";
import { answered, isAbsent } from "./answered";
import { fromAws, toAws } from "./aws-names";
import type { LocalAccount } from "./local-account";
import { isEmpty, object, objects, omit, text, texts } from "./properties";
import { plainType, type ResourceType } from "./resource-type";
import { changeTags } from "./tag-changes";

const api = "application-autoscaling";

/** Seconds for which the provider repeats a call that finds no scalable target, and how often. */
const targetLimit = 300;
const targetEvery = 10;

const place = ["resourceId", "scalableDimension", "serviceNamespace"] as const;

/**
 * aws:appautoscaling/target:Target
 *
 * Any change but of tags sends both limits again.
 * Source: hashicorp/terraform-provider-aws internal/service/appautoscaling/target.go
 */
export const target: ResourceType = {
  ...plainType,
  autoNamed: false,
  required: ["minCapacity", "maxCapacity", ...place],
  replacedBy: [...place, "region"],
  optionalComputed: ["region", "roleArn", "suspendedState"],
  imported: targetOf,
  create: async (account, inputs) => {
    const tags = texts(inputs, "tags");
    const Tags = isEmpty(tags) ? {} : { Tags: tags };
    await account.call(`${api}:RegisterScalableTarget`, { ...registration(inputs), ...Tags });
    return text(inputs, "resourceId");
  },
  read: async (account, id) => {
    const answer = await account.call(`${api}:DescribeScalableTargets`, {
      ServiceNamespace: "sagemaker",
      ResourceIds: [id],
    });
    const [found] = objects(answer, "ScalableTargets");
    if (found === undefined) return undefined;
    const request = { ResourceARN: text(found, "ScalableTargetARN") };
    const { Tags } = await account.call(`${api}:ListTagsForResource`, request);
    const suspended = fromAws(object(found, "SuspendedState"));
    return jsonObject({
      ...omit(fromAws(found), ["creationTime", "scalableTargetARN", "suspendedState"]),
      arn: found["ScalableTargetARN"],
      suspendedState: suspended,
      tags: Tags,
    });
  },
  update: async (account, change) => {
    const others = [...change.changed].filter((name) => name !== "tags");
    if (others.length > 0) {
      await account.call(`${api}:RegisterScalableTarget`, registration(change.news));
    }
    const ResourceARN = text(change.olds, "arn");
    await changeTags(change, ResourceARN, {
      set: (Tags) => account.call(`${api}:TagResource`, { ResourceARN, Tags }),
      remove: (TagKeys) => account.call(`${api}:UntagResource`, { ResourceARN, TagKeys }),
    });
  },
  delete: async (account, _id, state) => {
    await answered(account, `${api}:DeregisterScalableTarget`, placeOf(state));
  },
};

/** In: `<namespace>/<resource id>/<dimension>`; the resource id has slashes of its own. */
function targetOf(importId: string): { readonly id: string; readonly state: JsonObject } {
  const [serviceNamespace = "", ...rest] = importId.split("/");
  const resourceId = rest.slice(0, -1).join("/");
  const scalableDimension = rest.at(-1) ?? "";
  if (serviceNamespace !== "" && resourceId !== "" && scalableDimension !== "") {
    return { id: resourceId, state: { serviceNamespace, resourceId, scalableDimension } };
  }
  throw new Error(
    `unexpected format ("${importId}"), expected <service-namespace>/<resource-id>/<scalable-dimension>`,
  );
}

function registration(inputs: JsonObject): JsonObject {
  return toAws(omit(inputs, ["tags", "tagsAll", "region", "arn"]));
}

function placeOf(properties: JsonObject): JsonObject {
  return {
    ServiceNamespace: text(properties, "serviceNamespace"),
    ResourceId: text(properties, "resourceId"),
    ScalableDimension: text(properties, "scalableDimension"),
  };
}

/**
 * aws:appautoscaling/policy:Policy
 *
 * Source: hashicorp/terraform-provider-aws internal/service/appautoscaling/policy.go
 */
export const policy: ResourceType = {
  ...plainType,
  required: [...place],
  defaults: { policyType: "StepScaling" },
  replacedBy: ["name", ...place, "region"],
  computed: ["arn", "alarmArns"],
  create: async (account, inputs) => {
    await putPolicy(account, inputs);
    return text(inputs, "name");
  },
  read: async (account, _id, state) => {
    const answer = await account.call(`${api}:DescribeScalingPolicies`, {
      ...placeOf(state),
      PolicyNames: [text(state, "name")],
    });
    const [found] = objects(answer, "ScalingPolicies");
    if (found === undefined) return undefined;
    const step = object(found, "StepScalingPolicyConfiguration");
    const tracking = object(found, "TargetTrackingScalingPolicyConfiguration");
    return jsonObject({
      name: found["PolicyName"],
      arn: found["PolicyARN"],
      policyType: found["PolicyType"],
      resourceId: found["ResourceId"],
      scalableDimension: found["ScalableDimension"],
      serviceNamespace: found["ServiceNamespace"],
      alarmArns: [],
      stepScalingPolicyConfiguration: isEmpty(step) ? undefined : withTextBounds(fromAws(step)),
      targetTrackingScalingPolicyConfiguration: isEmpty(tracking) ? undefined : fromAws(tracking),
    });
  },
  update: async (account, { news }) => {
    await putPolicy(account, news);
  },
  delete: async (account, _id, state) => {
    const request = { ...placeOf(state), PolicyName: text(state, "name") };
    await answered(account, `${api}:DeleteScalingPolicy`, request);
  },
};

async function putPolicy(account: LocalAccount, inputs: JsonObject): Promise<void> {
  const step = object(inputs, "stepScalingPolicyConfiguration");
  const tracking = object(inputs, "targetTrackingScalingPolicyConfiguration");
  const request = jsonObject({
    ...placeOf(inputs),
    PolicyName: text(inputs, "name"),
    PolicyType: text(inputs, "policyType"),
    StepScalingPolicyConfiguration: isEmpty(step) ? undefined : toAws(withNumberBounds(step)),
    TargetTrackingScalingPolicyConfiguration: isEmpty(tracking) ? undefined : toAws(tracking),
  });
  await whenTargetExists(account, () => account.call(`${api}:PutScalingPolicy`, request));
}

const bounds = ["metricIntervalLowerBound", "metricIntervalUpperBound"];

/** The provider has the bounds as text, AWS as numbers. */
function withNumberBounds(step: JsonObject): JsonObject {
  return withBounds(step, Number);
}

function withTextBounds(step: JsonObject): JsonObject {
  return withBounds(step, String);
}

function withBounds(step: JsonObject, convert: (bound: unknown) => number | string): JsonObject {
  const stepAdjustments = objects(step, "stepAdjustments").map((each) =>
    Object.fromEntries(
      Object.entries(each).map(([name, value]) => [
        name,
        bounds.includes(name) ? convert(value) : value,
      ]),
    ),
  );
  return { ...step, stepAdjustments };
}

/**
 * aws:appautoscaling/scheduledAction:ScheduledAction
 *
 * An update sends only what changed, and start and end whenever they are set: AWS would delete them.
 * A read never clears them. Neither the schedule nor the zone is looked at. It cannot be imported.
 * Source: hashicorp/terraform-provider-aws internal/service/appautoscaling/scheduled_action.go
 */
export const scheduledAction: ResourceType = {
  ...plainType,
  required: ["scalableTargetAction", "schedule", ...place],
  defaults: { timezone: "UTC" },
  replacedBy: ["name", ...place, "region"],
  create: async (account, inputs) => {
    const request = {
      ...actionPlace(inputs),
      Schedule: text(inputs, "schedule"),
      Timezone: text(inputs, "timezone"),
      ScalableTargetAction: toAws(object(inputs, "scalableTargetAction")),
      ...startAndEnd(inputs),
    };
    await whenTargetExists(account, () => account.call(`${api}:PutScheduledAction`, request));
    return [
      text(inputs, "name"),
      text(inputs, "serviceNamespace"),
      text(inputs, "resourceId"),
    ].join("-");
  },
  read: async (account, _id, state) => {
    const answer = await account.call(`${api}:DescribeScheduledActions`, {
      ...placeOf(state),
      ScheduledActionNames: [text(state, "name")],
    });
    const [found] = objects(answer, "ScheduledActions");
    if (found === undefined) return undefined;
    return jsonObject({
      name: found["ScheduledActionName"],
      arn: found["ScheduledActionARN"],
      resourceId: found["ResourceId"],
      scalableDimension: found["ScalableDimension"],
      serviceNamespace: found["ServiceNamespace"],
      schedule: found["Schedule"],
      timezone: found["Timezone"],
      scalableTargetAction: fromAws(object(found, "ScalableTargetAction")),
    });
  },
  update: async (account, { news, changed }) => {
    const request = jsonObject({
      ...actionPlace(news),
      Schedule: changed.has("schedule") ? text(news, "schedule") : undefined,
      Timezone: changed.has("timezone") ? text(news, "timezone") : undefined,
      ScalableTargetAction: changed.has("scalableTargetAction")
        ? toAws(object(news, "scalableTargetAction"))
        : undefined,
      ...startAndEnd(news),
    });
    await whenTargetExists(account, () => account.call(`${api}:PutScheduledAction`, request));
  },
  delete: async (account, _id, state) => {
    await answered(account, `${api}:DeleteScheduledAction`, actionPlace(state));
  },
};

function actionPlace(properties: JsonObject): JsonObject {
  return { ...placeOf(properties), ScheduledActionName: text(properties, "name") };
}

function startAndEnd(inputs: JsonObject): JsonObject {
  const seconds = (name: string): number | undefined => {
    const given = text(inputs, name);
    return given === "" ? undefined : Date.parse(given) / 1000;
  };
  return jsonObject({ StartTime: seconds("startTime"), EndTime: seconds("endTime") });
}

/** A target that was just registered may not be known everywhere yet, so the provider tries again. */
async function whenTargetExists(
  account: LocalAccount,
  act: () => Promise<JsonObject>,
): Promise<void> {
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
