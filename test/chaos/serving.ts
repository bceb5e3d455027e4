import { parseVariantResourceId } from "../../src/aws/facts/application-auto-scaling";
import type { AwsState } from "../../src/simulator/aws/account-state";
import type { EndpointState } from "../../src/simulator/aws/endpoints";

/** The endpoints that can serve: neither on their way in or out, nor such as could not be created. */
function served(state: AwsState): readonly EndpointState[] {
  return Object.values(state.endpoints).filter(
    ({ failed, transition }) => failed !== true && transition?.kind !== "creating" && transition?.kind !== "deleting",
  );
}

/**
 * The endpoint of a sequence: while another one takes its place there are two, and the target stays with the old one
 * until the new one serves.
 */
export function servingEndpoint(state: AwsState): EndpointState | undefined {
  const scaled = Object.values(state.targets).map(({ resourceId }) => parseVariantResourceId(resourceId)?.endpoint);
  const able = served(state);
  return able.find(({ name }) => scaled.includes(name)) ?? able[0];
}
