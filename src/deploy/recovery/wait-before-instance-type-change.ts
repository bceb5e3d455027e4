import { type AwsClients, type EndpointCounts, waitForInService, type WaitResult } from "../../aws/client";
import { checkAwsUnread } from "../../checks/live";
import type { CompiledEndpoint } from "../../compile";
import { getOwnerKey } from "../../config/schema";
import { toInstanceTypes } from "../../plan/endpoint";
import { formatPath, type Problem } from "../../problem";
import type { Named } from "../../timetable";
import { type DeployedEndpoint, findDeployedEndpoint } from "../state";
import type { RecoveryContext } from "./recovery-run";

/** `seconds`: how long this waited, so that what was read before is that much older. */
export interface WaitOutcome {
  readonly problems: readonly Problem[];
  readonly seconds: number;
}

/**
 * Waits until each endpoint accepts an update before which this run deregisters its target.
 *
 * SageMaker refuses an update in the minutes after a window begins, which would leave the endpoint off its timetable
 * until the next run. And an endpoint that an earlier run created must serve before the one it replaces is deleted.
 * @param creating keys of endpoints that are still Creating
 * @returns an error for each endpoint that does not become ready, or whose status AWS does not say
 */
export async function waitBeforeInstanceTypeChange(
  endpoints: Named<CompiledEndpoint>,
  creating: readonly string[],
  context: RecoveryContext,
): Promise<WaitOutcome> {
  const updates = Object.values(endpoints).flatMap((compiled): readonly PendingUpdate[] => {
    const { name, config } = compiled;
    const deployed = findDeployedEndpoint(context.deployed, name, getOwnerKey(name, config));
    const { endpoint } = deployed;
    const kind = creating.includes(name) ? "takeOver" : classifyUpdate(compiled, deployed);
    const path = formatPath(["endpoints", name]);
    return endpoint === undefined || kind === undefined ? [] : [{ path, endpoint, kind }];
  });
  if (updates.length === 0) return { problems: [], seconds: 0 };
  const outcomes = await context.askAws((aws) =>
    Promise.all(dropRepeated(updates).map((update) => waitForEndpoint(update, aws, context))),
  );
  return {
    problems: outcomes.flatMap(({ problems }) => problems),
    seconds: Math.max(...outcomes.map(({ seconds }) => seconds)),
  };
}

/** One update of an endpoint concerns all its variants. */
function dropRepeated(updates: readonly PendingUpdate[]): readonly PendingUpdate[] {
  return updates.filter(({ endpoint }, index) => updates.findIndex((other) => other.endpoint === endpoint) === index);
}

/** `endpoint`: its name at AWS. */
interface PendingUpdate {
  readonly path: string;
  readonly endpoint: string;
  readonly kind: UpdateKind;
}

async function waitForEndpoint(
  { path, endpoint, kind }: PendingUpdate,
  aws: AwsClients,
  context: RecoveryContext,
): Promise<WaitOutcome> {
  let seconds = 0;
  const sleep = (more: number): Promise<void> => {
    seconds += more;
    return context.sleep(more);
  };
  // An endpoint that is replaced gets no update.
  if (kind === "replace") return { problems: [], seconds };
  const check = kind === "inPlace" ? checkEndpointBusy : checkEndpointUnready;
  const problems = check(path, endpoint, await waitForInService(aws, endpoint, { ...context, sleep }));
  return { problems, seconds };
}

/**
 * How a run updates an endpoint whose target it deregisters first: `inPlace` to another instance type or variant;
 * `replace` by another endpoint; `takeOver` by one that an earlier run created before it failed.
 */
export type UpdateKind = "inPlace" | "replace" | "takeOver";

/** @returns undefined if the target stays, or is already deregistered so that the update itself waits */
export function classifyUpdate(
  { config }: Pick<CompiledEndpoint, "config">,
  { endpoint, scaledEndpoint, instanceTypes, hasRollbackAlarms }: DeployedEndpoint,
): UpdateKind | undefined {
  if (config === undefined || "endpoint" in config) return undefined;
  if (instanceTypes === undefined || scaledEndpoint === undefined) return undefined;
  if (scaledEndpoint !== endpoint) return "takeOver";
  const { rollbackAlarms = [] } = config.deployment ?? {};
  if (rollbackAlarms.length > 0 !== hasRollbackAlarms) return "replace";
  return JSON.stringify(toInstanceTypes(config)) === instanceTypes ? undefined : "inPlace";
}

