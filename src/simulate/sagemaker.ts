import * as v from "valibot";
import { validationError } from "./aws-error";
import { withEntry, withoutEntries } from "./named";
import { answer, operation, type Outcome } from "./operation";
import {
  endpointConfigShape,
  modelShape,
  sagemakerName,
  tagList,
  type EndpointConfigInput,
  type ModelInput,
} from "./sagemaker-shapes";
import type { AwsState } from "./state";
import { tagEntries, tagMap } from "./tags";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateModel.html */
export const createModel = operation(modelShape, (state, input: ModelInput): Outcome => {
  if (state.models[input.ModelName] !== undefined) {
    return {
      error: validationError(
        `Cannot create already existing model "${arn(state, "model", input.ModelName)}".`,
      ),
    };
  }
  if ((input.PrimaryContainer === undefined) === (input.Containers === undefined)) {
    return { error: validationError("Specify either PrimaryContainer or Containers.") };
  }
  const model = {
    arn: arn(state, "model", input.ModelName),
    input,
    createdAt: state.nowSeconds,
    tags: tagMap(input.Tags),
  };
  return {
    state: { ...state, models: withEntry(state.models, input.ModelName, model) },
    output: { ModelArn: model.arn },
  };
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html */
export const describeModel = operation(
  v.strictObject({ ModelName: sagemakerName }),
  (state, { ModelName }): Outcome => {
    const model = state.models[ModelName];
    if (model === undefined) return notFound("model", ModelName);
    const { Tags: _tags, ...input } = model.input;
    return answer(state, { ...input, ModelArn: model.arn, CreationTime: model.createdAt });
  },
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html */
export const deleteModel = operation(
  v.strictObject({ ModelName: sagemakerName }),
  (state, { ModelName }): Outcome => {
    if (state.models[ModelName] === undefined) return notFound("model", ModelName);
    const models = withoutEntries(state.models, (name) => name === ModelName);
    return answer({ ...state, models }, {});
  },
);

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
 *
 * A variant needs an instance type and a count, or a serverless configuration.
 */
export const createEndpointConfig = operation(endpointConfigShape, (state, input): Outcome => {
  const name = input.EndpointConfigName;
  const complaint = configComplaint(state, input);
  if (complaint !== undefined) return { error: validationError(complaint) };
  const config = {
    arn: arn(state, "endpoint-config", name),
    input,
    createdAt: state.nowSeconds,
    tags: tagMap(input.Tags),
  };
  return {
    state: { ...state, endpointConfigs: withEntry(state.endpointConfigs, name, config) },
    output: { EndpointConfigArn: config.arn },
  };
});

function configComplaint(state: AwsState, input: EndpointConfigInput): string | undefined {
  const name = input.EndpointConfigName;
  if (state.endpointConfigs[name] !== undefined) {
    return `Cannot create already existing endpoint configuration "${arn(state, "endpoint-config", name)}".`;
  }
  const variants = [...input.ProductionVariants, ...(input.ShadowProductionVariants ?? [])];
  const unknown = variants.find((each) => state.models[each.ModelName] === undefined);
  if (unknown !== undefined) {
    return `Could not find model "${arn(state, "model", unknown.ModelName)}".`;
  }
  const bare = variants.find(
    (each) =>
      each.ServerlessConfig === undefined &&
      (each.InstanceType === undefined || each.InitialInstanceCount === undefined),
  );
  if (bare !== undefined) {
    return `Variant "${bare.VariantName}" needs InstanceType and InitialInstanceCount.`;
  }
  const names = new Set(variants.map((each) => each.VariantName));
  return names.size < variants.length ? "Variant names must be unique." : undefined;
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html */
export const describeEndpointConfig = operation(
  v.strictObject({ EndpointConfigName: sagemakerName }),
  (state, { EndpointConfigName }): Outcome => {
    const config = state.endpointConfigs[EndpointConfigName];
    if (config === undefined) return notFound("endpoint configuration", EndpointConfigName);
    const { Tags: _tags, ...input } = config.input;
    return answer(state, {
      ...input,
      EndpointConfigArn: config.arn,
      CreationTime: config.createdAt,
    });
  },
);

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteEndpointConfig.html
 *
 * Does not refuse a configuration that an endpoint uses: the API lists no error for it (inferred).
 */
export const deleteEndpointConfig = operation(
  v.strictObject({ EndpointConfigName: sagemakerName }),
  (state, { EndpointConfigName }): Outcome => {
    if (state.endpointConfigs[EndpointConfigName] === undefined) {
      return notFound("endpoint configuration", EndpointConfigName);
    }
    const gone = (name: string): boolean => name === EndpointConfigName;
    return answer({ ...state, endpointConfigs: withoutEntries(state.endpointConfigs, gone) }, {});
  },
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AddTags.html */
export const addTags = operation(
  v.strictObject({ ResourceArn: v.string(), Tags: tagList }),
  (state, { ResourceArn, Tags }): Outcome =>
    retag(state, ResourceArn, (tags) => ({ ...tags, ...tagMap(Tags) })),
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteTags.html */
export const deleteTags = operation(
  v.strictObject({ ResourceArn: v.string(), TagKeys: v.array(v.string()) }),
  (state, { ResourceArn, TagKeys }): Outcome =>
    retag(state, ResourceArn, (tags) => withoutEntries(tags, (key) => TagKeys.includes(key))),
);

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html */
export const listTags = operation(
  v.strictObject({ ResourceArn: v.string() }),
  (state, { ResourceArn }): Outcome => {
    const found = [state.models, state.endpointConfigs, state.endpoints]
      .flatMap((kind) => Object.values<{ readonly arn: string; readonly tags: Tags }>(kind))
      .find((each) => each.arn === ResourceArn);
    if (found === undefined) return notFound("resource", ResourceArn);
    return answer(state, { Tags: tagEntries(found.tags) });
  },
);

type Tags = Readonly<Record<string, string>>;

function retag(state: AwsState, resourceArn: string, change: (tags: Tags) => Tags): Outcome {
  const name = resourceArn.split("/").at(-1) ?? "";
  const { models, endpointConfigs, endpoints } = state;
  const [model, config, endpoint] = [models[name], endpointConfigs[name], endpoints[name]];
  if (model?.arn === resourceArn) {
    const tagged = { ...model, tags: change(model.tags) };
    return answer({ ...state, models: withEntry(models, name, tagged) }, {});
  }
  if (config?.arn === resourceArn) {
    const tagged = { ...config, tags: change(config.tags) };
    return answer({ ...state, endpointConfigs: withEntry(endpointConfigs, name, tagged) }, {});
  }
  if (endpoint?.arn === resourceArn) {
    const tagged = { ...endpoint, tags: change(endpoint.tags) };
    return answer({ ...state, endpoints: withEntry(endpoints, name, tagged) }, {});
  }
  return notFound("resource", resourceArn);
}

/** The name under which AWS knows a SageMaker resource everywhere. */
export function arn(
  state: AwsState,
  kind: "model" | "endpoint-config" | "endpoint",
  name: string,
): string {
  return `arn:aws:sagemaker:${state.region}:${state.accountId}:${kind}/${name}`;
}

/** What SageMaker answers for a name it does not know: a ValidationException, not a code of its own. */
export function notFound(kind: string, name: string): Outcome {
  return { error: validationError(`Could not find ${kind} "${name}".`) };
}
