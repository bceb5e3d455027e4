import path from "node:path";
import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  closeClients,
  createClients,
  findEndpointNames,
  parseAssumedRoles,
  readLiveEndpoint,
  versionWarningVariable,
} from "../../aws/client";
import type { CompiledEndpoint } from "../../compile";
import { isMap } from "../../config/text";
import { readAwsSettings } from "../../config/yaml";
import { planScaling } from "../../plan/endpoint";
import { chooseShownZone } from "../../plan/usage";
import {
  detectDrift,
  type Drift,
  formatDrift,
  hasDrifted,
  type PlannedScaling,
} from "../../report/drift";
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
 * AWS as the stack's provider would find it: region, profile and roles of the stack file, the rest from the SDK's chain.
 *
 * What the stack file holds encrypted is not followed, and a line says so.
 */
export async function createStackClients(
  options: StackOptions,
  io: CliContext,
): Promise<AwsClients> {
  process.env[versionWarningVariable] ??= "true";
  const text = new TextDecoder().decode(readStackFromDisk(options, io).bytes);
  const { assumeRoles, encrypted, ...place } = readAwsSettings(text);
  if (encrypted.length > 0) {
    io.err(
      `${encrypted.join(", ")}: encrypted, so not followed here; AWS is asked as the SDK's own chain says`,
    );
  }
  return createClients({ ...place, roles: parseAssumedRoles(assumeRoles) });
}

/**
 * The endpoints' names at AWS out of what `pulumi stack output --json` has printed.
 *
 * Out:    by the endpoints' keys
 * Errors: bad usage when the file cannot be read, or is something else
 */
export function readNamesFromOutputs(
  file: string,
  io: CliContext,
): Readonly<Record<string, string>> {
  const outputs = parseOutputs(readOutputsText(file, io), file, io);
  const endpoints = isMap(outputs) ? outputs["endpoints"] : undefined;
  if (!isMap(endpoints)) {
    return throwUserError(
      io,
      `${file} holds no endpoints`,
      "write it with: pulumi stack output --json > outputs.json",
    );
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
    return throwUserError(
      io,
      `${file} is no JSON`,
      "write it with: pulumi stack output --json > outputs.json",
    );
  }
}

interface DriftOptions extends StackOptions {
  readonly endpointName?: string;
  readonly outputs?: string;
}

/** `timetable drift`: what AWS has now against what the timetable says. */
export const registerDrift: RegisterCommand = (program, io, end) => {
  const command = program
    .command("drift")
    .description("What AWS has now against the timetable: limits, scheduled actions, failures.");
  addStackOptions(command)
    .option("--endpoint-name <name>", "the endpoint's name at AWS, with --endpoint")
    .option("--outputs <file>", "what pulumi stack output --json has printed: the names at AWS")
    .addHelpText(
      "after",
      [
        "",
        "Reads AWS with the credentials of the AWS SDK, in aws:region and with aws:profile of the",
        "stack file. An endpoint's name is its key with seven digits that Pulumi appends; where two",
        "fit, name it, or give the stack's outputs.",
        "Exit code: 0 no difference, 1 differences, 2 AWS or the stack file could not be read.",
        "",
        "Examples:",
        "  npm run timetable -- drift --stack prod",
        "  npm run timetable -- drift --stack prod --endpoint sentiment --endpoint-name sentiment-1a2b3c4",
        "  pulumi stack output --json > outputs.json && npm run timetable -- drift --outputs outputs.json",
        "  npm run -s timetable -- drift --stack prod --json",
      ].join("\n"),
    )
    .action(async (options: DriftOptions) => {
      const stack = loadStack(options, io);
      const unread = (): void => {
        end(exitCodes.unread);
      };
      if (endIfErrors(stack, options.json === true, io, unread)) return;
      const named = getGivenNames(stack, options, io);
      const work = { what: "reading AWS", io, quiet: options.json === true };
      const read = await withSpinner(work, () => compareAll(stack, named, options, io));
      if (options.json === true) printJson(toDriftJson(read), io);
      else printDrift(read, io);
      end(getDriftExitCode(read));
    });
};

type NamesAtAws = Readonly<Record<string, string>>;

/** One endpoint's comparison, or why there is none. */
interface ComparedEndpoint {
  readonly endpoint: CompiledEndpoint;
  readonly drift: AwsResult<Drift | undefined>;
}

