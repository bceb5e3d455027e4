import {
  type CapacityUnit,
  parseComponentResourceId,
  parseVariantResourceId,
  scalableDimensions,
} from "../../aws/facts";
import type { AwsState } from "./account-state";
import type { EndpointState } from "./endpoints";
import type { VariantState } from "./fleet";
import type { ComponentState } from "./inference-components";

/** What a resource id of Application Auto Scaling names. */
export type FoundResource =
  | { readonly unit: "instances" | "concurrency"; readonly endpoint: EndpointState; readonly variant: VariantState }
  | { readonly unit: "copies"; readonly component: ComponentState };

/** @returns undefined if the account has no such resource */
export function findScaledResource(state: AwsState, resourceId: string): FoundResource | undefined {
  const component = state.components[parseComponentResourceId(resourceId) ?? ""];
  if (component !== undefined) return { unit: "copies", component };
  const place = parseVariantResourceId(resourceId);
  const endpoint = state.endpoints[place?.endpoint ?? ""];
  const variant = endpoint?.variants.find((each) => each.name === place?.variant);
  if (endpoint === undefined || variant === undefined) return undefined;
  return { unit: variant.serverless === undefined ? "instances" : "concurrency", endpoint, variant };
}

/** The unit that a dimension counts. */
export function toUnit(dimension: string): CapacityUnit {
  if (dimension === scalableDimensions.copies) return "copies";
  return dimension === scalableDimensions.concurrency ? "concurrency" : "instances";
}

/**
 * What RegisterScalableTarget refuses in a resource id and its dimension.
 *
 * The first message is Application Auto Scaling's own for every pair that does not fit by its form
 * (https://github.com/getmoto/moto/issues/3304). AWS does not document the others; their words are ours. That a
 * serverless variant needs provisioned concurrency before: developer guide, "Automatically scale Provisioned
 * Concurrency for a serverless endpoint".
 */
export function findDimensionProblem(state: AwsState, resourceId: string, dimension: string): string | undefined {
  const isComponent = parseComponentResourceId(resourceId) !== undefined;
  const isVariant = parseVariantResourceId(resourceId) !== undefined;
  const unit = toUnit(dimension);
  if (unit === "copies" ? !isComponent : !isVariant) {
    return "Unsupported service namespace, resource type or scalable dimension";
  }
  const found = findScaledResource(state, resourceId);
  if (found === undefined) {
    return `${isComponent ? "Inference component" : "Endpoint variant"} not found: ${resourceId}`;
  }
  if (found.unit === "copies") return undefined;
  if (found.unit !== unit) {
    const kind = found.unit === "concurrency" ? "is serverless" : "is not serverless";
    return `${resourceId} ${kind} and has no scalable dimension ${dimension}`;
  }
  if (unit === "concurrency" && found.variant.desired === 0) {
    return `${resourceId} has no provisioned concurrency`;
  }
  return undefined;
}
