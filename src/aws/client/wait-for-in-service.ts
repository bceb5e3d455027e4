import type { AwsClients } from "./aws-clients";
import type { AwsFailure } from "./aws-failure";
import { callAws } from "./call-aws";
import { describeEndpointIfExists } from "./live-endpoint";

/** Somebody who waits. `sleep`: lets seconds pass; `ignoreLog`: told in words how the waiting goes. */
export interface WaitOptions {
  readonly sleep: (seconds: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * How the waiting for an endpoint has ended.
 *
 * `inService`: it takes an update, or is not there and will take none
 * `status`:    it does not become ready
 * `formatMinutes`:   how long it was waited for; 0 where nobody has to, or no waiting helps
 */
export type WaitResult =
  | { readonly inService: true; readonly minutes: number }
  | { readonly status: string; readonly minutes: number; readonly failureReason?: string }
  | { readonly failure: AwsFailure };

/** Statuses that end by themselves, as a rule in service. In any other SageMaker waits for somebody. */
const transientStatuses: ReadonlySet<string> = new Set([
  "Creating",
  "Updating",
  "SystemUpdating",
  "RollingBack",
]);

/** Seconds: how often it is asked, and told. */
const pollSeconds = 15;
const logSeconds = 60;

/**
 * Seconds until nobody waits any more: as long as the provider waits for an endpoint that it has updated itself, and
 * a start-up may take.
 *
 * Source: terraform-provider-aws internal/service/sagemaker/endpoint.go, 60 minutes;
 *         https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html, both timeouts
 */
const maxWaitSeconds = 3600;

/**
 * Waits until SageMaker takes an update of an endpoint: it refuses one in the minutes of another, and each change of
 * an instance count is one.
 *
 * In:     the endpoint's name at AWS
 * Errors: none
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_EndpointSummary.html, EndpointStatus
 */
export async function waitForInService(
  { sageMaker }: { readonly sageMaker: Pick<AwsClients["sageMaker"], "describeEndpoint"> },
  endpointName: string,
  { sleep, log: say }: WaitOptions,
): Promise<WaitResult> {
  for (let seconds = 0; ; seconds += pollSeconds) {
    const read = await callAws("sagemaker:DescribeEndpoint", () =>
      describeEndpointIfExists(sageMaker, endpointName),
    );
    if ("failure" in read) return read;
    const { EndpointStatus: status = "", FailureReason: failureReason } = read.found ?? {};
    const minutes = seconds / 60;
    if (read.found === undefined || status === "InService") return { inService: true, minutes };
    if (!transientStatuses.has(status) || seconds >= maxWaitSeconds) {
      return { status, minutes, ...(failureReason === undefined ? {} : { failureReason }) };
    }
    if (seconds % logSeconds === 0) say(formatWaiting(endpointName, status, minutes));
    await sleep(pollSeconds);
  }
}

function formatWaiting(endpointName: string, status: string, minutes: number): string {
  const since = minutes === 0 ? "" : `, for ${minutes} min so far`;
  return `endpoint ${endpointName} is ${status}: waiting until it is in service${since}`;
}
