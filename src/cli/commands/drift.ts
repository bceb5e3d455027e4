import path from "node:path";
import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  closeClients,
  createClients,
  findEndpointNames,
  parseProviderSettings,
  readLiveEndpoint,
  readPolicyAlarms,
  versionWarningVariable,
} from "../../aws/client";
import { toScaledResource } from "../../aws/facts";
import type { CompiledEndpoint } from "../../compile";
import { isMap } from "../../config/text";
import { readAwsSettings } from "../../config/yaml";
import { planScaling } from "../../plan/endpoint";
import { chooseShownZone, getShownUnit } from "../../plan/usage";
import { detectDrift, type Drift, formatDrift, hasDrifted, type PlannedScaling } from "../../report/drift";
import { type EpochMinute, formatZoned } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  exitCodes,
  type LoadedStack,
  loadStack,
  printJson,
  readFileOrThrow,
  readStackFromDisk,
  type RegisterCommand,
  type StackOptions,
  throwUserError,
  withSpinner,
} from "../context";

/**
 * Creates AWS clients with the provider's settings in the stack file; the rest comes from the SDK's own chain. Ignores
 * encrypted settings and prints which.
 */
async function createStackClients(options: StackOptions, io: CliContext): Promise<AwsClients> {
  process.env[versionWarningVariable] ??= "true";
  const { bytes, project } = readStackFromDisk(options, io);
  const { provider, encrypted } = readAwsSettings(new TextDecoder().decode(bytes), project);
  if (encrypted.length > 0) {
    io.err(`${encrypted.join(", ")}: ignored because encrypted; the AWS SDK's defaults apply`);
  }
  return createClients(parseProviderSettings(provider));
}

/**
 * Reads the endpoints' names at AWS from the output of `pulumi stack output --json`.
 * @returns names by the endpoints' keys
 * @throws {CommanderError} if the file is unreadable or something else
 */
function readNamesFromOutputs(file: string, io: CliContext): Readonly<Record<string, string>> {
  const outputs = parseOutputs(readOutputsText(file, io), file, io);
  const endpoints = isMap(outputs) ? outputs["endpoints"] : undefined;
  if (!isMap(endpoints)) {
    return throwUserError(io, `${file} has no endpoints`, "create it with: pulumi stack output --json > outputs.json");
  }
  return Object.fromEntries(
    Object.entries(endpoints).flatMap(([key, output]) => {
      const name = isMap(output) ? output["name"] : undefined;
      return typeof name === "string" ? [[key, name]] : [];
    }),
  );
}

function readOutputsText(file: string, io: CliContext): string {
  return new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, file), file, io));
}

function parseOutputs(text: string, file: string, io: CliContext): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return throwUserError(io, `${file} is not JSON`, "create it with: pulumi stack output --json > outputs.json");
  }
}

interface DriftOptions extends StackOptions {
  readonly endpointName?: string;
  readonly outputs?: string;
}

export const registerDrift: RegisterCommand = (program, io, end) => {
  const command = program
    .command("drift")
    .description("Compares AWS with the timetable: limits, scheduled actions, failures.");
  addStackOptions(command)
    .option("--endpoint-name <name>", "the endpoint's name at AWS; use with --endpoint")
    .option("--outputs <file>", "the output of pulumi stack output --json: has the names at AWS")
    .addHelpText(
      "after",
      [
        "",
        "Reads AWS with the credentials of the AWS SDK and the stack file's aws:region and aws:profile.",
        "An endpoint's name at AWS is its key and seven digits from Pulumi. If several endpoints match,",
        "choose one with --endpoint-name, or pass the stack's outputs.",
        "Exit codes: 0 no difference, 1 differences, 2 AWS or the stack file could not be read.",
        "",
        "Examples:",
        "  npm run timetable -- drift --stack prod",
        "  npm run timetable -- drift --stack prod --endpoint sentiment --endpoint-name sentiment-1a2b3c4",
        "  pulumi stack output --json > outputs.json && npm run timetable -- drift --outputs outputs.json",
        "  npm run -s timetable -- drift --stack prod --json",
      ].join("\n"),
    )
    .action(async (options: DriftOptions) => {
      const stack = loadStack({ ...options, now: options.now ?? io.now }, io);
      const endUnread = (): void => {
        end(exitCodes.unread);
      };
      if (endIfErrors(stack, options.json === true, io, endUnread)) return;
      const named = getGivenNames(stack, options, io);
      const work = { what: "reading AWS", io, quiet: options.json === true };
      const read = await withSpinner(work, () => compareAll(stack, named, options, io));
      if (options.json === true) printJson(toDriftJson(read), io);
      else printDrift(read, io);
      end(getDriftExitCode(read));
    });
};

type NamesAtAws = Readonly<Record<string, string>>;

/** `drift`: the comparison, or why AWS could not be read. */
interface ComparedEndpoint {
  readonly endpoint: CompiledEndpoint;
  readonly drift: AwsResult<Drift | undefined>;
}

/** @returns the names at AWS from the command line, by the endpoints' keys */
function getGivenNames(stack: LoadedStack, options: DriftOptions, io: CliContext): NamesAtAws {
  const { endpointName, outputs } = options;
  const fromOutputs = outputs === undefined ? {} : readNamesFromOutputs(outputs, io);
  if (endpointName === undefined) return fromOutputs;
  const [only, ...others] = stack.endpoints;
  if (only === undefined || others.length > 0) {
    const names = stack.endpoints.map(({ name }) => name).join(", ");
    return throwUserError(io, "--endpoint-name is for one endpoint: choose it with --endpoint", `endpoints: ${names}`);
  }
  return { [only.name]: endpointName };
}

