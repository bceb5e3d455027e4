import type { Provider } from "@pulumi/aws/provider";
import * as pulumi from "@pulumi/pulumi";
import {
  createHostingPriceFilters,
  parseHourlyPrice,
  priceListRegions,
  priceListService,
  quotaServiceCode,
  toEndpointQuotaName,
} from "../../aws/facts";
import type { PriceLookup } from "../../config/schema";
import { type DeployedSchedule, resourceNames } from "../../plan/endpoint";
import type { ReportedEndpoint } from "../../plan/usage";
import type { Named } from "../../timetable";
import { formatInvokeError } from "../state";

type PriceAnswer = { readonly usd: number } | { readonly unknown: string };

/**
 * The price of an instance-hour on demand in AWS's price list, by instance type, or why it is not known.
 *
 * Asks with the stack's own credentials. In a region without the price list, an extra provider asks in one that has it;
 * it is the only resource that this adds to a stack.
 * @param instanceTypes each once
 * @param endpoint names the extra provider, if each endpoint of a program looks up its own price
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/pricing/getproduct/
 */
export async function lookUpPrices(
  instanceTypes: readonly string[],
  endpoint?: string,
): Promise<Readonly<Record<string, PriceAnswer>>> {
  if (instanceTypes.length === 0) return {};
  const ask = await createPriceLookup(endpoint);
  const answers = await Promise.all(instanceTypes.map(async (type) => [type, await ask(type)] as const));
  return Object.fromEntries(answers);
}

type AskPrice = (instanceType: string) => Promise<PriceAnswer>;

async function createPriceLookup(endpoint: string | undefined): Promise<AskPrice> {
  try {
    const { getRegion } = await import("@pulumi/aws/getRegion.js");
    const { region } = await getRegion();
    const options = priceListRegions.includes(region) ? {} : { provider: await createPriceListProvider(endpoint) };
    return (type) => lookUpPrice(type, region, options);
  } catch (error) {
    const unknown = formatInvokeError(error);
    return () => Promise.resolve({ unknown });
  }
}

async function lookUpPrice(instanceType: string, region: string, options: pulumi.InvokeOptions): Promise<PriceAnswer> {
  try {
    const { getProduct } = await import("@pulumi/aws/pricing/getProduct.js");
    const filters = createHostingPriceFilters(instanceType, region).map((filter) => ({ ...filter }));
    const { result } = await getProduct({ serviceCode: priceListService, filters }, options);
    const usd = parseHourlyPrice(result);
    return usd === undefined
      ? { unknown: `AWS's price list has no single price of an hour for it in ${region}` }
      : { usd };
  } catch (error) {
    return { unknown: formatInvokeError(error) };
  }
}

/** As the stack's own provider, in another region; an explicit provider does not read the stack's config. */
async function createPriceListProvider(endpoint: string | undefined): Promise<Provider> {
  const { Provider } = await import("@pulumi/aws/provider.js");
  const aws = new pulumi.Config("aws");
  return new Provider(resourceNames.priceList(endpoint), {
    region: priceListRegions[0],
    profile: aws.get("profile"),
    accessKey: aws.getSecret("accessKey"),
    secretKey: aws.getSecret("secretKey"),
    token: aws.getSecret("token"),
    assumeRoles: aws.getObject("assumeRoles"),
    assumeRoleWithWebIdentity: aws.getObject("assumeRoleWithWebIdentity"),
    sharedConfigFiles: aws.getObject("sharedConfigFiles"),
    sharedCredentialsFiles: aws.getObject("sharedCredentialsFiles"),
  });
}

/**
 * Adds the price of the deployed instance type: that of an endpoint of the stack file with the same type, else AWS's.
 * Adds none if neither is known.
 */
export function addDeployedPrice(
  deployed: DeployedSchedule,
  endpoints: Named<Pick<ReportedEndpoint, "config">>,
  prices: Named<PriceLookup>,
): DeployedSchedule {
  if (deployed.kind !== "deployed" || deployed.instanceType === undefined) return deployed;
  const { instanceType } = deployed;
  const given = Object.values(endpoints)
    .map(({ config }) => config?.variant)
    .find((variant) => variant?.instanceType === instanceType && variant.hourlyPriceUsd !== undefined);
  const asked = prices[instanceType];
  const usd = given?.hourlyPriceUsd ?? (asked !== undefined && "usd" in asked ? asked.usd : undefined);
  return usd === undefined ? deployed : { ...deployed, hourlyPriceUsd: usd };
}

type QuotaAnswer = { readonly count: number } | { readonly unknown: string };

/**
 * The account's quotas of instances in endpoints, by instance type, or why one is not known.
 * @param instanceTypes each once
 * @see https://www.pulumi.com/registry/packages/aws/api-docs/servicequotas/getservicequota/
 */
export async function lookUpQuotas(instanceTypes: readonly string[]): Promise<Readonly<Record<string, QuotaAnswer>>> {
  const answers = await Promise.all(instanceTypes.map(async (type) => [type, await lookUpQuota(type)] as const));
  return Object.fromEntries(answers);
}

async function lookUpQuota(instanceType: string): Promise<QuotaAnswer> {
  try {
    const { getServiceQuota } = await import("@pulumi/aws/servicequotas/getServiceQuota.js");
    const quotaName = toEndpointQuotaName(instanceType);
    const { value } = await getServiceQuota({ serviceCode: quotaServiceCode, quotaName });
    return { count: value };
  } catch (error) {
    return { unknown: formatInvokeError(error) };
  }
}
