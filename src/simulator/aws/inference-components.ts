import * as v from "valibot";
import { sageMakerPageSizes } from "../../aws/facts";
import { countAccelerators } from "./accelerators";
import type { AwsState, EpochSeconds } from "./account-state";
import { changeCopies, noRoom } from "./component-copies";
import { type EndpointState, getEndpointStatus } from "./endpoints";
import { type JsonObject, type Named, setEntry, toJsonObject, toTagMap } from "./json";
import { toArn, toNotFoundError } from "./models-and-configurations";
import { cutPage, defineOperation, definePageInput, type Outcome, toAnswer, toValidationError } from "./operation";
import { type ComponentInput, componentRuntimeShape, componentShape, sagemakerName } from "./sagemaker-inputs";

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeInferenceComponent.html */
type ComponentStatus = "InService" | "Creating" | "Updating" | "Failed" | "Deleting";

/** What a component is busy with until `endsAt`. `failure`: how it will end, decided when it begins. */
interface ComponentTransition {
  readonly kind: "creating" | "updating" | "deleting";
  readonly endsAt: EpochSeconds;
  readonly activityId?: string;
  readonly failure?: string;
}

/** A model, and its copies on the instances of one variant. */
export interface ComponentState {
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  readonly variant: string;
  readonly specification: ComponentInput["Specification"];
  /** Copies in service. */
  readonly current: number;
  readonly desired: number;
  /** When each copy that was asked for will be in service, earliest first. */
  readonly starting: readonly EpochSeconds[];
  readonly transition?: ComponentTransition;
  /** Set for good when the creation failed. */
  readonly failed?: true;
  readonly failureReason?: string;
  readonly createdAt: EpochSeconds;
  readonly modifiedAt: EpochSeconds;
  readonly tags: Named<string>;
}

const statusByTransition = {
  creating: "Creating",
  updating: "Updating",
  deleting: "Deleting",
} as const satisfies Record<ComponentTransition["kind"], ComponentStatus>;

export function getComponentStatus(component: ComponentState): ComponentStatus {
  if (component.transition !== undefined) return statusByTransition[component.transition.kind];
  return component.failed === true ? "Failed" : "InService";
}

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateInferenceComponent.html
 *
 * That no component starts with zero copies: https://github.com/stdapi-ai/stdapi.ai/issues/43. That the endpoint must
 * be in service and its variant have no model is inferred.
 */
export const createInferenceComponent = defineOperation(componentShape, (state, input): Outcome => {
  const { InferenceComponentName: name, EndpointName, Specification: specification } = input;
  const endpoint = state.endpoints[EndpointName];
  if (endpoint === undefined) return toNotFoundError("endpoint", EndpointName);
  const variant = input.VariantName ?? endpoint.variants[0]?.name ?? "";
  const problem = findCreationProblem(state, input, endpoint, variant);
  if (problem !== undefined) return { error: toValidationError(problem) };
  const component: ComponentState = {
    name,
    arn: toArn(state, "inference-component", name),
    endpoint: endpoint.name,
    variant,
    specification,
    current: 0,
    desired: 0,
    starting: [],
    createdAt: state.nowSeconds,
    modifiedAt: state.nowSeconds,
    tags: toTagMap(input.Tags),
  };
  const change = changeCopies(setComponent(state, component), component, input.RuntimeConfig.CopyCount, "creating");
  if ("refusal" in change) return { error: { code: "ResourceLimitExceeded", message: change.refusal } };
  return toAnswer(change.state, { InferenceComponentArn: component.arn });
});

function findCreationProblem(
  state: AwsState,
  input: ComponentInput,
  endpoint: EndpointState,
  variant: string,
): string | undefined {
  const { InferenceComponentName: name, RuntimeConfig, Specification } = input;
  if (state.components[name] !== undefined) {
    return `Cannot create already existing inference component "${toArn(state, "inference-component", name)}".`;
  }
  if (RuntimeConfig.CopyCount === 0) return "Inference components copy count an integer larger than 0";
  const status = getEndpointStatus(endpoint);
  if (status !== "InService") return `Endpoint "${endpoint.arn}" is ${status}.`;
  const config = state.endpointConfigs[endpoint.configName]?.input;
  const found = config?.ProductionVariants.find(({ VariantName }) => VariantName === variant);
  if (found === undefined) return `Could not find variant "${variant}" of endpoint "${endpoint.arn}".`;
  if (found.ModelName !== undefined || found.ServerlessConfig !== undefined) {
    return `Variant "${variant}" of endpoint "${endpoint.arn}" cannot host inference components.`;
  }
  const { ModelName, ComputeResourceRequirements: requirements } = Specification;
  const accelerators = countAccelerators(found.InstanceType ?? "");
  if ((requirements.NumberOfAcceleratorDevicesRequired ?? 0) > accelerators) return noRoom;
  return ModelName === undefined || state.models[ModelName] !== undefined
    ? undefined
    : `Could not find model "${toArn(state, "model", ModelName)}".`;
}

