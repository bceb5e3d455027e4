import path from "node:path";
import { readStackFile } from "../config/stack-file";
import { findClosestMatch } from "../config/nearest";
import type { ImportedSchedules, ImportedTarget } from "../import-schedules/imported-target";
import { readSchedules } from "../import-schedules/read-schedules";
import type { EpochMinute } from "../time/instant";
import { compileSource } from "./compile-source";
import type { CliContext } from "./io";
import { readFileOrThrow, readStackFromDisk } from "./stack-source";
import { throwUserError } from "./usage-error";

/** Which targets are meant, where there are several. */
export interface TargetChoice {
  readonly endpoint?: string;
  readonly resourceId?: string;
  readonly into?: string;
  readonly now?: EpochMinute;
}

/**
 * The scheduled actions in the files of a command line.
 *
 * Errors: bad usage where a file cannot be read, nothing is found, or nothing of that name
 */
export function readTargets(
  files: readonly string[],
  choice: TargetChoice,
  io: CliContext,
): ImportedSchedules {
  const texts = files.map((shown) => ({ shown, text: readFileText(shown, io) }));
  const stacks = texts.filter(({ text }) => /^config:/m.test(text));
  const others = readSchedules(texts.filter((file) => !stacks.includes(file)));
  const fromStacks = stacks.flatMap(({ shown }) => readStackTargets(shown, choice, io));
  const targets = [...fromStacks, ...others.targets];
  if (targets.length === 0 && others.problems.length === 0) {
    return throwUserError(
      io,
      `${files.join(", ")}: no scheduled actions of SageMaker endpoints`,
      "an endpoint of a stack file has them under schedules",
    );
  }
  return {
    targets: chooseTargets(targets, choice, stacks.length > 0, io),
    problems: others.problems,
  };
}

function readFileText(file: string, io: CliContext): string {
  return new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, file), file, io));
}

/** Endpoints in the raw form. What is wrong elsewhere in the stack file keeps nobody from leaving it. */
function readStackTargets(
  file: string,
  { now }: TargetChoice,
  io: CliContext,
): readonly ImportedTarget[] {
  const source = readStackFromDisk({ file }, io);
  const { endpoints } = compileSource(source, now ?? io.now);
  const found = Object.values(endpoints).flatMap(({ name, config }): readonly ImportedTarget[] => {
    const { schedules, baseline } = config ?? {};
    if (schedules === undefined || baseline === undefined) return [];
    const actions = Object.entries(schedules).map(([key, action]) => ({ name: key, ...action }));
    return [{ id: name, actions, initial: baseline }];
  });
  const isWrong =
    found.length === 0 && Object.values(endpoints).some(({ config }) => config === undefined);
  const { raw } = readStackFile(new TextDecoder().decode(source.bytes));
  if (isWrong || raw === undefined) {
    return throwUserError(io, `${file} has errors: see npm run timetable -- check --file ${file}`);
  }
  return found;
}

function chooseTargets(
  targets: readonly ImportedTarget[],
  { endpoint, resourceId, into }: TargetChoice,
  hasStacks: boolean,
  io: CliContext,
): readonly ImportedTarget[] {
  const byStack = hasStacks ? endpoint : undefined;
  const wanted = resourceId ?? byStack;
  const found = targets.filter(({ id }) => wanted === undefined || id === wanted);
  const ids = targets.map(({ id }) => id);
  if (wanted !== undefined && found.length === 0) {
    const close = findClosestMatch(wanted, ids);
    return throwUserError(
      io,
      `there are no scheduled actions of "${wanted}"`,
      ...(close === undefined ? [] : [`did you mean ${close}?`]),
      `targets: ${ids.join(", ")}`,
    );
  }
  if (into !== undefined && found.length > 1) {
    return throwUserError(
      io,
      "--into takes one target: say which with --resource-id, or with --endpoint for a stack file",
      `targets: ${ids.join(", ")}`,
    );
  }
  return found;
}
