/** The key under which the account holds a target. */
export function toTargetKey(resourceId: string, dimension: string): string {
  return `${resourceId}|${dimension}`;
}
