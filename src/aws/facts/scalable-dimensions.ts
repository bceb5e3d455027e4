import { sageMakerServiceNamespace, toVariantResourceId } from "./application-auto-scaling";

/** What a scalable target counts: instances of a variant, copies of an inference component, or provisioned concurrency. */
export type CapacityUnit = "instances" | "copies" | "concurrency";

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const scalableDimensions: Readonly<Record<CapacityUnit, string>> = {
  instances: "sagemaker:variant:DesiredInstanceCount",
  copies: "sagemaker:inference-component:DesiredCopyCount",
  concurrency: "sagemaker:variant:DesiredProvisionedConcurrency",
};

/** What a target scales. */
export type ScaledResource =
  | { readonly unit: "instances" | "concurrency"; readonly endpoint: string; readonly variant: string }
  | { readonly unit: "copies"; readonly component: string };

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export function toResourceId(resource: ScaledResource): string {
  return resource.unit === "copies"
    ? `inference-component/${resource.component}`
    : toVariantResourceId(resource.endpoint, resource.variant);
}

/** The id under which Pulumi imports a target: `sagemaker/endpoint/<name>/variant/<name>/<dimension>`. */
export function toScaledImportId(resource: ScaledResource): string {
  return [sageMakerServiceNamespace, toResourceId(resource), scalableDimensions[resource.unit]].join("/");
}
