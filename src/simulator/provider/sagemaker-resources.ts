import { isJsonObject, type JsonObject, toJsonObject } from "../aws";
import { fromAws, toAws } from "./aws-names";
import { omit, toObjects, toText } from "./properties";
import {
  callIfExists,
  changeTags,
  fromTagList,
  PartlyRead,
  plainType,
  type ResourceChange,
  type ResourceType,
  toTagList,
} from "./resource-type";
import type { SimulatedAccount } from "./simulated-account";

/** Inputs that are no members of a request under their own name. */
const apart = ["name", "namePrefix", "region", "tags", "tagsAll"];

/** aws:sagemaker/model:Model: anything but a tag makes a new one. */
export const modelResource: ResourceType = {
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
      ModelName: toText(inputs, "name"),
      ...toAws(mapContainers(omit(inputs, apart), toDataSource)),
      ...fromTagList(inputs),
    });
    return toText(inputs, "name");
  },
  read: async (account, id) => {
    const answer = await callIfExists(account, "sagemaker:DescribeModel", { ModelName: id });
    if (answer === undefined) return undefined;
    const { ModelName, ModelArn, CreationTime: _made, ...rest } = answer;
    const found = {
      ...mapContainers(fromAws(rest), fromDataSource),
      ...toJsonObject({ name: ModelName, arn: ModelArn }),
    };
    return { ...found, tags: await readTags(account, found) };
  },
  update: updateTags,
  delete: async (account, id) => {
    await callIfExists(account, "sagemaker:DeleteModel", { ModelName: id });
  },
};

/** aws:sagemaker/endpointConfiguration:EndpointConfiguration: likewise. */
export const endpointConfigurationResource: ResourceType = {
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
      productionVariants: toObjects(inputs, "productionVariants").map(toRoutingConfig),
    };
    await account.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: toText(inputs, "name"),
      ...toAws(request),
      ...fromTagList(inputs),
    });
    return toText(inputs, "name");
  },
  read: async (account, id) => {
    const request = { EndpointConfigName: id };
    const answer = await callIfExists(account, "sagemaker:DescribeEndpointConfig", request);
    if (answer === undefined) return undefined;
    const { EndpointConfigName, EndpointConfigArn, CreationTime: _made, KmsKeyId, ...rest } = answer;
    const properties = fromAws(rest);
    const found = {
      ...properties,
      ...toJsonObject({ name: EndpointConfigName, arn: EndpointConfigArn, kmsKeyArn: KmsKeyId }),
      productionVariants: toObjects(properties, "productionVariants").map(fromRoutingConfig),
    };
    return { ...found, tags: await readTags(account, found) };
  },
  update: updateTags,
  delete: async (account, id) => {
    await callIfExists(account, "sagemaker:DeleteEndpointConfig", { EndpointConfigName: id });
  },
};

function mapContainers(model: JsonObject, change: (container: JsonObject) => JsonObject): JsonObject {
  const { primaryContainer } = model;
  const containers = toObjects(model, "containers").map(change);
  return {
    ...model,
    ...(isJsonObject(primaryContainer) ? { primaryContainer: change(primaryContainer) } : {}),
    ...(containers.length === 0 ? {} : { containers }),
  };
}

/** The provider has a list of one for an object of AWS, here and in the routing of a variant. */
function toDataSource(container: JsonObject): JsonObject {
  const { modelDataSource } = container;
  if (!isJsonObject(modelDataSource)) return container;
  const [s3DataSource] = toObjects(modelDataSource, "s3DataSources");
  return { ...container, modelDataSource: toJsonObject({ s3DataSource }) };
}

function fromDataSource(container: JsonObject): JsonObject {
  const { modelDataSource } = container;
  if (!isJsonObject(modelDataSource)) return container;
  return { ...container, modelDataSource: { s3DataSources: Object.values(modelDataSource) } };
}

function toRoutingConfig(variant: JsonObject): JsonObject {
  const [routing] = toObjects(variant, "routingConfigs");
  return { ...omit(variant, ["routingConfigs"]), ...toJsonObject({ routingConfig: routing }) };
}

function fromRoutingConfig(variant: JsonObject): JsonObject {
  const { routingConfig, ...rest } = variant;
  return routingConfig === undefined ? variant : { ...rest, routingConfigs: [routingConfig] };
}

/** @throws PartlyRead with what was read before */
export async function readTags(account: SimulatedAccount, found: JsonObject): Promise<JsonObject> {
  const answer = await account
    .call("sagemaker:ListTags", { ResourceArn: toText(found, "arn") })
    .catch((error: unknown) => {
      throw error instanceof Error ? new PartlyRead(found, error.message) : error;
    });
  return Object.fromEntries(toObjects(answer, "Tags").map((tag) => [toText(tag, "Key"), toText(tag, "Value")]));
}

/** The update of a resource of which only the tags can change. */
export async function updateTags(account: SimulatedAccount, change: ResourceChange): Promise<void> {
  const ResourceArn = toText(change.olds, "arn");
  await changeTags(change, ResourceArn, {
    set: (tags) => account.call("sagemaker:AddTags", { ResourceArn, Tags: toTagList(tags) }),
    remove: (TagKeys) => account.call("sagemaker:DeleteTags", { ResourceArn, TagKeys }),
  });
}
