import type { DescribeEndpointOutput, ProductionVariantSummary } from "@aws-sdk/client-sagemaker";
import type { AwsClients, MetricAlarm } from "./aws-clients";
import { type AwsResult, callAws, readAllPages } from "./call-aws";
import { type ScalableTargetId, type ScaledResource, toResourceId, toVariantResourceId } from "../facts";
import { type ComponentHost, readLiveComponent } from "./read-live-component";
import { type HistoryOption, type LiveScaling, readLiveScaling } from "./read-live-scaling";

/** The instances of one production variant, or its provisioned concurrency, as far as AWS says. */
interface VariantCounts {
  readonly name: string;
  readonly desired?: number;
  readonly current?: number;
  /** Absent if the configuration may not be read, or is gone. */
  readonly instanceType?: string;
  /** Absent if it has instances. */
  readonly serverless?: { readonly memoryGb?: number; readonly maxConcurrency?: number };
}

/** Returns what identifies the target of a variant. */
export function toVariantTarget(
  endpointName: string,
  { name, serverless }: Pick<VariantCounts, "name" | "serverless">,
): ScalableTargetId {
  const unit = serverless === undefined ? "instances" : "concurrency";
  return { unit, resourceId: toVariantResourceId(endpointName, name) };
}

/**
 * An endpoint at the moment. `status`: AWS's word, such as InService or Updating.
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
 */
export interface EndpointCounts {
  readonly name: string;
  readonly status: string;
  readonly configName: string;
  /** Its configuration is deleted, so nobody knows its instance types. */
  readonly configGone?: true;
  readonly failureReason?: string;
  readonly variants: readonly VariantCounts[];
}

/** SageMaker has no error code for what does not exist. */
const notFoundPattern = /^Could not find /;

/** An endpoint's status, and its instance counts by variant; undefined if it does not exist. */
export async function readEndpointCounts(
  { sageMaker }: AwsClients,
  endpointName: string,
): Promise<AwsResult<EndpointCounts | undefined>> {
  const read = await callAws("sagemaker:DescribeEndpoint", () => describeEndpointIfExists(sageMaker, endpointName));
  if ("failure" in read) return read;
  const { found } = read;
  if (found === undefined) return { found: undefined };
  const configName = found.EndpointConfigName ?? "";
  const types = await readInstanceTypes(sageMaker, configName);
  return {
    found: {
      name: endpointName,
      status: found.EndpointStatus ?? "",
      configName,
      ...(types === undefined ? { configGone: true } : {}),
      ...(found.FailureReason === undefined ? {} : { failureReason: found.FailureReason }),
      variants: (found.ProductionVariants ?? []).map((variant) => ({
        ...toVariantCounts(variant),
        ...pickDefined("instanceType", types?.[variant.VariantName ?? ""]),
      })),
    },
  };
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariantSummary.html */
function toVariantCounts(variant: ProductionVariantSummary): VariantCounts {
  const { DesiredServerlessConfig: desired, CurrentServerlessConfig: current = desired } = variant;
  const memoryMb = current?.MemorySizeInMB;
  // AWS also returns an instance count of 0 for a serverless variant at rest.
  return {
    name: variant.VariantName ?? "",
    ...pickDefined("desired", (desired ?? current)?.ProvisionedConcurrency ?? variant.DesiredInstanceCount),
    ...pickDefined("current", current?.ProvisionedConcurrency ?? variant.CurrentInstanceCount),
    ...(current === undefined
      ? {}
      : {
          serverless: {
            ...pickDefined("memoryGb", memoryMb === undefined ? undefined : memoryMb / 1024),
            ...pickDefined("maxConcurrency", current.MaxConcurrency),
          },
        }),
  };
}

/** @returns undefined if the endpoint does not exist; @throws the SDK's other errors */
export async function describeEndpointIfExists(
  sageMaker: Pick<AwsClients["sageMaker"], "describeEndpoint">,
  endpointName: string,
): Promise<DescribeEndpointOutput | undefined> {
  return callIfExists(() => sageMaker.describeEndpoint({ EndpointName: endpointName }));
}

/** @returns undefined if SageMaker does not find what is asked for; @throws the SDK's other errors */
export async function callIfExists<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof Error && notFoundPattern.test(error.message)) return undefined;
    throw error;
  }
}

/** By variant; empty if the configuration may not be read, undefined if it is deleted. */
async function readInstanceTypes(
  sageMaker: AwsClients["sageMaker"],
  configName: string,
): Promise<Readonly<Record<string, string>> | undefined> {
  const read = await callAws("sagemaker:DescribeEndpointConfig", () =>
    callIfExists(() => sageMaker.describeEndpointConfig({ EndpointConfigName: configName })),
  );
  if ("failure" in read) return {};
  if (read.found === undefined) return undefined;
  const variants = read.found.ProductionVariants ?? [];
  return Object.fromEntries(
    variants.flatMap(({ VariantName: name, InstanceType: type }) =>
      name === undefined || type === undefined ? [] : [[name, type]],
    ),
  );
}

/** An object with the key, or without it if the value is undefined. */
export function pickDefined<K extends string, T>(key: K, value: T | undefined): Readonly<Partial<Record<K, T>>> {
  const held: Partial<Record<K, T>> = {};
  if (value !== undefined) held[key] = value;
  return held;
}

/**
 * Names at AWS that an endpoint of a stack file may have: its key, with the digits that Pulumi appends.
 * @returns newest first; several if two stacks of the account and region have an endpoint with this key
 */
export async function findEndpointNames({ sageMaker }: AwsClients, key: string): Promise<AwsResult<readonly string[]>> {
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

/** @see https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming */
const randomSuffixPattern = /^-[0-9a-f]{7}$/;

/** An endpoint at AWS and what scales one of its variants, or an inference component and what scales it. */
export interface LiveEndpoint {
  readonly counts: EndpointCounts;
  readonly scaling: LiveScaling;
  /** Those that call step policies; absent if nobody read them. */
  readonly alarms?: readonly MetricAlarm[];
  /** Of an inference component. */
  readonly host?: ComponentHost;
}

/** Reads what a target scales, and what scales it; undefined if it does not exist. See `readLiveScaling`. */
export async function readLiveEndpoint(
  aws: AwsClients,
  resource: ScaledResource,
  options: HistoryOption = {},
): Promise<AwsResult<LiveEndpoint | undefined>> {
  const live = await readCounts(aws, resource);
  if ("failure" in live) return live;
  if (live.found === undefined) return { found: undefined };
  const id = { unit: resource.unit, resourceId: toResourceId(resource) };
  const scaling = await readLiveScaling(aws, id, options);
  if ("failure" in scaling) return scaling;
  return { found: { ...live.found, scaling: scaling.found } };
}

async function readCounts(
  aws: AwsClients,
  resource: ScaledResource,
): Promise<AwsResult<Omit<LiveEndpoint, "scaling"> | undefined>> {
  if (resource.unit === "copies") return readLiveComponent(aws, resource.component);
  const counts = await readEndpointCounts(aws, resource.endpoint);
  if ("failure" in counts) return counts;
  return { found: counts.found && { counts: counts.found } };
}
