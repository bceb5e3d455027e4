/** The endpoint and variant of a resource id `endpoint/<name>/variant/<name>`; undefined for another form. */
export function endpointOfResource(
  resourceId: string,
): { readonly endpoint: string; readonly variant: string } | undefined {
  const match = /^endpoint\/([^/]+)\/variant\/([^/]+)$/.exec(resourceId);
  const [, endpoint, variant] = match ?? [];
  return endpoint === undefined || variant === undefined ? undefined : { endpoint, variant };
}

/** The key under which the account holds a target. */
export function targetKey(resourceId: string, dimension: string): string {
  return `${resourceId}|${dimension}`;
}
