import * as pulumi from "@pulumi/pulumi";

/** A resource as the stack's state has it: as it was last deployed or refreshed. `name`: its Pulumi name. */
export interface DeployedResource {
  readonly type: string;
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Empty before the first deployment; where the state cannot be read, why. */
export type DeployedResources =
  { readonly resources: readonly DeployedResource[] } | { readonly unreadable: string };

/**
 * What this stack has deployed so far, from the engine's own state: no call to AWS, and no resource of its own
 * in a preview.
 *
 * Ask, and wait for the answer, before anything is declared: an update writes into the same state.
 *
 * Errors: none; a state that cannot be read must not fail a preview
 * Source: the function behind `GetStackResourceOutputs` in pulumi/pulumi, pkg/resource/deploy/builtins.go
 */
export async function readDeployedResources(): Promise<DeployedResources> {
  try {
    // The whole name: a short one would be looked for in the user's own organization.
    const stackName = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
    const answer: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", {
      stackName,
    });
    const outputs = isRecord(answer) ? answer["outputs"] : undefined;
    if (!isRecord(outputs)) return { unreadable: "the engine's answer has another form" };
    return { resources: Object.entries(outputs).flatMap(parseResource) };
  } catch (error) {
    return { unreadable: formatInvokeError(error) };
  }
}

/** In: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
function parseResource([urn, resource]: readonly [string, unknown]): readonly DeployedResource[] {
  if (!isRecord(resource)) return [];
  const { type, outputs } = resource;
  const name = urn.split("::").slice(3).join("::");
  return typeof type === "string" && isRecord(outputs) ? [{ type, name, outputs }] : [];
}

/** Whether the engine's answer is an object there: neither null nor a list. Its values may be anything. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Longer ones hold whole requests. */
const maxReasonLength = 200;

/**
 * Why a function of a provider failed.
 *
 * In:  what the SDK threw
 * Out: one line, without the SDK's and the bridge's words about the call
 */
export function formatInvokeError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = message
    .replace(/^invocation of \S+ returned an error: /, "")
    .replace(/^invoking \S+: /, "")
    .replace(/\d+ errors? occurred:\s*\*?/, "")
    .replace(/\s+/g, " ")
    .trim();
  if (reason === "") return "the engine gives no reason";
  return reason.length > maxReasonLength ? `${reason.slice(0, maxReasonLength)}…` : reason;
}
