import { getServiceQuota } from "@pulumi/aws/servicequotas";
import { endpointQuotaName, quotaService } from "../aws-facts/quotas";
import { invokeReason } from "./invoke-reason";

/** As `AskedQuota` of the guards. */
type Answer = { readonly count: number } | { readonly unknown: string };

/**
 * The account's quotas of instances in endpoints, by instance type, asked with the stack's own provider.
 *
 * In:     instance types, each once
 * Errors: none; no permission or no such quota is a quota that is not known
 * Source: https://www.pulumi.com/registry/packages/aws/api-docs/servicequotas/getservicequota/
 */
export async function quotasFromAws(
  instanceTypes: readonly string[],
): Promise<Readonly<Record<string, Answer>>> {
  const answers = await Promise.all(
    instanceTypes.map(async (type) => [type, await quotaOf(type)] as const),
  );
  return Object.fromEntries(answers);
}

async function quotaOf(instanceType: string): Promise<Answer> {
  try {
    const quotaName = endpointQuotaName(instanceType);
    const { value } = await getServiceQuota({ serviceCode: quotaService, quotaName });
    return { count: value };
  } catch (error) {
    return { unknown: invokeReason(error) };
  }
}
