import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { replaceFile } from "../../cli/context";
import { applyAnswers, type Compilation, type CompiledEndpoint, compileStack } from "../../compile";
import { createCalendarFileReader } from "../../config/calendars";
import { type ParsedStack, parseStack } from "../../config/schema";
import {
  findProject,
  getStackFileName,
  mergeProblems,
  type ProjectFile,
  readAwsSettings,
  readStackFile,
  shippedProject,
} from "../../config/yaml";
import { getShownUnit, listLimitsOverTime } from "../../plan/usage";
import { type AwsState, createAccount, type EpochSeconds, type LoadCurve } from "../aws";

/**
 * Where `npm run try` keeps one stack: the simulated account, the engine's state, and copies of the project's
 * files, since the engine writes into them.
 */
export interface TryFolder {
  readonly account: string;
  readonly engineState: string;
  readonly project: string;
}

export function openTryFolder(root: string, stack: string): TryFolder {
  const folder = path.join(root, ".pulumi-local", stack);
  return {
    account: path.join(folder, "aws.json"),
    engineState: path.join(folder, "state"),
    project: path.join(folder, "project"),
  };
}

/** @returns the saved account, or a new one whose clock starts at `now` */
export function loadAccount(folder: TryFolder, now: EpochSeconds): AwsState {
  if (!existsSync(folder.account)) return createAccount(now);
  const stored = parseJson(readFileSync(folder.account, "utf8"));
  return isAccount(stored) ? stored : createAccount(now);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A file of an older version lacks a member; a damaged one is no account. */
function isAccount(stored: unknown): stored is AwsState {
  if (typeof stored !== "object" || stored === null) return false;
  return Object.keys(createAccount(0)).every((member) => member in stored);
}

export function saveAccount(folder: TryFolder, state: AwsState): void {
  writeFile(folder.account, JSON.stringify(state));
}

function writeFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const reason = replaceFile(file, text);
  if (reason !== undefined) throw new Error(`cannot write ${file}: ${reason}`);
}

/** Deletes the account and the engine's state. */
export function forgetStack(folder: TryFolder): void {
  rmSync(path.dirname(folder.account), { recursive: true, force: true });
}

/**
 * Copies Pulumi.yaml and the stack file to a folder where the engine may write.
 *
 * The engine adds a salt to the stack file; each copy keeps it.
 */
export function copyProject(folder: TryFolder, root: string, { project, stackFile }: TryStack): void {
  const copy = path.join(folder.project, path.relative(root, stackFile));
  writeFile(path.join(folder.project, project.file), readFileSync(path.join(root, project.file), "utf8"));
  writeFile(copy, addSalt(readFileSync(stackFile, "utf8"), existsSync(copy) ? readFileSync(copy, "utf8") : ""));
}

/** Gives the text of a stack file, YAML or JSON, the salt of its older copy. */
function addSalt(text: string, copy: string): string {
  const form = /^( *"?encryptionsalt"?): *"?([^",\s]*)"?,?$/m;
  const [, key = "", salt = ""] = form.exec(copy) ?? [];
  const own = text.replace(form, "");
  if (salt === "") return own;
  return key.includes('"') ? own.replace("{", `{${key}: "${salt}",`) : `${own.trimEnd()}\n${key}: ${salt}\n`;
}

/** A stack file, parsed but not compiled. */
export interface TryStack {
  readonly project: ProjectFile;
  readonly stackFile: string;
  readonly region: string;
  readonly file: ReturnType<typeof readStackFile>;
  readonly parsed: ParsedStack;
}

/**
 * @param root the folder of Pulumi.yaml
 * @returns undefined if the stack has no file
 */
export function readTryStack(root: string, stack: string): TryStack | undefined {
  const readText = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  const { project } = findProject(root, readText) ?? { project: shippedProject };
  const stackFile = path.join(root, project.stackConfigDir ?? ".", getStackFileName(stack, project));
  if (!existsSync(stackFile)) return undefined;
  const text = readFileSync(stackFile, "utf8");
  const file = readStackFile(text, project);
  const { region = defaultRegion } = readAwsSettings(text, project);
  return { project, stackFile, region, file, parsed: parseStack(file.raw ?? {}) };
}

