import type { AwsFailure } from "../live-aws/aws-trouble";
import type { EndpointCounts } from "../live-aws/endpoint-counts";
import type { WaitResult } from "../live-aws/until-in-service";
import type { Problem } from "../problem";

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
