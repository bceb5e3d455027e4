import type { AwsClients } from "./aws-clients";
import type { AwsFailure } from "./aws-failure";
import { callAws } from "./call-aws";
import { describeEndpointIfExists } from "./read-live-endpoint";

/** `log`: gets a line a minute while this waits. */
export interface WaitOptions {
  readonly sleep: (seconds: number) => Promise<void>;
  readonly log: (line: string) => void;
}

/**
 * How a wait for an endpoint ended.
 *
 * `inService`: it accepts an update, or does not exist; `status`: it does not become ready; `minutes`: 0 if there was
 * nothing to wait for, or no waiting helps
 */
export type WaitResult =
  | { readonly inService: true; readonly minutes: number }
  | { readonly status: string; readonly minutes: number; readonly failureReason?: string }
  | { readonly failure: AwsFailure };

/** Statuses that pass by themselves. In any other, SageMaker waits for a person. */
const transientStatuses: ReadonlySet<string> = new Set(["Creating", "Updating", "SystemUpdating", "RollingBack"]);

const pollSeconds = 15;
const logSeconds = 60;

/**
 * As long as the provider waits for an update, and as a start-up may take.
 * @see terraform-provider-aws internal/service/sagemaker/endpoint.go, 60 minutes
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html, both timeouts
 */
const maxWaitSeconds = 3600;

/**
 * Waits until SageMaker accepts an update of an endpoint. It refuses one during another, and each change of an instance
 * count is one.
 * @param endpointName its name at AWS
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_EndpointSummary.html, EndpointStatus
 */
export async function waitForInService(
  { sageMaker }: { readonly sageMaker: Pick<AwsClients["sageMaker"], "describeEndpoint"> },
  endpointName: string,
  { sleep, log }: WaitOptions,
): Promise<WaitResult> {
  for (let seconds = 0; ; seconds += pollSeconds) {
    const read = await callAws("sagemaker:DescribeEndpoint", () => describeEndpointIfExists(sageMaker, endpointName));
    if ("failure" in read) return read;
    const { EndpointStatus: status = "", FailureReason: failureReason } = read.found ?? {};
    const minutes = seconds / 60;
    if (read.found === undefined || status === "InService") return { inService: true, minutes };
    if (!transientStatuses.has(status) || seconds >= maxWaitSeconds) {
      return { status, minutes, ...(failureReason === undefined ? {} : { failureReason }) };
    }
    if (seconds % logSeconds === 0) log(formatWaiting(endpointName, status, minutes));
    await sleep(pollSeconds);
  }
}

function formatWaiting(endpointName: string, status: string, minutes: number): string {
  const since = minutes === 0 ? "" : `, for ${minutes} min so far`;
  return `endpoint ${endpointName} is ${status}: waiting until it is in service${since}`;
}