/** @returns the meaning of the stack; its problems include those of the file itself */
export function compileTryStack({ file, parsed }: TryStack, root: string, now: EpochSeconds): Compilation {
  const readCalendarFile = createCalendarFileReader(root);
  const compiled = compileStack(parsed, { now: Math.floor(now / 60), readCalendarFile });
  const compilation = applyAnswers(compiled, {});
  return { ...compilation, problems: mergeProblems(file, compilation.problems) };
}

/** The region if a stack file names none. */
const defaultRegion = "eu-central-1";

const weekSeconds = 604_800;

/** Share of the busiest hour's requests, by hour of a working day and of a day off, UTC. */
const workingDay = [2, 2, 1, 1, 2, 4, 15, 45, 75, 95, 100, 90, 70, 85, 95, 80, 50, 25, 12, 8, 6, 5, 4, 3];
const dayOff = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 13, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];

/** Wednesday 03:00 to 04:00 in Berlin in winter: long enough for copies to arrive, and to show in the hours of a week. */
const wakefulMinutes = { from: (2 * 24 + 2) * 60, to: (2 * 24 + 3) * 60 };

/** Requests in each minute: none in the quiet hours, but for one night in which somebody calls once a minute. */
function createSleepyWeek(week: readonly number[], busiest: number): readonly number[] {
  const minutes = week.flatMap((percent) => Array.from({ length: 60 }, () => (percent < 10 ? 0 : percent)));
  return minutes.map((percent, minute) =>
    minute >= wakefulMinutes.from && minute < wakefulMinutes.to ? 1 : Math.round((busiest * percent) / 100),
  );
}

/**
 * Creates the load of a working week. Its busiest hour needs about as many instances as lie halfway between the
 * largest minimum and maximum, so that scaling has something to do. An inference component may have no copies at night:
 * nobody calls it in the quiet hours but for one night.
 */
export function createTryLoad(endpoint: CompiledEndpoint): LoadCurve {
  const perUnit = countUnitRequests(endpoint);
  const all = listLimitsOverTime(endpoint, 0, weekSeconds / 60).map(({ limits }) => limits);
  const [min, max] = [Math.max(1, ...all.map((limits) => limits.min)), Math.max(1, ...all.map((limits) => limits.max))];
  const sleeps = getShownUnit(endpoint) === "copies";
  const busiest = (perUnit * (min + max)) / 2;
  const week = Array.from({ length: 7 }, (_, day) => (day < 5 ? workingDay : dayOff)).flat();
  return {
    requestsPerMinute: sleeps
      ? createSleepyWeek(week, busiest)
      : week.map((percent) => Math.round((busiest * percent) / 100)),
    periodSeconds: weekSeconds,
    // One call must stay one call.
    noise: sleeps ? 0 : 0.1,
    instanceRequestsPerMinute: perUnit * 1.5,
    latencyMilliseconds,
  };
}

const latencyMilliseconds = 120;

/** Metrics that count requests by minute and instance or copy, and metrics that count requests at the same time. */
const requestMetrics: readonly string[] = ["invocationsPerInstance", "invocationsPerCopy"];
const concurrencyMetrics: readonly string[] = ["concurrentRequestsPerCopy", "provisionedConcurrencyUtilization"];

/** @returns requests a minute that keep one unit of capacity as busy as its scaling policy wants */
function countUnitRequests({ config }: CompiledEndpoint): number {
  const scaling = config?.scaling;
  if (scaling === undefined) return 300;
  const value =
    scaling.kind === "targetTracking"
      ? scaling.target
      : Math.min(...scaling.steps.flatMap(({ when }) => ("above" in when ? [when.above] : [])), 10_000);
  if (requestMetrics.includes(scaling.metric)) return value;
  return concurrencyMetrics.includes(scaling.metric) ? (value * 60_000) / latencyMilliseconds : 300;
}
