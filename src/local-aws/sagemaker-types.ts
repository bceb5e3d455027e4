import { jsonObject, type JsonObject } from "../simulate/json";
import { answered } from "./answered";
import { fromAws, toAws } from "./aws-names";
import type { LocalAccount } from "./local-account";
import { objects, omit, text } from "./properties";
import { PartlyRead, plainType, type ResourceChange, type ResourceType } from "./resource-type";
import { changeTags, tagList, tagsMember } from "./tag-changes";

/** Inputs that are no members of a request under their own name. */
const apart = ["name", "namePrefix", "region", "tags", "tagsAll"];

/** aws:sagemaker/model:Model: anything but a tag makes a new one. */
export const model: ResourceType = {
  ...plainType,
  required: ["executionRoleArn"],
  defaults: { enableNetworkIsolation: false },
  replacedBy: [
    ...plainType.replacedBy,
    "executionRoleArn",
    "primaryContainer",
    "containers",
    "vpcConfig",
    "enableNetworkIsolation",
    "inferenceExecutionConfig",
  ],
  optionalComputed: ["name", "region", "inferenceExecutionConfig"],
  create: async (account, inputs) => {
    await account.call("sagemaker:CreateModel", {
      ModelName: text(inputs, "name"),
      ...toAws(omit(inputs, apart)),
      ...tagsMember(inputs),
    });
    return text(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await answered(account, "sagemaker:DescribeModel", { ModelName: id });
    if (answer === undefined) return undefined;
    const { ModelName, ModelArn, CreationTime: _made, ...rest } = answer;
    const found = { ...fromAws(rest), ...jsonObject({ name: ModelName, arn: ModelArn }) };
    return { ...found, tags: await tagsOf(account, found) };
  },
  update: updateTags,
  delete: async (account, id) => {
    await answered(account, "sagemaker:DeleteModel", { ModelName: id });
  },
};

/** aws:sagemaker/endpointConfiguration:EndpointConfiguration: likewise. */
export const endpointConfiguration: ResourceType = {
  ...plainType,
  required: ["productionVariants"],
  replacedBy: [
    ...plainType.replacedBy,
    "namePrefix",
    "productionVariants",
    "shadowProductionVariants",
    "dataCaptureConfig",
    "asyncInferenceConfig",
    "executionRoleArn",
    "kmsKeyArn",
  ],
  optionalComputed: ["name", "region", "namePrefix"],
  create: async (account, inputs) => {
    const request = {
      ...omit(inputs, apart),
      productionVariants: objects(inputs, "productionVariants").map(oneRouting),
    };
    await account.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: text(inputs, "name"),
      ...toAws(request),
      ...tagsMember(inputs),
    });
    return text(inputs, "name");
  },
  read: async (account, id) => {
    const request = { EndpointConfigName: id };
    const answer = await answered(account, "sagemaker:DescribeEndpointConfig", request);
    if (answer === undefined) return undefined;
    const {
      EndpointConfigName,
      EndpointConfigArn,
      CreationTime: _made,
      KmsKeyId,
      ...rest
    } = answer;
    const properties = fromAws(rest);
    const found = {
      ...properties,
      ...jsonObject({ name: EndpointConfigName, arn: EndpointConfigArn, kmsKeyArn: KmsKeyId }),
      productionVariants: objects(properties, "productionVariants").map(listedRouting),
    };
    return { ...found, tags: await tagsOf(account, found) };
  },
  update: updateTags,
  delete: async (account, id) => {
    await answered(account, "sagemaker:DeleteEndpointConfig", { EndpointConfigName: id });
  },
};

/** The provider has a list of one where AWS has an object. */
function oneRouting(variant: JsonObject): JsonObject {
  const [routing] = objects(variant, "routingConfigs");
  return { ...omit(variant, ["routingConfigs"]), ...jsonObject({ routingConfig: routing }) };
}

function listedRouting(variant: JsonObject): JsonObject {
  const { routingConfig, ...rest } = variant;
  return routingConfig === undefined ? variant : { ...rest, routingConfigs: [routingConfig] };
}

/** A SageMaker resource's tags as a map. Errors: `PartlyRead` with what was read before */
export async function tagsOf(account: LocalAccount, found: JsonObject): Promise<JsonObject> {
  const answer = await account
    .call("sagemaker:ListTags", { ResourceArn: text(found, "arn") })
    .catch((error: unknown) => {
      throw error instanceof Error ? new PartlyRead(found, error.message) : error;
    });
  return Object.fromEntries(
    objects(answer, "Tags").map((tag) => [text(tag, "Key"), text(tag, "Value")]),
  );
}

/** The update of a resource of which only the tags can change. */
export async function updateTags(account: LocalAccount, change: ResourceChange): Promise<void> {
  const ResourceArn = text(change.olds, "arn");
  await changeTags(change, ResourceArn, {
    set: (tags) => account.call("sagemaker:AddTags", { ResourceArn, Tags: tagList(tags) }),
    remove: (TagKeys) => account.call("sagemaker:DeleteTags", { ResourceArn, TagKeys }),
  });
}
