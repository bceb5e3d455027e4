import { type AwsFailure, type AwsResult, closeClients, readScaleOuts, type ScaleOut } from "../../aws/client";
import { toScaledResource } from "../../aws/facts";
import type { CompiledEndpoint } from "../../compile";
import { chooseShownZone, getShownUnit } from "../../plan/usage";
import { formatZoned } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  exitCodes,
  formatExamples,
  loadStack,
  printJson,
  readStackFromDisk,
  type RegisterCommand,
  type StackOptions,
  throwUserError,
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
import { listOwnTimetableEdits, writeEdits } from "./write-edits";

type LeadOptions = StackOptions & NameOptions & { readonly write?: boolean };

/** `timetable lead`: how long instances took to come into service. */
export const registerLead: RegisterCommand = (program, io, end) => {
  const command = program.command("lead").description("Measures how long instances took to come into service.");
  addNameOptions(addStackOptions(command))
    .option("--write", "write the 90 % value to readyBefore in the stack file")
    .addHelpText(
      "after",
      [
        "",
        "Reads the scaling activities of the last six weeks, as drift reads AWS. A scale-out lasts from the request until",
        "all of its instances are in service. --write rounds up to the minute, and keeps everything else in the file.",
        "Exit codes: 0, 1 if the stack file has errors or there is nothing to write, 2 if AWS could not be read.",
        formatExamples(
          "  npm run timetable -- lead --stack prod --endpoint sentiment",
          "  npm run timetable -- lead --stack prod --endpoint sentiment --write",
        ),
      ].join("\n"),
    )
    .action(async (options: LeadOptions) => {
      end(await runLead(options, io, end));
    });
};

/** @returns the exit code */
async function runLead(options: LeadOptions, io: CliContext, end: (exitCode: number) => void): Promise<number> {
  const json = options.json === true;
  const stack = loadStack({ ...options, now: options.now ?? io.now }, io);
  if (endIfErrors(stack, json, io, end)) return exitCodes.problems;
  const [endpoint, ...others] = stack.endpoints;
  if (endpoint === undefined || others.length > 0) {
    const names = stack.endpoints.map(({ name }) => name).join(", ");
    return throwUserError(io, "name one endpoint with --endpoint", `endpoints: ${names}`);
  }
  checkWritable(endpoint, options, io);
  const named = getGivenNames(stack, options, io);
  const work = { what: "reading AWS", io, quiet: json };
  const read = await withSpinner(work, () => readEndpoint(endpoint, named, options, io));
  if ("failure" in read) {
    if (json) printJson({ trouble: read.failure }, io);
    else printFailures([read.failure], io);
    return exitCodes.unread;
  }
  const { name, scaleOuts } = read.found;
  const lead = summarizeScaleOuts(endpoint, name, scaleOuts);
  if (options.write !== true || lead.readyBefore === undefined) {
    printLead(lead, false, json, io);
    if (options.write !== true) return exitCodes.ok;
    io.err("not written: there is nothing to measure");
    return exitCodes.problems;
  }
  const setting = ["readyBefore", lead.readyBefore] as const;
  const written = writeEdits((raw) => listOwnTimetableEdits(raw, endpoint.name, setting), options, stack.now, io);
  if ("problems" in written) {
    endIfErrors(written, json, io, end);
    return exitCodes.problems;
  }
  printLead(lead, written.isChanged, json, io);
  io.err(
    written.isChanged ? `written: ${written.shown}; pulumi up brings it to AWS` : `${written.shown} stays as it is`,
  );
  return exitCodes.ok;
}

/** @throws {CommanderError} if the endpoint has no readyBefore to write */
function checkWritable({ name, config }: CompiledEndpoint, { write }: LeadOptions, io: CliContext): void {
  if (write !== true || config?.timetable !== undefined) return;
  throwUserError(io, `${name} has schedules and no timetable, so it has no readyBefore`, "leave --write out");
}

interface NamedScaleOuts {
  readonly name: string;
  readonly scaleOuts: readonly ScaleOut[];
}

