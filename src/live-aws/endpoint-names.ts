import { readAllPages, type AwsResult } from "./aws-read";
import type { AwsClients } from "./open-aws";

/**
 * Names at AWS that the endpoint of a stack file may have: its key, with the digits that Pulumi appends.
 *
 * Out: newest first; several where two stacks of one account and region have an endpoint of the same key
 */
export async function findEndpointNames(
  { sageMaker }: AwsClients,
  key: string,
): Promise<AwsResult<readonly string[]>> {
  const read = await readAllPages("sagemaker:ListEndpoints", async (token) => {
    const page = await sageMaker.listEndpoints({
      NameContains: key,
      SortBy: "CreationTime",
      SortOrder: "Descending",
      ...(token === undefined ? {} : { NextToken: token }),
    });
    return { entries: page.Endpoints, next: page.NextToken };
  });
  if ("failure" in read) return read;
  return {
    found: read.found
      .map(({ EndpointName }) => EndpointName ?? "")
      .filter((name) => name.startsWith(key) && randomSuffixPattern.test(name.slice(key.length))),
  };
}

/** Source: https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming */
const randomSuffixPattern = /^-[0-9a-f]{7}$/;
