import type { EndpointCheck } from "./check";

/** The checks of one endpoint, in the order in which a user should fix what they find. */
export const endpointChecks: readonly EndpointCheck[] = [];
