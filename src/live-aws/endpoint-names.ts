import { readPages, type AwsRead } from "./aws-read";
import type { LiveAws } from "./open-aws";

/**
 * Names at AWS that the endpoint of a stack file may have: its key, with the digits that Pulumi appends.
 *
 * Out: newest first; several where two stacks of one account and region have an endpoint of the same key
 */
export async function endpointNamesOf(
  { sageMaker }: LiveAws,
  key: string,
): Promise<AwsRead<readonly string[]>> {
  const read = await readPages("sagemaker:ListEndpoints", async (token) => {
    const page = await sageMaker.listEndpoints({
      NameContains: key,
      SortBy: "CreationTime",
      SortOrder: "Descending",
      ...(token === undefined ? {} : { NextToken: token }),
    });
    return { entries: page.Endpoints, next: page.NextToken };
  });
  if ("trouble" in read) return read;
  return {
    found: read.found
      .map(({ EndpointName }) => EndpointName ?? "")
      .filter((name) => name.startsWith(key) && appended.test(name.slice(key.length))),
  };
}

/** Source: https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming */
const appended = /^-[0-9a-f]{7}$/;
