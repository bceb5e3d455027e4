import { toEndpointQuotaName } from "../aws-facts/quotas";
import type { JsonObject } from "../simulate/json";
import type { AwsState } from "../simulate/state";
import { toText } from "./properties";

/**
 * What the provider answers when it is asked for a quota by its name.
 *
 * Errors: as the provider has them when there is none
 * Source: terraform-provider-aws, servicequotas/service_quota_data_source.go
 */
export function getServiceQuota({ world }: AwsState, args: JsonObject): JsonObject {
  const quotaName = toText(args, "quotaName");
  const found = Object.entries(world.quotas).find(
    ([type]) => toEndpointQuotaName(type) === quotaName,
  );
  if (found === undefined) throw new Error("finding Service Quotas Service Quota: empty result");
  return { ...args, id: quotaName, value: found[1] };
}
