import type { CompiledEndpoint } from "../compile";
import type { AwsRead } from "../live-aws/aws-read";
import type { AwsTrouble } from "../live-aws/aws-trouble";
import { endpointNamesOf } from "../live-aws/endpoint-names";
import { readEndpoint } from "../live-aws/live-endpoint";
import { closeAws, type LiveAws } from "../live-aws/open-aws";
import { planScaling } from "../plan/scaling";
import { type Deployment, type Drift, driftOf, hasDrifted } from "../report/drift";
import { driftText } from "../report/drift-text";
import { shownZone } from "../report/reported-endpoint";
import { type EpochMinute, formatZoned } from "../time/instant";
import type { RegisterCommand } from "./commands";
import { exitCodes } from "./exit-codes";
import { inProgress } from "./in-progress";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { loadStack, type LoadedStack } from "./load-stack";
import { openLiveAws } from "./open-live-aws";
import { endedByErrors } from "./problems-output";
import { namesInOutputs } from "./stack-outputs";
import { type StackOptions, withStackOptions } from "./stack-options";
import { usageError } from "./usage-error";

interface DriftOptions extends StackOptions {
  readonly endpointName?: string;
  readonly outputs?: string;
}

/** `timetable drift`: what AWS has now against what the timetable says. */
export const registerDrift: RegisterCommand = (program, io, end) => {
  const command = program
    .command("drift")
    .description("What AWS has now against the timetable: limits, scheduled actions, failures.");
  withStackOptions(command)
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
      if (endedByErrors(stack, options.json === true, io, unread)) return;
      const named = namesGiven(stack, options, io);
      const work = { what: "reading AWS", io, quiet: options.json === true };
      const read = await inProgress(work, () => readAll(stack, named, options, io));
      if (options.json === true) printJson(driftJson(read), io);
      else printDrift(read, io);
      end(exitCodeOf(read));
    });
};

type Named = Readonly<Record<string, string>>;

/** One endpoint's comparison, or why there is none. */
interface Compared {
  readonly endpoint: CompiledEndpoint;
  readonly drift: AwsRead<Drift | undefined>;
}

/** Names at AWS that the command line gives, by the endpoints' keys. */
function namesGiven(stack: LoadedStack, options: DriftOptions, io: Io): Named {
  const { endpointName, outputs } = options;
  const fromOutputs = outputs === undefined ? {} : namesInOutputs(outputs, io);
  if (endpointName === undefined) return fromOutputs;
  const [only, ...others] = stack.endpoints;
  if (only === undefined || others.length > 0) {
    const names = stack.endpoints.map(({ name }) => name).join(", ");
    return usageError(
      io,
      "--endpoint-name names one endpoint: say which with --endpoint",
      `endpoints: ${names}`,
    );
  }
  return { [only.name]: endpointName };
}

async function readAll(
  { endpoints, now }: LoadedStack,
  named: Named,
  options: DriftOptions,
  io: Io,
): Promise<readonly Compared[]> {
  const aws = await openLiveAws(options, io);
  const read = await Promise.all(endpoints.map((endpoint) => compared(aws, endpoint, named, now)));
  closeAws(aws);
  return read;
}

async function compared(
  aws: LiveAws,
  endpoint: CompiledEndpoint,
  named: Named,
  at: EpochMinute,
): Promise<Compared> {
  const name = await nameAtAws(aws, endpoint, named);
  if ("trouble" in name) return { endpoint, drift: name };
  const deployment = deploymentOf(endpoint);
  if (name.found === undefined) {
    return { endpoint, drift: { found: driftOf(endpoint, deployment, undefined, at) } };
  }
  const live = await readEndpoint(aws, name.found, deployment.variantName);
  if ("trouble" in live) return { endpoint, drift: live };
  return { endpoint, drift: { found: driftOf(endpoint, deployment, live.found, at) } };
}

function deploymentOf({ name, config, plan }: CompiledEndpoint): Deployment {
  if (config === undefined) return { variantName: "" };
  const variantName = config.variant.name;
  return plan === undefined
    ? { variantName }
    : { variantName, policies: planScaling(name, config, plan, {}) };
}

async function nameAtAws(
  aws: LiveAws,
  { name: key, config }: CompiledEndpoint,
  named: Named,
): Promise<AwsRead<string | undefined>> {
  const given = named[key] ?? existingName(config);
  if (given !== undefined) return { found: given };
  const names = await endpointNamesOf(aws, key);
  if ("trouble" in names) return names;
  const [first, ...others] = names.found;
  if (others.length === 0) return { found: first };
  const trouble: AwsTrouble = {
    kind: "other",
    operation: "sagemaker:ListEndpoints",
    message: `AWS has several endpoints that may be ${key}: ${names.found.join(", ")}`,
    fix: `say which: --endpoint ${key} --endpoint-name ${first ?? ""}, or --outputs with the stack's outputs`,
  };
  return { trouble };
}

/** Of an endpoint that something else has made. */
function existingName(config: CompiledEndpoint["config"]): string | undefined {
  return config !== undefined && "endpoint" in config ? config.endpoint.name : undefined;
}

function printDrift(read: readonly Compared[], io: Io): void {
  const texts = read.flatMap(({ drift }) =>
    "found" in drift && drift.found !== undefined ? [driftText(drift.found)] : [],
  );
  if (texts.length > 0) io.out(texts.join("\n\n"));
  // One trouble, such as no credentials, stops every endpoint: it is told once.
  const troubles = new Map<string, AwsTrouble>();
  for (const { drift } of read) {
    if ("trouble" in drift) troubles.set(drift.trouble.message, drift.trouble);
  }
  for (const { message, fix } of troubles.values()) io.err(`error: ${message}\n  fix: ${fix}`);
}

function exitCodeOf(read: readonly Compared[]): number {
  if (read.some(({ drift }) => "trouble" in drift)) return exitCodes.unread;
  const drifted = read.some(
    ({ drift }) => "found" in drift && drift.found !== undefined && hasDrifted(drift.found),
  );
  return drifted ? exitCodes.differs : exitCodes.ok;
}

function driftJson(read: readonly Compared[]): unknown {
  const answers = read.flatMap(({ endpoint, drift }) => {
    if ("trouble" in drift) return [[endpoint.name, { trouble: drift.trouble }] as const];
    const { found } = drift;
    return found === undefined ? [] : [[endpoint.name, endpointJson(found)] as const];
  });
  return { endpoints: Object.fromEntries(answers) };
}

function endpointJson(drift: Drift): unknown {
  const { endpoint, awsName, wanted, live, fired, counts, findings, heals } = drift;
  const zone = shownZone(endpoint);
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
      because: wanted.because,
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
