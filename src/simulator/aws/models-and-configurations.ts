import * as v from "valibot";
import type { AwsState } from "./account-state";
import { removeEntries, setEntry, toTagEntries, toTagMap } from "./json";
import { sageMakerPageSizes } from "../../aws/facts";
import { cutPage, defineOperation, definePageInput, type Outcome, toAnswer, toValidationError } from "./operation";
import {
  type EndpointConfigInput,
  endpointConfigShape,
  type ModelInput,
  modelShape,
  sagemakerName,
  tagList,
} from "./sagemaker-inputs";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
export const createModel = defineOperation(modelShape, (state, input: ModelInput): Outcome => {
  if (state.models[input.ModelName] !== undefined) {
    return {
      error: toValidationError(`Cannot create already existing model "${toArn(state, "model", input.ModelName)}".`),
    };
  }
  if ((input.PrimaryContainer === undefined) === (input.Containers === undefined)) {
    return { error: toValidationError("Specify either PrimaryContainer or Containers.") };
  }
  const containers = input.Containers ?? [input.PrimaryContainer];
  if (
    input.VpcConfig === undefined &&
    containers.some((container) => container?.ImageConfig?.RepositoryAccessMode === "Vpc")
  ) {
    // The rule is AWS's, the words are assumed: your-algorithms-containers-inference-private.html of its guide.
    return { error: toValidationError("RepositoryAccessMode Vpc requires VpcConfig.") };
  }
  const model = {
    arn: toArn(state, "model", input.ModelName),
    input,
    createdAt: state.nowSeconds,
    tags: toTagMap(input.Tags),
  };
  return {
    state: { ...state, models: setEntry(state.models, input.ModelName, model) },
    output: { ModelArn: model.arn },
  };
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html */
export const describeModel = defineOperation(
  v.strictObject({ ModelName: sagemakerName }),
  (state, { ModelName }): Outcome => {
    const model = state.models[ModelName];
    if (model === undefined) return toNotFoundError("model", ModelName);
    const { Tags: _tags, ...input } = model.input;
    return toAnswer(state, { ...input, ModelArn: model.arn, CreationTime: model.createdAt });
  },
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html */
export const deleteModel = defineOperation(
  v.strictObject({ ModelName: sagemakerName }),
  (state, { ModelName }): Outcome => {
    if (state.models[ModelName] === undefined) return toNotFoundError("model", ModelName);
    const models = removeEntries(state.models, (name) => name === ModelName);
    return toAnswer({ ...state, models }, {});
  },
);

const listShape = v.strictObject({
  NameContains: v.exactOptional(v.string()),
  ...definePageInput(sageMakerPageSizes.most),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModels.html */
export const listModels = defineOperation(listShape, (state, input): Outcome => {
  const models = Object.entries(state.models)
    .filter(([name]) => name.includes(input.NameContains ?? ""))
    .map(([ModelName, { arn, createdAt }]) => ({ ModelName, ModelArn: arn, CreationTime: createdAt }));
  return toAnswer(state, cutPage("Models", models, sageMakerPageSizes.usual, input));
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpointConfigs.html */
export const listEndpointConfigs = defineOperation(listShape, (state, input): Outcome => {
  const configs = Object.entries(state.endpointConfigs)
    .filter(([name]) => name.includes(input.NameContains ?? ""))
    .map(([EndpointConfigName, { arn, createdAt }]) => ({
      EndpointConfigName,
      EndpointConfigArn: arn,
      CreationTime: createdAt,
    }));
  return toAnswer(state, cutPage("EndpointConfigs", configs, sageMakerPageSizes.usual, input));
});

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 *
 * A variant needs an instance type and a count, or a serverless configuration.
 */
export const createEndpointConfig = defineOperation(endpointConfigShape, (state, input): Outcome => {
  const name = input.EndpointConfigName;
  const complaint = findConfigProblem(state, input);
  if (complaint !== undefined) return { error: toValidationError(complaint) };
  const config = {
    arn: toArn(state, "endpoint-config", name),
    input,
    createdAt: state.nowSeconds,
    tags: toTagMap(input.Tags),
  };
  return {
    state: { ...state, endpointConfigs: setEntry(state.endpointConfigs, name, config) },
    output: { EndpointConfigArn: config.arn },
  };
});

function findConfigProblem(state: AwsState, input: EndpointConfigInput): string | undefined {
  const name = input.EndpointConfigName;
  if (state.endpointConfigs[name] !== undefined) {
    return `Cannot create already existing endpoint configuration "${toArn(state, "endpoint-config", name)}".`;
  }
  const variants = [...input.ProductionVariants, ...(input.ShadowProductionVariants ?? [])];
  const problem = variants.map((each) => findVariantProblem(state, input, each)).find((each) => each !== undefined);
  if (problem !== undefined) return problem;
  const names = new Set(variants.map((each) => each.VariantName));
  return names.size < variants.length ? "Variant names must be unique." : undefined;
}

/**
 * What CreateEndpointConfig refuses in one variant.
 *
 * A variant without a model hosts inference components and needs the configuration's role
 * (https://github.com/stdapi-ai/stdapi.ai/issues/43). One with a model cannot have managed instance scaling
 * (https://github.com/hashicorp/terraform-provider-aws/pull/45926, with the message). The other words are ours.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessConfig.html
 */
function findVariantProblem(
  state: AwsState,
  config: EndpointConfigInput,
  variant: EndpointConfigInput["ProductionVariants"][number],
): string | undefined {
  const {
    VariantName: name,
    ModelName: model,
    ServerlessConfig: serverless,
    ManagedInstanceScaling: managed,
  } = variant;
  if (model !== undefined && state.models[model] === undefined) {
    return `Could not find model "${toArn(state, "model", model)}".`;
  }
  if (serverless === undefined && (variant.InstanceType === undefined || variant.InitialInstanceCount === undefined)) {
    return `Variant "${name}" needs InstanceType and InitialInstanceCount.`;
  }
  if (serverless !== undefined) {
    if (model === undefined) return `Serverless variant "${name}" needs ModelName.`;
    if (variant.InstanceType !== undefined || variant.InitialInstanceCount !== undefined || managed !== undefined) {
      return `Serverless variant "${name}" cannot have instances.`;
    }
    return (
      findExclusion(state, config, model) ??
      findConcurrencyProblem(serverless.ProvisionedConcurrency ?? 1, serverless.MaxConcurrency)
    );
  }
  if (model === undefined) {
    return config.ExecutionRoleArn === undefined
      ? `Variant "${name}" without a model needs ExecutionRoleArn.`
      : undefined;
  }
  return managed === undefined || managed.Status === "DISABLED"
    ? undefined
    : "ManagedInstanceScaling is only supported for inference component endpoints.";
}

/**
 * What SageMaker does not support for serverless endpoints. That CreateEndpointConfig already refuses it is inferred; the
 * words are ours.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html, Feature exclusions
 */
function findExclusion({ models }: AwsState, config: EndpointConfigInput, modelName: string): string | undefined {
  const { VpcConfig, EnableNetworkIsolation, Containers = [] } = models[modelName]?.input ?? {};
  const excluded: readonly (readonly [string, boolean])[] = [
    ["a VPC", VpcConfig !== undefined],
    ["network isolation", EnableNetworkIsolation === true],
    ["inference pipelines", Containers.length > 1],
    ["data capture", config.DataCaptureConfig?.EnableCapture === true],
    ["several production variants", config.ProductionVariants.length > 1],
  ];
  const [feature] = excluded.find(([, isUsed]) => isUsed) ?? [];
  return feature === undefined ? undefined : `Serverless endpoints do not support ${feature}.`;
}

/**
 * Why SageMaker does not take a provisioned concurrency: at least 1, at most MaxConcurrency. The words are ours.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantServerlessUpdateConfig.html
 */
export function findConcurrencyProblem(provisioned: number, maxConcurrency: number): string | undefined {
  if (provisioned < 1) return "ProvisionedConcurrency must be at least 1.";
  return provisioned <= maxConcurrency
    ? undefined
    : `ProvisionedConcurrency ${provisioned} must be less than or equal to MaxConcurrency ${maxConcurrency}.`;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html */
export const describeEndpointConfig = defineOperation(
  v.strictObject({ EndpointConfigName: sagemakerName }),
  (state, { EndpointConfigName }): Outcome => {
    const config = state.endpointConfigs[EndpointConfigName];
    if (config === undefined) return toNotFoundError("endpoint configuration", EndpointConfigName);
    const { Tags: _tags, ...input } = config.input;
    return toAnswer(state, { ...input, EndpointConfigArn: config.arn, CreationTime: config.createdAt });
  },
);

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 *
 * Does not refuse a configuration that an endpoint uses: the API lists no error for it (inferred).
 */
export const deleteEndpointConfig = defineOperation(
  v.strictObject({ EndpointConfigName: sagemakerName }),
  (state, { EndpointConfigName }): Outcome => {
    if (state.endpointConfigs[EndpointConfigName] === undefined) {
      return toNotFoundError("endpoint configuration", EndpointConfigName);
    }
    const gone = (name: string): boolean => name === EndpointConfigName;
    return toAnswer({ ...state, endpointConfigs: removeEntries(state.endpointConfigs, gone) }, {});
  },
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html */
export const addTags = defineOperation(
  v.strictObject({ ResourceArn: v.string(), Tags: tagList }),
  (state, { ResourceArn, Tags }): Outcome => changeTags(state, ResourceArn, (tags) => ({ ...tags, ...toTagMap(Tags) })),
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTags.html */
export const deleteTags = defineOperation(
  v.strictObject({ ResourceArn: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceArn, TagKeys }): Outcome =>
    changeTags(state, ResourceArn, (tags) => removeEntries(tags, (key) => TagKeys.includes(key))),
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html */
export const listTags = defineOperation(
  v.strictObject({ ResourceArn: v.string() }),
  (state, { ResourceArn }): Outcome => {
    const found = [state.models, state.endpointConfigs, state.endpoints, state.components]
      .flatMap((kind) => Object.values<{ readonly arn: string; readonly tags: Tags }>(kind))
      .find((each) => each.arn === ResourceArn);
    if (found === undefined) return toNotFoundError("resource", ResourceArn);
    return toAnswer(state, { Tags: toTagEntries(found.tags) });
  },
);

type Tags = Readonly<Record<string, string>>;

function changeTags(state: AwsState, resourceArn: string, change: (tags: Tags) => Tags): Outcome {
  const name = resourceArn.split("/").at(-1) ?? "";
  const { models, endpointConfigs, endpoints, components } = state;
  const [model, config, endpoint] = [models[name], endpointConfigs[name], endpoints[name]];
  const component = components[name];
  if (model?.arn === resourceArn) {
    const tagged = { ...model, tags: change(model.tags) };
    return toAnswer({ ...state, models: setEntry(models, name, tagged) }, {});
  }
  if (config?.arn === resourceArn) {
    const tagged = { ...config, tags: change(config.tags) };
    return toAnswer({ ...state, endpointConfigs: setEntry(endpointConfigs, name, tagged) }, {});
  }
  if (endpoint?.arn === resourceArn) {
    const tagged = { ...endpoint, tags: change(endpoint.tags) };
    return toAnswer({ ...state, endpoints: setEntry(endpoints, name, tagged) }, {});
  }
  if (component?.arn === resourceArn) {
    const tagged = { ...component, tags: change(component.tags) };
    return toAnswer({ ...state, components: setEntry(components, name, tagged) }, {});
  }
  return toNotFoundError("resource", resourceArn);
}

/** The name under which AWS knows a SageMaker resource everywhere. */
export function toArn(
  state: AwsState,
  kind: "model" | "endpoint-config" | "endpoint" | "inference-component",
  name: string,
): string {
  return `arn:aws:sagemaker:${state.region}:${state.accountId}:${kind}/${name}`;
}

/** What SageMaker answers for a name it does not know: a ValidationException, not a separate code. */
export function toNotFoundError(kind: string, name: string): Outcome {
  return { error: toValidationError(`Could not find ${kind} "${name}".`) };
}
