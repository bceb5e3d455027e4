import { parseStack } from "../config/parse";

/**
 * The instance types whose quota AWS is to be asked for.
 *
 * In:  the values of a stack file, see `parseStack`
 * Out: sorted, each once; none where the stack file does not have AWS asked
 */
export function listQuotaTypes(raw: unknown): readonly string[] {
  const { stack, endpoints } = parseStack(raw);
  if (stack.guards.quotas !== "aws") return [];
  const types = Object.values(endpoints).flatMap(
    ({ config }) => config?.variant.instanceType ?? [],
  );
  return [...new Set(types)].toSorted();
}
