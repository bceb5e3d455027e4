/** The key under which the account holds a target. */
export function targetKey(resourceId: string, dimension: string): string {
  return `${resourceId}|${dimension}`;
}