/** Names at AWS that the command line gives, by the endpoints' keys. */
function getGivenNames(stack: LoadedStack, options: DriftOptions, io: CliContext): NamesAtAws {
  const { endpointName, outputs } = options;
  const fromOutputs = outputs === undefined ? {} : readNamesFromOutputs(outputs, io);
  if (endpointName === undefined) return fromOutputs;
  const [only, ...others] = stack.endpoints;
  if (only === undefined || others.length > 0) {
    const names = stack.endpoints.map(({ name }) => name).join(", ");
    return throwUserError(
      io,
      "--endpoint-name names one endpoint: say which with --endpoint",
      `endpoints: ${names}`,
    );
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
  const read = await Promise.all(
    endpoints.map((endpoint) => compareEndpoint(aws, endpoint, named, now)),
  );
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
  const live = await readLiveEndpoint(aws, name.found, deployment.variantName);
  if ("failure" in live) return { endpoint, drift: live };
  return { endpoint, drift: { found: detectDrift(endpoint, deployment, live.found, at) } };
}

function getPlannedScaling({ name, config, plan }: CompiledEndpoint): PlannedScaling {
  if (config === undefined) return { variantName: "" };
  const variantName = config.variant.name;
  return plan === undefined
    ? { variantName }
    : { variantName, policies: planScaling(name, config, plan, {}) };
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
  const trouble: AwsFailure = {
    kind: "other",
    operation: "sagemaker:ListEndpoints",
    message: `AWS has several endpoints that may be ${key}: ${names.found.join(", ")}`,
    fix: `say which: --endpoint ${key} --endpoint-name ${first ?? ""}, or --outputs with the stack's outputs`,
  };
  return { failure: trouble };
}

/** Of an endpoint that something else has made. */
function getExistingName(config: CompiledEndpoint["config"]): string | undefined {
  return config !== undefined && "endpoint" in config ? config.endpoint.name : undefined;
}

function printDrift(read: readonly ComparedEndpoint[], io: CliContext): void {
  const texts = read.flatMap(({ drift }) =>
    "found" in drift && drift.found !== undefined ? [formatDrift(drift.found)] : [],
  );
  if (texts.length > 0) io.out(texts.join("\n\n"));
  // One trouble, such as no credentials, stops every endpoint: it is told once.
  const troubles = new Map<string, AwsFailure>();
  for (const { drift } of read) {
    if ("failure" in drift) troubles.set(drift.failure.message, drift.failure);
  }
  for (const { message, fix } of troubles.values()) io.err(`error: ${message}\n  fix: ${fix}`);
}

function getDriftExitCode(read: readonly ComparedEndpoint[]): number {
  if (read.some(({ drift }) => "failure" in drift)) return exitCodes.unread;
  const drifted = read.some(
    ({ drift }) => "found" in drift && drift.found !== undefined && hasDrifted(drift.found),
  );
  return drifted ? exitCodes.differs : exitCodes.ok;
}

function toDriftJson(read: readonly ComparedEndpoint[]): unknown {
  const answers = read.flatMap(({ endpoint, drift }) => {
    if ("failure" in drift) return [[endpoint.name, { trouble: drift.failure }] as const];
    const { found } = drift;
    return found === undefined ? [] : [[endpoint.name, toEndpointJson(found)] as const];
  });
  return { endpoints: Object.fromEntries(answers) };
}

function toEndpointJson(drift: Drift): unknown {
  const { endpoint, awsName, wanted, live, fired, counts, findings, heals } = drift;
  const zone = chooseShownZone(endpoint);
  const moment = (at: EpochMinute): string => formatZoned(zone, at);
  const firing = ({ action, at }: { readonly action: string; readonly at: EpochMinute }) => ({
    action,
    at: moment(at),
  });
  return {
    ...(awsName === undefined ? {} : { awsName }),
    at: moment(wanted.at),
    timezone: zone,
    differs: hasDrifted(drift),
    timetable: {
      ...wanted.limits,
      because: wanted.reasons,
      ...(wanted.since === undefined ? {} : { since: moment(wanted.since) }),
      ...(wanted.setBy === undefined ? {} : { setBy: firing(wanted.setBy) }),
    },
    ...(live === undefined
      ? {}
      : { aws: { ...live, ...(fired === undefined ? {} : { setBy: firing(fired) }) } }),
    ...(counts === undefined ? {} : { instances: counts }),
    findings,
    ...(heals === undefined ? {} : { heals: { ...firing(heals), ...heals.limits } }),
  };
}
