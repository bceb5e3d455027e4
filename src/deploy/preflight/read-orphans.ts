import {
  type AwsClients,
  type AwsResult,
  type EndpointCounts,
  findEndpointNames,
  readEndpointCounts,
  readScalableTarget,
  toVariantTarget,
} from "../../aws/client";
import type { DeployedEndpoint } from "../state";

/**
 * Reads endpoints at AWS with the configuration in the state, and those with such a name that nothing scales. The one that
 * the target in the state scales is no orphan: the engine still has to delete it after a replacement that failed.
 */
export async function readOrphans(
  aws: AwsClients,
  key: string,
  { configuration, scaledEndpoint }: Pick<DeployedEndpoint, "configuration" | "scaledEndpoint">,
): Promise<AwsResult<readonly EndpointCounts[]>> {
  const names = await findEndpointNames(aws, key);
  if ("failure" in names) return names;
  const orphans: EndpointCounts[] = [];
  for (const name of names.found.filter((each) => each !== scaledEndpoint)) {
    const read = await readEndpointCounts(aws, name);
    if ("failure" in read) return read;
    const { found } = read;
    if (found === undefined || found.status === "Deleting") continue;
    const target = found.configName === configuration ? { found: undefined } : await readTarget(aws, found);
    if ("failure" in target) return target;
    if (target.found === undefined) orphans.push(found);
  }
  return { found: orphans };
}

/**
 * Reads the target of a variant. An endpoint has none while it is Creating.
 * @param variant absent: the first one
 */
export async function readTarget(
  { scaling }: AwsClients,
  { name, variants }: EndpointCounts,
  variant: EndpointCounts["variants"][number] | undefined = variants[0],
): Promise<AwsResult<object | undefined>> {
  return variant === undefined ? { found: undefined } : readScalableTarget(scaling, toVariantTarget(name, variant));
}
