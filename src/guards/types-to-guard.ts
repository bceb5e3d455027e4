import type { ParsedStack } from "../config/parse";

/**
 * The instance types whose quota AWS is to be asked for.
 *
 * Out: sorted, each once; none where the stack file does not have AWS asked
 */
export function listQuotaTypes({ stack, endpoints }: ParsedStack): readonly string[] {
  if (stack.guards.quotas !== "aws") return [];
  const types = Object.values(endpoints).flatMap(
    ({ config }) => config?.variant.instanceType ?? [],
  );
  return [...new Set(types)].toSorted();
}
