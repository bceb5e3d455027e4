import type { EndpointKind } from "../aws-facts/metrics";
import type { EndpointContext } from "./check";

/**
 * Whether an endpoint answers at once or from a queue.
 *
 * Out: undefined when the section that says so is written, but cannot be read
 */
export function getEndpointKind({
  sections,
  wrongSections = [],
}: Pick<EndpointContext, "sections" | "wrongSections">): EndpointKind | undefined {
  if (sections.async !== undefined || sections.endpoint?.async === true) return "async";
  return wrongSections.some((key) => key === "async" || key === "endpoint")
    ? undefined
    : "real-time";
}

/** Where a stack file would say that an endpoint is asynchronous. */
export function describeAsyncSetting({ sections }: Pick<EndpointContext, "sections">): string {
  return sections.endpoint === undefined
    ? "make the endpoint asynchronous with async"
    : "write endpoint.async: true if the endpoint is asynchronous";
}
