import { type Command, InvalidArgumentError } from "commander";
import type { CompiledEndpoint } from "../../compile";
import { editStackText, type StackEdit } from "../../config/edit";
import { isMap } from "../../config/text";
import { readStackFile, readTextFile } from "../../config/yaml";
import { getShownUnit } from "../../plan/usage";
import type { Problem } from "../../problem";
import { buildEndpointReport, reportHorizons } from "../../report";
import { compareStacks, type EndpointDiff, formatDiff } from "../../report/diff";
import { formatOverride, wrapText } from "../../report/text";
import {
  type CliContext,
  endIfErrors,
  findStackFile,
  type LoadedStack,
  loadSource,
  loadStack,
  parseInstantOption,
  printJson,
  printProblems,
  type RegisterCommand,
  replaceFile,
  type StackFile,
  throwUserError,
  toOverrideJson,
  toProblemsJson,
  toStackSource,
} from "../context";
import { checkBeforeCommit, createCommit } from "./create-commit";
import { createOverrideRequest, type OverrideOptions, type OverrideRequest } from "./override-request";
import { getWrittenTimetable, listOwnTimetableEdits } from "./write-edits";

/** `timetable override ENDPOINT`: limits for a while, written into the stack file. */
export const registerOverride: RegisterCommand = (program, io, end) => {
  const command = program
    .command("override")
    .description("Limits for a while that end by themselves, written into the stack file.")
    .argument("<endpoint>", "the endpoint's name");
  addLimitsOptions(command)
    .option("--until <moment>", "when the timetable holds again: 2026-12-05T18:00, tomorrow 09:00, or 18:00")
    .option("--for <length>", "the same as a length: 6h, 90m, 2d", parseLengthOption)
    .option("--from <moment>", "when it begins (default: now)")
    .option("--reason <text>", "why, for those who see it in force")
    .option("--end", "remove the override, so that the timetable holds again")
    .option("--dry-run", "only say what would change")
    .option("--commit", "commit the stack file with git; the reason becomes the message")
    .option("-f, --file <path>", "the stack file to change")
    .option("-s, --stack <name>", "the stack whose Pulumi.<name>.yaml to change")
    .option("--now <instant>", "the moment that counts as now: ISO with offset", parseInstantOption)
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      [
        "",
        "Moments are on the clock of the endpoint's zone. Comments in the file stay. Nothing is written",
        "when the result has errors; the next pulumi up deploys it.",
        "",
        "Examples:",
        '  npm run timetable -- override sentiment --min 12 --max 20 --for 6h --reason "press day"',
        "  npm run timetable -- override sentiment --hold current --until 18:00",
        "  npm run timetable -- override sentiment --pause --until 2026-12-05T18:00 --stack prod",
        "  npm run timetable -- override sentiment --end",
      ].join("\n"),
    )
    .action((endpoint: string, options: Omit<OverrideOptions, "endpoint">) => {
      runOverride({ ...options, endpoint }, io, end);
    });
};

function addLimitsOptions(command: Command): Command {
  return command
    .option("--min <count>", "the min, with --max", parseCountOption)
    .option("--max <count>", "the max, with --min", parseCountOption)
    .option("--hold <count>", "exactly so many, or `current`: what the timetable has then", parseHoldOption)
    .option("--pause", "nothing fires; the limits before it stay");
}

function parseCountOption(text: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new InvalidArgumentError("It is not a whole number, such as 6.");
}

function parseHoldOption(text: string): number | "current" {
  if (text.trim() === "current") return "current";
  if (/^\d{1,9}$/.test(text.trim())) return Number(text);
  throw new InvalidArgumentError("It is neither a whole number, such as 6, nor current.");
}