const componentPlace = v.strictObject({ InferenceComponentName: sagemakerName });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeInferenceComponent.html */
export const describeInferenceComponent = defineOperation(componentPlace, (state, input): Outcome => {
  const component = state.components[input.InferenceComponentName];
  if (component === undefined) return toNotFoundError("inference component", input.InferenceComponentName);
  const { Container, ...specification } = component.specification;
  const { Image, ...container } = Container ?? {};
  const image = Image === undefined ? {} : { DeployedImage: { SpecifiedImage: Image } };
  return toAnswer(
    state,
    toJsonObject({
      ...summarizeComponent(state, component),
      FailureReason: component.failureReason,
      Specification: {
        ...specification,
        ...(Container === undefined ? {} : { Container: { ...container, ...image } }),
      },
      RuntimeConfig: { DesiredCopyCount: component.desired, CurrentCopyCount: component.current },
    }),
  );
});

function summarizeComponent(state: AwsState, component: ComponentState): JsonObject {
  return {
    InferenceComponentName: component.name,
    InferenceComponentArn: component.arn,
    EndpointName: component.endpoint,
    EndpointArn: toArn(state, "endpoint", component.endpoint),
    VariantName: component.variant,
    InferenceComponentStatus: getComponentStatus(component),
    CreationTime: component.createdAt,
    LastModifiedTime: component.modifiedAt,
  };
}

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListInferenceComponents.html */
export const listInferenceComponents = defineOperation(
  v.strictObject({
    NameContains: v.exactOptional(v.string()),
    EndpointNameEquals: v.exactOptional(sagemakerName),
    VariantNameEquals: v.exactOptional(sagemakerName),
    SortBy: v.exactOptional(v.literal("CreationTime")),
    SortOrder: v.exactOptional(v.literal("Descending")),
    ...definePageInput(sageMakerPageSizes.most),
  }),
  (state, input): Outcome => {
    const components = Object.values(state.components)
      .filter(({ name }) => name.includes(input.NameContains ?? ""))
      .filter(({ endpoint }) => endpoint === (input.EndpointNameEquals ?? endpoint))
      .filter(({ variant }) => variant === (input.VariantNameEquals ?? variant))
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map((component) => summarizeComponent(state, component));
    return toAnswer(state, cutPage("InferenceComponents", components, sageMakerPageSizes.usual, input));
  },
);

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateInferenceComponentRuntimeConfig.html
 *
 * What Application Auto Scaling calls; its limits do not hold for other callers. That a second change is refused until
 * the first has ended was seen at AWS: stdapi-ai/stdapi.ai, its tests of a cold endpoint.
 */
export const updateComponentRuntimeConfig = defineOperation(componentRuntimeShape, (state, input): Outcome => {
  const component = state.components[input.InferenceComponentName];
  if (component === undefined) return toNotFoundError("inference component", input.InferenceComponentName);
  if (getComponentStatus(component) !== "InService") return toBusyComponentError("update", component);
  const change = changeCopies(state, component, input.DesiredRuntimeConfig.CopyCount, "updating");
  if ("refusal" in change) return { error: { code: "ResourceLimitExceeded", message: change.refusal } };
  return toAnswer(change.state, { InferenceComponentArn: component.arn });
});

/**
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteInferenceComponent.html
 *
 * Refused while the component is created or updated: https://github.com/huggingface/skills/pull/215. That its scalable
 * target stays registered is inferred: no page says that it goes.
 */
export const deleteInferenceComponent = defineOperation(componentPlace, (state, input): Outcome => {
  const component = state.components[input.InferenceComponentName];
  if (component === undefined) return toNotFoundError("inference component", input.InferenceComponentName);
  if (component.transition !== undefined) return toBusyComponentError("delete", component);
  const endsAt = state.nowSeconds + state.world.timing.deletion;
  return toAnswer(setComponent(state, { ...component, transition: { kind: "deleting", endsAt } }), {});
});

/** The states that SageMaker names in its refusals; that of a failed component is inferred. */
const stateByStatus = {
  Creating: "CREATE_IN_PROGRESS",
  Updating: "UPDATE_RC_IN_PROGRESS",
  Deleting: "DELETE_IN_PROGRESS",
  Failed: "CREATE_FAILED",
  InService: "IN_SERVICE",
} as const satisfies Record<ComponentStatus, string>;

export function explainComponentBusy(verb: "update" | "delete", component: ComponentState): string {
  const busy = stateByStatus[getComponentStatus(component)];
  return `Cannot ${verb} inference component "${component.arn}" while it is in state ${busy}.`;
}

function toBusyComponentError(verb: "update" | "delete", component: ComponentState): Outcome {
  return { error: toValidationError(explainComponentBusy(verb, component)) };
}

export function setComponent(state: AwsState, component: ComponentState): AwsState {
  return { ...state, components: setEntry(state.components, component.name, component) };
}
