import { sageMakerServiceNamespace, toVariantResourceId } from "./application-auto-scaling";

/** What a scalable target counts: instances of a variant, copies of an inference component, or provisioned concurrency. */
export type CapacityUnit = "instances" | "copies" | "concurrency";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const scalableDimensions = {
  instances: "sagemaker:variant:DesiredInstanceCount",
  copies: "sagemaker:inference-component:DesiredCopyCount",
  concurrency: "sagemaker:variant:DesiredProvisionedConcurrency",
} as const satisfies Record<CapacityUnit, string>;

/** Finds what a dimension counts. undefined for one of another service. */
export function findUnit(dimension: unknown): CapacityUnit | undefined {
  return (["instances", "copies", "concurrency"] as const).find((unit) => scalableDimensions[unit] === dimension);
}

/** The words for some units of capacity. */
export const unitWords: Readonly<Record<CapacityUnit, { readonly one: string; readonly many: string }>> = {
  instances: { one: "instance", many: "instances" },
  copies: { one: "copy", many: "copies" },
  concurrency: { one: "unit of concurrency", many: "units of concurrency" },
};

/** What a target scales. */
export type ScaledResource =
  | { readonly unit: "instances" | "concurrency"; readonly endpoint: string; readonly variant: string }
  | { readonly unit: "copies"; readonly component: string };

/** @param name of the inference component, or of the endpoint */
export function toScaledResource(unit: CapacityUnit, name: string, variant: string): ScaledResource {
  return unit === "copies" ? { unit, component: name } : { unit, endpoint: name, variant };
}

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export function toResourceId(resource: ScaledResource): string {
  return resource.unit === "copies"
    ? `inference-component/${resource.component}`
    : toVariantResourceId(resource.endpoint, resource.variant);
}

/** What identifies a target of Application Auto Scaling. */
export interface ScalableTargetId {
  readonly unit: CapacityUnit;
  readonly resourceId: string;
}

/**
 * The id under which Pulumi imports a target: `sagemaker/endpoint/<name>/variant/<name>/<dimension>`.
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/appautoscaling/target/#import
 */
export function toScaledImportId(resource: ScaledResource): string {
  return [sageMakerServiceNamespace, toResourceId(resource), scalableDimensions[resource.unit]].join("/");
}