async function readEndpoint(
  endpoint: CompiledEndpoint,
  named: NamesAtAws,
  options: LeadOptions,
  io: CliContext,
): Promise<AwsResult<NamedScaleOuts>> {
  const aws = await createStackClients(readStackFromDisk(options, io), io);
  try {
    const name = await findNameAtAws(aws, endpoint, named);
    if ("failure" in name) return name;
    if (name.found === undefined) return { failure: createNotDeployedFailure(endpoint.name) };
    const read = await readScaleOuts(
      aws,
      toScaledResource(getShownUnit(endpoint), name.found, endpoint.config?.variant.name ?? ""),
    );
    return "failure" in read ? read : { found: { name: name.found, scaleOuts: read.found } };
  } finally {
    closeClients(aws);
  }
}

function createNotDeployedFailure(key: string): AwsFailure {
  return {
    kind: "other",
    operation: "sagemaker:ListEndpoints",
    message: `AWS has no endpoint for ${key} in this account and region`,
    fix: "check account and region, or name it with --endpoint-name",
  };
}

/** How long scale-outs took. `seconds` and `readyBefore` are absent if there was none. */
interface Lead {
  readonly endpoint: string;
  readonly awsName: string;
  readonly scaleOuts: number;
  readonly first?: string;
  readonly last?: string;
  readonly seconds?: { readonly p50: number; readonly p90: number; readonly max: number };
  readonly readyBefore?: string;
  readonly configured?: string;
  readonly sure: boolean;
}

/** With fewer, the 90 % value is not much more than the largest one. */
const fewestForSure = 10;

function summarizeScaleOuts(endpoint: CompiledEndpoint, awsName: string, scaleOuts: readonly ScaleOut[]): Lead {
  const sorted = scaleOuts.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  const find = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const [first, last] = [scaleOuts[0], scaleOuts.at(-1)];
  const zone = chooseShownZone(endpoint);
  const { timetable } = endpoint.config ?? {};
  return {
    endpoint: endpoint.name,
    awsName,
    scaleOuts: sorted.length,
    ...(first === undefined || last === undefined
      ? {}
      : {
          first: formatZoned(zone, first.at),
          last: formatZoned(zone, last.at),
          seconds: { p50: find(0.5), p90: find(0.9), max: find(1) },
          readyBefore: `${Math.max(1, Math.ceil(find(0.9) / 60))}m`,
        }),
    ...(timetable === undefined ? {} : { configured: `${timetable.readyBeforeMinutes}m` }),
    sure: sorted.length >= fewestForSure,
  };
}

function printLead(lead: Lead, written: boolean, json: boolean, io: CliContext): void {
  if (json) printJson({ ...lead, written }, io);
  else io.out(formatLead(lead));
}

function formatLead({ endpoint, awsName, scaleOuts, first, last, seconds, ...lead }: Lead): string {
  const heading = `${endpoint} (${awsName})`;
  if (seconds === undefined) {
    return [
      `${heading}: no scale-out in the last six weeks`,
      "  Application Auto Scaling has added no instances, or its target is new; ask again after some windows.",
    ].join("\n");
  }
  const { readyBefore = "", configured, sure } = lead;
  const count = scaleOuts === 1 ? "1 scale-out" : `${scaleOuts} scale-outs`;
  return [
    `${heading}: ${count} from ${first?.slice(0, 10) ?? ""} to ${last?.slice(0, 10) ?? ""}`,
    `  50 % took at most ${formatSeconds(seconds.p50)}, 90 % at most ${formatSeconds(seconds.p90)}, the longest ${formatSeconds(seconds.max)}`,
    `  readyBefore: ${readyBefore}${configured === undefined ? "" : ` (the stack file has ${configured})`}`,
    ...(sure ? [] : [`  not sure: fewer than ${fewestForSure} scale-outs`]),
  ].join("\n");
}

function formatSeconds(seconds: number): string {
  return `${Math.floor(seconds / 60)}m ${String(seconds % 60).padStart(2, "0")}s`;
}
