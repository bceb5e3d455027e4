import type { EndpointCounts } from "../../aws/client";
import type { EndpointConfig } from "../../config/schema";
import type { Problem } from "../../problem";

/**
 * Refuses to make an endpoint with instances serverless: SageMaker answers such an update with a ValidationError.
 * @param live the deployed endpoint
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html, Feature exclusions
 */
export function checkInstancesToServerless(
  path: string,
  config: Pick<EndpointConfig, "variant"> | undefined,
  { name, variants }: Pick<EndpointCounts, "name" | "variants">,
): readonly Problem[] {
  const isServerless = config !== undefined && "serverless" in config.variant;
  if (!isServerless || variants.length === 0 || variants.some(({ serverless }) => serverless !== undefined)) return [];
  return [
    {
      severity: "error",
      code: "instances-to-serverless",
      path: `${path}.serverless`,
      message: `${name} has instances, and SageMaker does not convert an endpoint with instances to a serverless one`,
      expected: "a new endpoint",
      fix: "give the endpoint another name in the stack file: pulumi up then creates the new one, and deletes this one at the end",
    },
  ];
}