async function compareAll(
  { endpoints, now }: LoadedStack,
  named: NamesAtAws,
  options: DriftOptions,
  io: CliContext,
): Promise<readonly ComparedEndpoint[]> {
  const aws = await createStackClients(options, io);
  const read = await Promise.all(endpoints.map((endpoint) => compareEndpoint(aws, endpoint, named, now)));
  closeClients(aws);
  return read;
}

async function compareEndpoint(
  aws: AwsClients,
  endpoint: CompiledEndpoint,
  named: NamesAtAws,
  at: EpochMinute,
): Promise<ComparedEndpoint> {
  const name = await findNameAtAws(aws, endpoint, named);
  if ("failure" in name) return { endpoint, drift: name };
  const deployment = getPlannedScaling(endpoint);
  if (name.found === undefined) {
    return { endpoint, drift: { found: detectDrift(endpoint, deployment, undefined, at) } };
  }
  const live = await readLiveEndpoint(
    aws,
    toScaledResource(getShownUnit(endpoint), name.found, deployment.variantName),
  );
  if ("failure" in live) return { endpoint, drift: live };
  if (live.found === undefined) {
    return { endpoint, drift: { found: detectDrift(endpoint, deployment, undefined, at) } };
  }
  const alarms = await readPolicyAlarms(aws, live.found.scaling);
  if ("failure" in alarms) return { endpoint, drift: alarms };
  const found = { ...live.found, alarms: alarms.found };
  return { endpoint, drift: { found: detectDrift(endpoint, deployment, found, at) } };
}

function getPlannedScaling({ name, config, plan }: CompiledEndpoint): PlannedScaling {
  if (config === undefined) return { variantName: "" };
  const variantName = config.variant.name;
  return plan === undefined ? { variantName } : { variantName, policies: planScaling(name, config, plan, {}) };
}

async function findNameAtAws(
  aws: AwsClients,
  { name: key, config }: CompiledEndpoint,
  named: NamesAtAws,
): Promise<AwsResult<string | undefined>> {
  const given = named[key] ?? getExistingName(config);
  if (given !== undefined) return { found: given };
  const names = await findEndpointNames(aws, key);
  if ("failure" in names) return names;
  const [first, ...others] = names.found;
  if (others.length === 0) return { found: first };
  const failure: AwsFailure = {
    kind: "other",
    operation: "sagemaker:ListEndpoints",
    message: `several endpoints at AWS match ${key}: ${names.found.join(", ")}`,
    fix: `choose one: --endpoint ${key} --endpoint-name ${first ?? ""}, or pass --outputs with the stack's outputs`,
  };
  return { failure };
}

/** The name of an endpoint that this stack does not create. */
function getExistingName(config: CompiledEndpoint["config"]): string | undefined {
  return config !== undefined && "endpoint" in config ? config.endpoint.name : undefined;
}

function printDrift(read: readonly ComparedEndpoint[], io: CliContext): void {
  const texts = read.flatMap(({ drift }) =>
    "found" in drift && drift.found !== undefined ? [formatDrift(drift.found)] : [],
  );
  if (texts.length > 0) io.out(texts.join("\n\n"));
  // The same failure, such as no credentials, may stop every endpoint: print it once.
  const failures = new Map<string, AwsFailure>();
  for (const { drift } of read) {
    if ("failure" in drift) failures.set(drift.failure.message, drift.failure);
  }
  for (const { message, fix } of failures.values()) io.err(`error: ${message}\n  fix: ${fix}`);
}

function getDriftExitCode(read: readonly ComparedEndpoint[]): number {
  if (read.some(({ drift }) => "failure" in drift)) return exitCodes.unread;
  const drifted = read.some(({ drift }) => "found" in drift && drift.found !== undefined && hasDrifted(drift.found));
  return drifted ? exitCodes.differs : exitCodes.ok;
}

function toDriftJson(read: readonly ComparedEndpoint[]): unknown {
  const endpoints = read.flatMap(({ endpoint, drift }) => {
    if ("failure" in drift) return [[endpoint.name, { trouble: drift.failure }] as const];
    const { found } = drift;
    return found === undefined ? [] : [[endpoint.name, toEndpointJson(found)] as const];
  });
  return { endpoints: Object.fromEntries(endpoints) };
}

function toEndpointJson(drift: Drift): unknown {
  const { endpoint, awsName, wanted, live, fired, counts, findings, heals } = drift;
  const zone = chooseShownZone(endpoint);
  const unit = getShownUnit(endpoint);
  const moment = (at: EpochMinute): string => formatZoned(zone, at);
  const firing = ({ action, at }: { readonly action: string; readonly at: EpochMinute }) => ({
    action,
    at: moment(at),
  });
  return {
    ...(awsName === undefined ? {} : { awsName }),
    at: moment(wanted.at),
    timezone: zone,
    unit,
    differs: hasDrifted(drift),
    timetable: {
      ...wanted.limits,
      because: wanted.reasons,
      ...(wanted.since === undefined ? {} : { since: moment(wanted.since) }),
      ...(wanted.setBy === undefined ? {} : { setBy: firing(wanted.setBy) }),
    },
    ...(live === undefined ? {} : { aws: { ...live, ...(fired === undefined ? {} : { setBy: firing(fired) }) } }),
    ...(counts === undefined ? {} : { instances: counts }),
    findings,
    ...(heals === undefined ? {} : { heals: { ...firing(heals), ...heals.limits } }),
  };
}