/** Out: minutes. */
function parseLengthOption(text: string): number {
  const [, days = "0", hours = "0", minutes = "0"] =
    /^(?=\d)(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text.trim()) ?? [];
  const length = (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
  if (length > 0) return length;
  throw new InvalidArgumentError("It is not a length of time such as 6h, 90m, 1h30m or 2d.");
}

type NamedOptions = OverrideOptions & { readonly endpoint: string };

function runOverride(options: NamedOptions, io: CliContext, end: (exitCode: number) => void): void {
  const json = options.json === true;
  const before = loadStack(options, io);
  if (endIfErrors(before, json, io, end)) return;
  const file = findStackFile(options, io);
  const { fullPath, shown } = file;
  const text = readTextFile(fullPath) ?? throwUserError(io, `cannot read ${shown}`);
  const request = chooseRequest(before, options, io);
  const edits = listOverrideEdits(readStackFile(text, file.project).raw, before, request, options, io);
  const edited = editStackText(text, edits, file.project);
  if ("problems" in edited) {
    endIfErrors({ problems: edited.problems, shown }, json, io, end);
    return;
  }
  const after = loadSource(
    toStackSource(file, new TextEncoder().encode(edited.text)),
    { ...options, now: before.now },
    io,
  );
  if (endIfErrors(after, json, io, end)) return;
  const isChanged = edited.text !== text;
  const writes = isChanged && options.dryRun !== true;
  const commits = writes && options.commit === true;
  if (commits) checkBeforeCommit(file, io);
  const failed = writes ? replaceFile(fullPath, edited.text) : undefined;
  if (failed !== undefined) throwUserError(io, `cannot write ${shown}: ${failed}`);
  const result = { before, after, request, isChanged, writes };
  printResult(result, options, io);
  if (commits) commitOverride(result, { file, json }, io);
}

function commitOverride(
  result: OverrideResult,
  { file, json }: { readonly file: StackFile; readonly json: boolean },
  io: CliContext,
): void {
  const { after, request } = result;
  const name = after.endpoints[0]?.name ?? "";
  const reason = request?.value["reason"];
  const subject =
    request === undefined
      ? `End the override of ${name}`
      : `Override ${name}${typeof reason === "string" ? `: ${reason}` : ""}`;
  createCommit(file, [subject, ...formatStateLines(result, after.now)], io);
  if (!json) io.out(`committed: ${subject}`);
}

/** Undefined to remove it. */
function chooseRequest(before: LoadedStack, options: NamedOptions, io: CliContext): OverrideRequest | undefined {
  const [endpoint] = before.endpoints;
  if (endpoint?.config?.timetable === undefined) {
    return throwUserError(
      io,
      `${options.endpoint} has schedules, in AWS's own form, and no timetable to override`,
      "change its schedules, or put it on a timetable",
    );
  }
  const { min, max, hold, pause, from, until, for: length, reason } = options;
  if (options.end !== true) {
    return createOverrideRequest(endpoint, options, before.now, io);
  }
  const others = [min, max, hold, pause, from, until, length, reason];
  if (others.some((other) => other !== undefined)) {
    throwUserError(io, "--end removes the override: leave the other options out");
  }
  return undefined;
}

/** An override is the endpoint's own, so that no other endpoint with the same timetable gets it. */
function listOverrideEdits(
  raw: unknown,
  { endpoints: [compiled] }: LoadedStack,
  request: OverrideRequest | undefined,
  { endpoint }: NamedOptions,
  io: CliContext,
): readonly StackEdit[] {
  if (request !== undefined) return listOwnTimetableEdits(raw, endpoint, ["override", request.value]);
  const written = getWrittenTimetable(raw, endpoint);
  if (isMap(written) && "override" in written) return [{ path: ["endpoints", endpoint, "timetable", "override"] }];
  if (compiled?.config?.timetable?.override !== undefined) {
    const names = compiled.timetables?.map(({ name, endpoints }) => `${name} (${endpoints.join(", ")})`) ?? [];
    throwUserError(
      io,
      `${endpoint} shares its override with the other endpoints of its timetable: ${names.join(", ")}`,
      "remove it from that entry of timetables",
    );
  }
  return [];
}

interface OverrideResult {
  readonly before: LoadedStack;
  readonly after: LoadedStack;
  readonly request: OverrideRequest | undefined;
  readonly isChanged: boolean;
  readonly writes: boolean;
}

function printResult(told: OverrideResult, options: NamedOptions, io: CliContext): void {
  const { before, after, request, isChanged, writes } = told;
  const { now } = after;
  const midnight = Math.floor(now / 1440) * 1440;
  const [diff] = compareStacks(before.endpoints, after.endpoints, midnight);
  const fresh = listNewProblems(before, after);
  const [endpoint] = after.endpoints;
  if (diff === undefined || endpoint === undefined) return;
  if (options.json === true) {
    printJson(toAnswerJson(endpoint, diff, fresh, { now, writes }), io);
    return;
  }
  printProblems(fresh, after.shown, io);
  for (const note of request?.notes ?? []) io.err(`note: ${note}`);
  io.out(
    formatStateLines(told, now)
      .flatMap((line) => wrapText(line, io.columns, 4))
      .join("\n"),
  );
  if (isChanged) io.out(`\n${formatDiff(diff, { width: io.columns, color: io.color })}\n`);
  if (writes) io.out(`written: ${after.shown}; pulumi up brings it to AWS`);
  else io.out(isChanged ? `not written: ${after.shown}` : `${after.shown} stays as it is`);
}

function formatStateLines({ before, after, request }: OverrideResult, now: number): readonly string[] {
  const [was, is] = [before, after].map(({ endpoints: [endpoint] }) => {
    if (endpoint === undefined) return undefined;
    const { zone, override } = buildEndpointReport(endpoint, now, reportHorizons.none);
    return override === undefined ? undefined : formatOverride(zone, override);
  });
  const [endpoint] = after.endpoints;
  const name = endpoint?.name ?? "";
  if (request === undefined) {
    return [was === undefined ? `${name} has no override` : `${name}: removed: ${was}`];
  }
  const instead = was === undefined || was === is ? [] : [`  instead of ${was}`];
  return [`${name}: ${is ?? ""}`, ...instead];
}

/** Notes and warnings that the file had not before. */
function listNewProblems(before: LoadedStack, after: LoadedStack): readonly Problem[] {
  const known = new Set(before.problems.map(({ path: at, code, message }) => `${at} ${code} ${message}`));
  return after.problems.filter(({ path: at, code, message }) => !known.has(`${at} ${code} ${message}`));
}

function toAnswerJson(
  endpoint: CompiledEndpoint,
  diff: EndpointDiff,
  problems: readonly Problem[],
  { now, writes }: { readonly now: number; readonly writes: boolean },
): unknown {
  return {
    endpoint: endpoint.name,
    unit: getShownUnit(endpoint),
    ...toOverrideJson(endpoint, now),
    written: writes,
    words: diff.words,
    problems: toProblemsJson(problems),
  };
}
