import { type AwsClients, type AwsResult, closeClients, readLiveEndpoint, readPolicyAlarms } from "../../aws/client";
import { toScaledResource } from "../../aws/facts";
import type { CompiledEndpoint } from "../../compile";
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
  readStackFromDisk,
  type RegisterCommand,
  type StackOptions,
  withSpinner,
} from "../context";
import {
  addNameOptions,
  createStackClients,
  findNameAtAws,
  getGivenNames,
  type NameOptions,
  type NamesAtAws,
  printFailures,
} from "./names-at-aws";

type DriftOptions = StackOptions & NameOptions;

export const registerDrift: RegisterCommand = (program, io, end) => {
  const command = program
    .command("drift")
    .description("Compares AWS with the timetable: limits, scheduled actions, failures.");
  addNameOptions(addStackOptions(command))
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

/** `drift`: the comparison, or why AWS could not be read. */
interface ComparedEndpoint {
  readonly endpoint: CompiledEndpoint;
  readonly drift: AwsResult<Drift | undefined>;
}

async function compareAll(
  { endpoints, now }: LoadedStack,
  named: NamesAtAws,
  options: DriftOptions,
  io: CliContext,
): Promise<readonly ComparedEndpoint[]> {
  const aws = await createStackClients(readStackFromDisk(options, io), io);
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

function printDrift(read: readonly ComparedEndpoint[], io: CliContext): void {
  const texts = read.flatMap(({ drift }) =>
    "found" in drift && drift.found !== undefined ? [formatDrift(drift.found)] : [],
  );
  if (texts.length > 0) io.out(texts.join("\n\n"));
  printFailures(
    read.flatMap(({ drift }) => ("failure" in drift ? [drift.failure] : [])),
    io,
  );
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
