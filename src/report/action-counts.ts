import type { PlanDiff } from "./plan-diff";

/** `scheduled actions: 2 added, 1 changed`; undefined where AWS keeps the same ones. */
export function formatActionCounts({ actions }: PlanDiff): string | undefined {
  const { added, removed, changed } = actions;
  const parts = Object.entries({ added, removed, changed })
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${names.length} ${what}`);
  return parts.length === 0 ? undefined : `scheduled actions: ${parts.join(", ")}`;
}
