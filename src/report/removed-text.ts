/** What a preview says of an endpoint that is deployed and no longer in the stack file. In: its key there */
export function describeRemovedEndpoint(endpoint: string): string {
  return `${endpoint}: no longer in the stack file, so all that this stack made for it is taken away`;
}
