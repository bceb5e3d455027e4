import { getServiceQuota } from "@pulumi/aws/servicequotas";
import { quotaServiceCode, toEndpointQuotaName } from "../../aws/facts";
import { formatInvokeError } from "../state";

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
    const quotaName = toEndpointQuotaName(instanceType);
    const { value } = await getServiceQuota({ serviceCode: quotaServiceCode, quotaName });
    return { count: value };
  } catch (error) {
    return { unknown: formatInvokeError(error) };
  }
}
