import { readAws } from "./aws-read";
import type { AwsTrouble } from "./aws-trouble";
import { endpointThere } from "./endpoint-counts";
import type { LiveAws } from "./open-aws";

/** Somebody who waits. `sleep`: lets seconds pass; `say`: told in words how the waiting goes. */
export interface Waiting {
  readonly sleep: (seconds: number) => Promise<void>;
  readonly say: (line: string) => void;
}

/**
 * How the waiting for an endpoint has ended.
 *
 * `inService`: it takes an update, or is not there and will take none
 * `status`:    it does not become ready
 * `minutes`:   how long it was waited for; 0 where nobody has to, or no waiting helps
 */
export type Waited =
  | { readonly inService: true; readonly minutes: number }
  | { readonly status: string; readonly minutes: number; readonly failureReason?: string }
  | { readonly trouble: AwsTrouble };

/** Statuses that end by themselves, as a rule in service. In any other SageMaker waits for somebody. */
const passing: ReadonlySet<string> = new Set([
  "Creating",
  "Updating",
  "SystemUpdating",
  "RollingBack",
]);

/** Seconds: how often it is asked, and told. */
const askEvery = 15;
const sayEvery = 60;

/**
 * Seconds until nobody waits any more: as long as the provider waits for an endpoint that it has updated itself, and
 * a start-up may take.
 *
 * Source: terraform-provider-aws internal/service/sagemaker/endpoint.go, 60 minutes;
 *         https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html, both timeouts
 */
const waitLimit = 3600;

/**
 * Waits until SageMaker takes an update of an endpoint: it refuses one in the minutes of another, and each change of
 * an instance count is one.
 *
 * In:     the endpoint's name at AWS
 * Errors: none
 * Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_EndpointSummary.html, EndpointStatus
 */
export async function untilInService(
  { sageMaker }: { readonly sageMaker: Pick<LiveAws["sageMaker"], "describeEndpoint"> },
  endpointName: string,
  { sleep, say }: Waiting,
): Promise<Waited> {
  for (let seconds = 0; ; seconds += askEvery) {
    const read = await readAws("sagemaker:DescribeEndpoint", () =>
      endpointThere(sageMaker, endpointName),
    );
    if ("trouble" in read) return read;
    const { EndpointStatus: status = "", FailureReason: failureReason } = read.found ?? {};
    const minutes = seconds / 60;
    if (read.found === undefined || status === "InService") return { inService: true, minutes };
    if (!passing.has(status) || seconds >= waitLimit) {
      return { status, minutes, ...(failureReason === undefined ? {} : { failureReason }) };
    }
    if (seconds % sayEvery === 0) say(waitingText(endpointName, status, minutes));
    await sleep(askEvery);
  }
}

function waitingText(endpointName: string, status: string, minutes: number): string {
  const since = minutes === 0 ? "" : `, for ${minutes} min so far`;
  return `endpoint ${endpointName} is ${status}: waiting until it is in service${since}`;
}
