import {
  type AwsClients,
  type AwsResult,
  closeClients,
  type InvocationHistory,
  readInvocations,
} from "../../aws/client";
import type { CompiledEndpoint } from "../../compile";
import type { DemandHistory } from "../../recommend";
import { formatInstant, formatUtc } from "../../timetable/time";
import {
  type CliContext,
  listStacks,
  loadSource,
  readStackFromDisk,
  type StackOptions,
  type StackSource,
  throwUserError,
  withSpinner,
  writeOutput,
} from "../context";
import { createStackClients, findNameAtAws, printFailures } from "./names-at-aws";

/** `fromCloudwatch`: an endpoint's key in the stack file, or its name at AWS. */
export interface FetchOptions extends StackOptions {
  readonly fromCloudwatch: string;
  readonly weeks: number;
  readonly variant?: string;
  readonly save?: string;
}

/** Where to read. `endpoint`: absent for an endpoint that the stack file does not have. */
interface MetricSource {
  readonly stack?: StackSource;
  readonly endpoint?: CompiledEndpoint;
  readonly variantName: string;
}

/** The name of a variant in the examples of AWS, and in stack files that name none. */
const usualVariant = "AllTraffic";

/**
 * Fetches the invocations of an endpoint from CloudWatch, and saves them as CSV if asked to.
 * @returns `endpoint`: its key, if the stack file has it; undefined if AWS could not be read, after printing why
 * @throws {CommanderError} if there is nothing to read, or the file cannot be written
 */
export async function fetchHistory(
  options: FetchOptions,
  io: CliContext,
): Promise<{ readonly history: Omit<DemandHistory, "zone">; readonly endpoint?: string } | undefined> {
  const source = findMetricSource(options, io);
  const { endpoint, variantName } = source;
  const aws = await createStackClients(source.stack, io);
  const read = await readAndClose(aws, source, options, io);
  if ("failure" in read) {
    printFailures([read.failure], io);
    return undefined;
  }
  const { name, history } = read.found;
  if (history === undefined) {
    return throwUserError(
      io,
      `CloudWatch has no invocations of ${name ?? endpoint?.name ?? ""}, variant ${variantName}, in the last ${options.weeks === 1 ? "week" : `${options.weeks} weeks`}`,
      "check the endpoint's name, --variant, and the region; CloudWatch has none of asynchronous endpoints",
    );
  }
  const { start, intervalMinutes, requests } = history;
  const end = formatUtc(start + requests.length * intervalMinutes);
  io.err(`read: ${name ?? ""}, ${formatUtc(start)} to ${end}, every ${intervalMinutes} minutes`);
  if (options.save !== undefined) writeOutput(formatCsv(history), options.save, io);
  return { history, ...(endpoint === undefined ? {} : { endpoint: endpoint.name }) };
}

/** A key of the stack file comes first, then a name at AWS. Needs no stack file for the latter. */
function findMetricSource(options: FetchOptions, io: CliContext): MetricSource {
  const { fromCloudwatch: key, file, stack: chosen, variant } = options;
  if (file === undefined && chosen === undefined && listStacks(io).length === 0) {
    return { variantName: variant ?? usualVariant };
  }
  const stack = readStackFromDisk(options, io);
  const { endpoints, shown } = loadSource(stack, { endpoint: key, now: io.now }, io);
  const [endpoint] = endpoints;
  if (endpoint === undefined) return { stack, variantName: variant ?? usualVariant };
  const { config } = endpoint;
  if (config === undefined) {
    return throwUserError(io, `${key} has errors in ${shown}`, "timetable check shows them");
  }
  if ("endpoint" in config ? config.endpoint.async : config.async !== undefined) {
    throwUserError(io, `${key} is asynchronous: SageMaker publishes no invocations of it`, "use --history");
  }
  return { stack, endpoint, variantName: variant ?? config.variant.name };
}

interface NamedHistory {
  readonly name: string | undefined;
  readonly history: InvocationHistory | undefined;
}

async function readAndClose(
  aws: AwsClients,
  { endpoint, variantName }: MetricSource,
  { fromCloudwatch, weeks, json }: FetchOptions,
  io: CliContext,
): Promise<AwsResult<NamedHistory>> {
  let progress = "";
  const work = { what: () => `reading CloudWatch${progress}`, io, quiet: json === true };
  try {
    return await withSpinner(work, async () => {
      const choose = (name: string) => `--from-cloudwatch ${name}`;
      const named = endpoint === undefined ? { found: fromCloudwatch } : await findNameAtAws(aws, endpoint, {}, choose);
      if ("failure" in named) return named;
      if (named.found === undefined) return { found: { name: undefined, history: undefined } };
      const onWeek = (week: number) => {
        progress = `, week ${week} of ${weeks}`;
      };
      const read = await readInvocations(aws, { endpointName: named.found, variantName, weeks, now: io.now, onWeek });
      return "failure" in read ? read : { found: { name: named.found, history: read.found } };
    });
  } finally {
    closeClients(aws);
  }
}

/** The form that `--history` reads. An interval without a value has no row. */
function formatCsv({ start, intervalMinutes, requests }: InvocationHistory): string {
  const rows = requests.flatMap((count, index) =>
    count >= 0 ? [`${formatInstant(start + index * intervalMinutes)},${count}`] : [],
  );
  return ["timestamp,requests", ...rows, ""].join("\n");
}
