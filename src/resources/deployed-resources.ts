import * as pulumi from "@pulumi/pulumi";
import { formatInvokeError } from "./invoke-reason";
import { isRecord } from "./is-record";

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
