/**
 * How Application Auto Scaling calls a SageMaker variant's instance count.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html
 */
export const sageMakerServiceNamespace = "sagemaker";

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const instanceCountDimension = "sagemaker:variant:DesiredInstanceCount";

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export function toVariantResourceId(endpointName: string, variantName: string): string {
  return `endpoint/${endpointName}/variant/${variantName}`;
}

/** The endpoint and variant of a resource id `endpoint/<name>/variant/<name>`; undefined for another form. */
export function parseVariantResourceId(
  resourceId: string,
): { readonly endpoint: string; readonly variant: string } | undefined {
  const match = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(resourceId);
  const [, endpoint, variant] = match ?? [];
  return endpoint === undefined || variant === undefined ? undefined : { endpoint, variant };
}

/**
 * The id under which @pulumi/aws imports a scalable target.
 *
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/appautoscaling/target/#import
 */
export function toTargetImportId(endpointName: string, variantName: string): string {
  return [
    sageMakerServiceNamespace,
    toVariantResourceId(endpointName, variantName),
    instanceCountDimension,
  ].join("/");
}
