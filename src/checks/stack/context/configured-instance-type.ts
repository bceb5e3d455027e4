import type { EndpointContext } from "./endpoint-context";

/** The instance type as the stack file has it, and where; no text where it says none. */
export function findConfiguredInstanceType({
  path,
  sections: { variant, endpoint },
}: Pick<EndpointContext, "path" | "sections">): { readonly path: string; readonly text?: string } {
  const text = variant?.instanceType ?? endpoint?.variant.instanceType;
  return {
    path: `${path}.${endpoint === undefined ? "variant" : "endpoint"}.instanceType`,
    ...(text === undefined ? {} : { text }),
  };
}
