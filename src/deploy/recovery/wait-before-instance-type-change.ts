import {
  type AwsClients,
  type AwsFailure,
  type EndpointCounts,
  waitForInService,
  type WaitOptions,
  type WaitResult,
} from "../../aws/client";
import type { CompiledEndpoint } from "../../compile";
import { toInstanceTypes } from "../../plan/endpoint";
import { formatPath, hasErrors, type Problem } from "../../problem";
import type { Named } from "../../timetable";
import { type DeployedEndpoint, type DeployedResources, findDeployedEndpoint } from "../state";
import { type ScalingSnapshots, snapshotScaling } from "./deregister-scaling";

/**
 * Waits until each endpoint takes an update of which this run takes target and scheduled actions away first, and remembers
 * what scales it, so that a failure can register it again.
 *
 * An update that SageMaker then refused, as it does in the minutes after a window has begun, would leave the endpoint off
 * its timetable until the next run. And an endpoint that an earlier run has made must serve before what it replaces goes.
 *
 * In:     `creating`: keys of endpoints that are still being made
 *         `asking`: gives what asks AWS, and only where there is something to wait for
 * Out:    `formatSeconds`: how long was waited; what was read before is that much older by now
 * Errors: none thrown; those that do not become ready are errors, what cannot be read is a warning
 */
export async function waitBeforeInstanceTypeChange(
  endpoints: Named<CompiledEndpoint>,
  { deployed, creating }: CurrentDeployment,
  asking: (ask: (aws: AwsClients) => Promise<WaitOutcome[]>) => Promise<WaitOutcome[]>,
  waiting: WaitOptions,
  snapshots: ScalingSnapshots,
): Promise<WaitOutcome> {
  const waits = Object.values(endpoints).flatMap((compiled) => {
    const ours = findDeployedEndpoint(deployed, compiled.name);
    const { name } = compiled;
    const { endpoint, scaledEndpoint: scaled } = ours;
    const kind = creating.includes(name) ? "succeeded" : classifyUpdate(compiled, ours);
    return endpoint === undefined || kind === undefined ? [] : [{ name, endpoint, scaled, kind }];
  });
  if (waits.length === 0) return { problems: [], seconds: 0 };
  const done = await asking((aws) =>
    Promise.all(waits.map((wait) => waitForEndpoint(wait, aws, waiting, snapshots))),
  );
  return {
    problems: done.flatMap(({ problems }) => problems),
    seconds: Math.max(...done.map(({ seconds }) => seconds)),
  };
}

/** What is deployed, and which of the endpoints are still being made. */
export interface CurrentDeployment {
  readonly deployed: DeployedResources;
  readonly creating: readonly string[];
}

/** See `waitBeforeInstanceTypeChange`. */
export interface WaitOutcome {
  readonly problems: readonly Problem[];
  readonly seconds: number;
}

interface PendingUpdate {
  readonly name: string;
  readonly endpoint: string;
  readonly scaled: string | undefined;
  readonly kind: UpdateKind;
}

/** In: the endpoint's key, its name at AWS, and that of the endpoint that is scaled now */
async function waitForEndpoint(
  { name, endpoint, scaled, kind: fate }: PendingUpdate,
  aws: AwsClients,
  waiting: WaitOptions,
  snapshots: ScalingSnapshots,
): Promise<WaitOutcome> {
  let seconds = 0;
  const sleep = (more: number): Promise<void> => {
    seconds += more;
    return waiting.sleep(more);
  };
  const path = formatPath(["endpoints", name]);
  // One that is replaced takes no update, so that nothing has to be waited for.
  const ended =
    fate === "replaced" || (await waitForInService(aws, endpoint, { ...waiting, sleep }));
  const check = fate === "updated" ? checkEndpointBusy : checkEndpointUnready;
  const busy = ended === true ? [] : check(path, endpoint, ended);
  if (hasErrors(busy) || scaled === undefined) return { problems: busy, seconds };
  const known = await snapshotScaling(aws, scaled, snapshots);
  const unknown = "failure" in known ? checkScalingUnread(path, scaled, known.failure) : [];
  return { problems: [...busy, ...unknown], seconds };
}

/**
 * What comes of an endpoint in a run that takes its target and scheduled actions away before it makes them again:
 * `updated` to another instance type or variant; `replaceNode` by another endpoint in this run, or `succeeded` by one that an
 * earlier run has made, which failed.
 */
export type UpdateKind = "updated" | "replaced" | "succeeded";

/** Out: undefined: target and scheduled actions stay, or are gone already and an update itself waits */
export function classifyUpdate(
  { config }: Pick<CompiledEndpoint, "config">,
  { endpoint, scaledEndpoint: scaled, instanceTypes: shape, hasRollbackAlarms }: DeployedEndpoint,
): UpdateKind | undefined {
  if (config === undefined || "endpoint" in config) return undefined;
  if (shape === undefined || scaled === undefined) return undefined;
  if (scaled !== endpoint) return "succeeded";
  const { rollbackAlarms = [] } = config.deployment ?? {};
  if (rollbackAlarms.length > 0 !== hasRollbackAlarms) return "replaced";
  return JSON.stringify(toInstanceTypes(config)) === shape ? undefined : "updated";
}

