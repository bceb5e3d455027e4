import type { Stack } from "@pulumi/pulumi/automation";
import { isJsonList, isJsonObject, type Json } from "../simulate/json";
import { toText } from "./properties";

/** The protected resources of a stack, by their Pulumi names. */
export async function listProtectedNames(stack: Stack): Promise<readonly string[]> {
  const exported = await stack.exportStack();
  return listResources(exported.deployment).flatMap((resource) =>
    isJsonObject(resource) && resource["protect"] === true
      ? [toText(resource, "urn").split("::").at(-1) ?? ""]
      : [],
  );
}

/** Takes the protection from all resources, as `pulumi state unprotect --all` does. */
export async function unprotectResources(stack: Stack): Promise<void> {
  const exported = await stack.exportStack();
  const resources = listResources(exported.deployment).map((resource) =>
    isJsonObject(resource) ? { ...resource, protect: false } : resource,
  );
  const deployment: unknown = exported.deployment;
  await stack.importStack({
    ...exported,
    deployment: { ...(isJsonObject(deployment) ? deployment : {}), resources },
  });
}

function listResources(deployment: unknown): readonly Json[] {
  const resources = isJsonObject(deployment) ? deployment["resources"] : undefined;
  return isJsonList(resources) ? resources : [];
}
