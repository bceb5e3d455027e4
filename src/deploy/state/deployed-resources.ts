import * as pulumi from "@pulumi/pulumi";

/** A resource in the stack's state, as it was last deployed or refreshed. `name`: its Pulumi name. */
export interface DeployedResource {
  readonly type: string;
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** Empty before the first deployment. `unreadable`: why the state cannot be read. */
export type DeployedResources = { readonly resources: readonly DeployedResource[] } | { readonly unreadable: string };

export const resourceTypes = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  action: "aws:appautoscaling/scheduledAction:ScheduledAction",
  component: "inference-timetable:index:TimetabledEndpoint",
  configuration: "aws:sagemaker/endpointConfiguration:EndpointConfiguration",
  endpoint: "aws:sagemaker/endpoint:Endpoint",
  model: "aws:sagemaker/model:Model",
  policy: "aws:appautoscaling/policy:Policy",
  stash: "pulumi:index:Stash",
  target: "aws:appautoscaling/target:Target",
} as const;

/**
 * What this stack has deployed so far, from the engine's own state, without a call to AWS. Never throws: a state that
 * cannot be read must not fail a preview.
 *
 * Await it before anything is declared: an update writes into the same state.
 * @see pulumi/pulumi pkg/resource/deploy/builtins.go, the function behind `GetStackResourceOutputs`
 */
export async function readDeployedResources(): Promise<DeployedResources> {
  try {
    // The full name: the engine would look for a short one in the user's own organization.
    const stackName = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
    const answer: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
    const outputs = isRecord(answer) ? answer["outputs"] : undefined;
    if (!isRecord(outputs)) return { unreadable: "the engine's answer has another form" };
    return { resources: Object.entries(outputs).flatMap(parseResource) };
  } catch (error) {
    return { unreadable: formatInvokeError(error) };
  }
}

/** @param urn `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>` */
function parseResource([urn, resource]: readonly [string, unknown]): readonly DeployedResource[] {
  if (!isRecord(resource)) return [];
  const { type, outputs } = resource;
  const name = urn.split("::").slice(3).join("::");
  return typeof type === "string" && isRecord(outputs) ? [{ type, name, outputs }] : [];
}

/** Whether a value in the engine's answer is an object: neither null nor a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Longer reasons hold whole requests. */
const maxReasonLength = 200;

/** Why a function of a provider failed, in one line, without the words of SDK and bridge about the call. */
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