/**
 * An endpoint that does not take the update which changes its instance type or variant: the update would be refused
 * after target and scheduled actions are gone.
 *
 * In:  how the waiting for it has ended
 * Out: an error where it is busy all the same; a warning where nobody knows
 */
export function checkEndpointBusy(
  path: string,
  endpointName: string,
  waited: WaitResult,
): readonly Problem[] {
  if ("inService" in waited) return [];
  const code = "endpoint-busy";
  if ("failure" in waited) {
    const { message, fix } = waited.failure;
    return [
      {
        severity: "warning",
        code,
        path,
        message: `whether ${endpointName} takes another instance type now is not known: ${message}. While instances start or stop SageMaker refuses it, and the target would be gone until the next pulumi up`,
        fix,
      },
    ];
  }
  return [
    {
      severity: "error",
      code,
      path,
      message: `${formatBusy(endpointName, waited)}; nothing was changed, target and scheduled actions are in place`,
      expected: "an endpoint that is InService, before its instance type or variant changes",
      fix: suggestFix(endpointName, waited.status),
    },
  ];
}

/**
 * An endpoint that an earlier run has made and has not seen in service: that run failed. It is whole in the engine's
 * eyes after a refresh, and what it is to replace would be deleted.
 *
 * In:  how the waiting for it has ended
 */
export function checkEndpointUnready(
  path: string,
  endpointName: string,
  waited: WaitResult,
): readonly Problem[] {
  if ("inService" in waited) return [];
  const what =
    "failure" in waited
      ? `whether endpoint ${endpointName} serves by now is not known: ${waited.failure.message}`
      : formatEndpointStatus(endpointName, waited);
  return [
    {
      severity: "error",
      code: "endpoint-unready",
      path,
      message: `${what}. An earlier run has made it and has failed; nothing was changed, and an endpoint that it is to replace stays in service`,
      expected: "an endpoint that is InService, before one that it replaces is deleted",
      fix: "failure" in waited ? waited.failure.fix : suggestFix(endpointName, waited.status),
    },
  ];
}

/** What scales an endpoint could not be read before it is taken away. */
export function checkScalingUnread(
  path: string,
  endpointName: string,
  { message, fix }: AwsFailure,
): readonly Problem[] {
  return [
    {
      severity: "warning",
      code: "scaling-unread",
      path,
      message: `what scales ${endpointName} is not known: ${message}. If the run fails in the middle, nothing scales the endpoint until the next pulumi up`,
      fix,
    },
  ];
}

function suggestFix(endpointName: string, status: string): string {
  if (status === "Failed") {
    return `delete it (aws sagemaker delete-endpoint --endpoint-name ${endpointName}), then run pulumi up --refresh, which makes it anew`;
  }
  if (status === "UpdateRollbackFailed") {
    return "take this change back and run pulumi up: an update brings the endpoint into service again; then change it anew";
  }
  return `run pulumi up again when it is: aws sagemaker describe-endpoint --endpoint-name ${endpointName} --query EndpointStatus`;
}

/** Before a run waits. In: the status at the moment; undefined: not known. */
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
      message: `${endpointName} is ${status} at the moment: pulumi up waits until it is InService before it takes target and scheduled actions away`,
    },
  ];
}

/**
 * Why an update is not even begun: the endpoint was waited for in vain. In a status that does not pass, SageMaker itself
 * answers: an update is what may bring an endpoint back whose rollback has failed.
 */
export function explainBusy(endpointName: string, waited: WaitResult): string | undefined {
  return "status" in waited && waited.minutes > 0 ? formatBusy(endpointName, waited) : undefined;
}

/** An endpoint that could not be created: to every later run it looks whole, and what it was to replace would go. */
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
      message: `endpoint ${endpointName} could not be created and serves nothing (${reason}); one that it was to replace stays in service`,
      fix: `aws sagemaker delete-endpoint --endpoint-name ${endpointName}, then pulumi up --refresh, which makes it anew`,
    },
  ];
}

/** SageMaker's reason why an endpoint could not be created. In: undefined: not there. Out: undefined: it could */
export function getCreationFailure(
  endpoint: Pick<EndpointCounts, "status" | "failureReason"> | undefined,
): string | undefined {
  if (endpoint?.status !== "Failed") return undefined;
  return endpoint.failureReason ?? "SageMaker gives none";
}

/** Why an endpoint takes no update, as the beginning of a sentence. */
function formatBusy(
  endpointName: string,
  waited: Extract<WaitResult, { readonly status: string }>,
) {
  return `${formatEndpointStatus(endpointName, waited)}: SageMaker takes no update of it`;
}

function formatEndpointStatus(
  endpointName: string,
  { status, minutes, failureReason }: Extract<WaitResult, { readonly status: string }>,
): string {
  const since = minutes === 0 ? "" : ` and was not InService within ${minutes} minutes`;
  const reason = failureReason === undefined ? "" : ` (${failureReason})`;
  return `endpoint ${endpointName} is ${status}${reason}${since}`;
}
