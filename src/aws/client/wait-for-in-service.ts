import type { AwsClients } from "./aws-clients";
import type { AwsFailure } from "./aws-failure";
import { type AwsResult, callAws } from "./call-aws";
import { describeComponentIfExists } from "./read-live-component";
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
  options: WaitOptions,
): Promise<WaitResult> {
  const readStatus = () =>
    callAws("sagemaker:DescribeEndpoint", async () => {
      const found = await describeEndpointIfExists(sageMaker, endpointName);
      return found && { status: found.EndpointStatus, failureReason: found.FailureReason };
    });
  return waitWhileTransient(`endpoint ${endpointName}`, readStatus, options);
}

/** Waits until an inference component takes another number of copies. @param name at AWS */
export async function waitForComponentInService(
  { sageMaker }: { readonly sageMaker: Pick<AwsClients["sageMaker"], "describeInferenceComponent"> },
  name: string,
  options: WaitOptions,
): Promise<WaitResult> {
  const readStatus = () =>
    callAws("sagemaker:DescribeInferenceComponent", async () => {
      const found = await describeComponentIfExists(sageMaker, name);
      return found && { status: found.InferenceComponentStatus, failureReason: found.FailureReason };
    });
  return waitWhileTransient(`inference component ${name}`, readStatus, options);
}

interface LiveStatus {
  readonly status: string | undefined;
  readonly failureReason: string | undefined;
}

async function waitWhileTransient(
  what: string,
  readStatus: () => Promise<AwsResult<LiveStatus | undefined>>,
  { sleep, log }: WaitOptions,
): Promise<WaitResult> {
  for (let seconds = 0; ; seconds += pollSeconds) {
    const read = await readStatus();
    if ("failure" in read) return read;
    const { status = "", failureReason } = read.found ?? {};
    const minutes = seconds / 60;
    if (read.found === undefined || status === "InService") return { inService: true, minutes };
    if (!transientStatuses.has(status) || seconds >= maxWaitSeconds) {
      return { status, minutes, ...(failureReason === undefined ? {} : { failureReason }) };
    }
    if (seconds % logSeconds === 0) log(formatWaiting(what, status, minutes));
    await sleep(pollSeconds);
  }
}

function formatWaiting(what: string, status: string, minutes: number): string {
  const since = minutes === 0 ? "" : `, for ${minutes} min so far`;
  return `${what} is ${status}: waiting until it is in service${since}`;
}
