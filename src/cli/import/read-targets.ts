import path from "node:path";
import { findClosestMatch, isMap } from "../../config/text";
import { readStackFile } from "../../config/yaml";
import { getShownUnit } from "../../plan/usage";
import type { Problem } from "../../problem";
import type { EpochMinute } from "../../timetable/time";
import { type CliContext, compileSource, readFileOrThrow, readStackFromDisk, throwUserError } from "../context";
import {
  collectSchedules,
  createImportProblem,
  createLeftOutProblem,
  type ImportedSchedules,
  type ImportedTarget,
  scheduledActionsCommand,
} from "./imported-target";
import { readAwsJson } from "./read-aws-json";
import { readTerraformJson } from "./read-terraform-json";

/** `shown`: the file name in messages. */
export interface ScheduleFile {
  readonly shown: string;
  readonly text: string;
}

type FileKind = "aws-json" | "terraform-json" | UnreadableKind;

type UnreadableKind = "terraform-source" | "cloudformation" | "other";

/**
 * Reads scheduled actions from the JSON of the AWS CLI and Terraform. One file may have a target's actions and
 * another its limits. Never throws: see `problems`.
 */
export function readSchedules(files: readonly ScheduleFile[]): ImportedSchedules {
  const parsed = files.map(({ shown, text }) => {
    const value = parseJson(text);
    return { shown, value, kind: detectFileKind(value, text) };
  });
  const results = parsed.flatMap(({ shown, value, kind }) => {
    if (kind === "aws-json") return [readAwsJson(value, shown)];
    return kind === "terraform-json" ? [readDeepJson(value, shown)] : [];
  });
  const { targets, problems } = collectSchedules(results.flatMap((result) => result.targets));
  const unreadable = (["terraform-source", "cloudformation", "other"] as const).flatMap((kind) => {
    const names = parsed.filter((file) => file.kind === kind).map(({ shown }) => shown);
    return names.length === 0 ? [] : [createUnreadableProblem(kind, names.join(", "))];
  });
  return {
    targets: targets.filter(({ actions }) => actions.length > 0),
    problems: [...unreadable, ...results.flatMap((result) => result.problems), ...problems],
  };
}

/** Modules of Terraform contain each other, and code that follows them runs out of stack. */
function readDeepJson(value: unknown, shown: string): ImportedSchedules {
  try {
    return readTerraformJson(value, shown);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { targets: [], problems: [createImportProblem(shown, "it is nested too deeply")] };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function detectFileKind(value: unknown, text: string): FileKind {
  if (isMap(value)) {
    if ("ScheduledActions" in value || "ScalableTargets" in value) return "aws-json";
    if ("format_version" in value) return "terraform-json";
    if ("Resources" in value) return "cloudformation";
    // Terraform's JSON syntax, and its stored state.
    return "resource" in value || "resources" in value ? "terraform-source" : "other";
  }
  if (/^(resource|variable|locals|module|terraform|provider|data|output)\b[^:\n]*\{/m.test(text)) {
    return "terraform-source";
  }
  return /^Resources:/m.test(text) ? "cloudformation" : "other";
}

function createUnreadableProblem(kind: UnreadableKind, place: string): Problem {
  const problem = createImportProblem(place, "");
  switch (kind) {
    case "terraform-source":
      return {
        ...problem,
        message: "import cannot read Terraform source or stored state, only resolved JSON",
        expected: "the output of terraform show -json",
        fix: "terraform show -json > state.json, or for a plan: terraform plan -out=plan.tfplan, then terraform show -json plan.tfplan > plan.json",
      };
    case "cloudformation":
      return {
        ...problem,
        message: "import cannot read CloudFormation templates, only the actions at AWS",
        expected: "the output of the AWS CLI",
        fix: scheduledActionsCommand,
      };
    case "other":
      return {
        ...problem,
        message: "the file has no scheduled actions in a known form",
        expected:
          "a stack file with schedules, or the JSON of terraform show -json or aws application-autoscaling describe-scheduled-actions",
      };
  }
}

export interface TargetChoice {
  readonly endpoint?: string;
  readonly resourceId?: string;
  readonly into?: string;
  readonly now?: EpochMinute;
}

/**
 * Reads the scheduled actions of the chosen targets.
 * @throws {CommanderError} if a file cannot be read, or no target is found
 */
export function readTargets(files: readonly string[], choice: TargetChoice, io: CliContext): ImportedSchedules {
  const texts = files.map((shown) => ({ shown, text: readFileText(shown, io) }));
  const stacks = texts.filter(({ text }) => /^config:/m.test(text));
  const others = readSchedules(texts.filter((file) => !stacks.includes(file)));
  const fromStacks = stacks.map(({ shown }) => readStackTargets(shown, choice, io));
  const targets = [...fromStacks, others].flatMap((read) => read.targets);
  const problems = [...fromStacks, others].flatMap((read) => read.problems);
  if (targets.length === 0 && problems.length === 0) {
    return throwUserError(
      io,
      `no scheduled actions of SageMaker endpoints in ${files.join(", ")}`,
      "in a stack file, they are under schedules",
    );
  }
  return { targets: chooseTargets(targets, choice, stacks.length > 0, io), problems };
}

function readFileText(file: string, io: CliContext): string {
  return new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, file), file, io));
}

/** Reads endpoints in the raw form. One with errors is left out, with a warning. */
function readStackTargets(file: string, { now, endpoint }: TargetChoice, io: CliContext): ImportedSchedules {
  const source = readStackFromDisk({ file }, io);
  const { endpoints } = compileSource(source, now ?? io.now);
  const targets = Object.values(endpoints).flatMap((compiled): readonly ImportedTarget[] => {
    const { name, config } = compiled;
    const { schedules, baseline } = config ?? {};
    if (schedules === undefined || baseline === undefined) return [];
    const actions = Object.entries(schedules).map(([key, action]) => ({ name: key, ...action }));
    return [{ id: name, unit: getShownUnit(compiled), actions, initial: baseline }];
  });
  const broken = Object.values(endpoints).filter(({ config }) => config === undefined);
  const { raw } = readStackFile(new TextDecoder().decode(source.bytes), source.project);
  const check = `npm run timetable -- check --file ${file}`;
  if (raw === undefined || (targets.length === 0 && broken.length > 0)) {
    return throwUserError(io, `${file} has errors: run ${check}`);
  }
  const problems = broken
    .filter(({ name }) => endpoint === undefined || name === endpoint)
    .map(({ name }) => ({ ...createLeftOutProblem(`${file}: ${name}`, "its configuration has errors"), fix: check }));
  return { targets, problems };
}

function chooseTargets(
  targets: readonly ImportedTarget[],
  { endpoint, resourceId, into }: TargetChoice,
  hasStacks: boolean,
  io: CliContext,
): readonly ImportedTarget[] {
  const wanted = resourceId ?? (hasStacks ? endpoint : undefined);
  const found = targets.filter(({ id }) => wanted === undefined || id === wanted);
  const ids = targets.map(({ id }) => id);
  if (wanted !== undefined && found.length === 0) {
    const close = findClosestMatch(wanted, ids);
    return throwUserError(
      io,
      `no scheduled actions of "${wanted}"`,
      ...(close === undefined ? [] : [`did you mean ${close}?`]),
      `targets: ${ids.join(", ")}`,
    );
  }
  if (into !== undefined && found.length > 1) {
    return throwUserError(
      io,
      "--into takes one target: choose it with --resource-id, or with --endpoint for a stack file",
      `targets: ${ids.join(", ")}`,
    );
  }
  return found;
}