/** An endpoint that stays busy: SageMaker would refuse the update after the target is gone. */
export function checkEndpointBusy(path: string, endpointName: string, waited: WaitResult): readonly Problem[] {
  if ("inService" in waited) return [];
  if ("failure" in waited) return checkAwsUnread(path, waited.failure, "managed");
  return [
    {
      severity: "error",
      code: "endpoint-busy",
      path,
      message: `${formatBusy(endpointName, waited)}; nothing was changed, target and scheduled actions are in place`,
      expected: "an endpoint that is InService, before its instance type or variant changes",
      fix: suggestFix(endpointName, waited.status),
    },
  ];
}

/**
 * An endpoint that an earlier run created and did not see in service. After a refresh it looks complete to the engine,
 * which would delete the endpoint it replaces.
 */
export function checkEndpointUnready(path: string, endpointName: string, waited: WaitResult): readonly Problem[] {
  if ("inService" in waited) return [];
  const status =
    "failure" in waited
      ? `cannot see whether endpoint ${endpointName} serves yet: ${waited.failure.message}`
      : formatStatus(endpointName, waited);
  return [
    {
      severity: "error",
      code: "endpoint-unready",
      path,
      message: `${status}. An earlier run created it and failed; nothing was changed, and an endpoint that it should replace stays in service`,
      expected: "an endpoint that is InService, before the one that it replaces is deleted",
      fix: "failure" in waited ? waited.failure.fix : suggestFix(endpointName, waited.status),
    },
  ];
}

function suggestFix(endpointName: string, status: string): string {
  if (status === "Failed") {
    return `delete it (aws sagemaker delete-endpoint --endpoint-name ${endpointName}), then run pulumi up --refresh, which creates it again`;
  }
  if (status === "UpdateRollbackFailed") {
    return "undo this change and run pulumi up: an update brings the endpoint into service again; then make the change again";
  }
  return `run pulumi up again when it is: aws sagemaker describe-endpoint --endpoint-name ${endpointName} --query EndpointStatus`;
}

/** Says in a preview that the update will wait. @param status undefined if not known */
export function checkEndpointBusyNow(
  path: string,
  endpointName: string,
  status: string | undefined,
): readonly Problem[] {
  if (status === undefined || status === "InService") return [];
  return [
    {
      severity: "note",
      code: "endpoint-busy",
      path,
      message: `${endpointName} is ${status} at the moment: pulumi up waits until it is InService before it deregisters target and scheduled actions`,
      fix: "nothing to do",
    },
  ];
}

/**
 * Why an update does not start: the endpoint stayed busy. In a status that does not pass by itself SageMaker answers,
 * since an update may bring back an endpoint whose rollback failed.
 */
export function explainBusy(endpointName: string, waited: WaitResult): string | undefined {
  return "status" in waited && waited.minutes > 0 ? formatBusy(endpointName, waited) : undefined;
}

/** An endpoint that could not be created: every later run takes it for complete, and would delete the one it replaces. */
export function checkEndpointFailed(
  path: string,
  endpointName: string,
  reason: string | undefined,
): readonly Problem[] {
  if (reason === undefined) return [];
  return [
    {
      severity: "error",
      code: "endpoint-failed",
      path,
      message: `endpoint ${endpointName} could not be created and serves nothing (${reason}); an endpoint that it should replace stays in service`,
      fix: `aws sagemaker delete-endpoint --endpoint-name ${endpointName}, then pulumi up --refresh, which creates it again`,
    },
  ];
}

/** SageMaker's reason why an endpoint could not be created; undefined if it could, or does not exist. */
export function getCreationFailure(
  endpoint: Pick<EndpointCounts, "status" | "failureReason"> | undefined,
): string | undefined {
  if (endpoint?.status !== "Failed") return undefined;
  return endpoint.failureReason ?? "SageMaker gives none";
}

type BusyEndpoint = Extract<WaitResult, { readonly status: string }>;

function formatBusy(endpointName: string, waited: BusyEndpoint): string {
  return `${formatStatus(endpointName, waited)}: SageMaker accepts no update of it`;
}

function formatStatus(endpointName: string, { status, minutes, failureReason }: BusyEndpoint): string {
  const since = minutes === 0 ? "" : ` and was not InService within ${minutes} minutes`;
  const reason = failureReason === undefined ? "" : ` (${failureReason})`;
  return `endpoint ${endpointName} is ${status}${reason}${since}`;
}
