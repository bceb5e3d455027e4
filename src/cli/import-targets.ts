import path from "node:path";
import { readStackFile } from "../config/stack-file";
import { nearest } from "../config/nearest";
import type { ImportedSchedules, ImportedTarget } from "../import-schedules/imported-target";
import { readSchedules } from "../import-schedules/read-schedules";
import type { EpochMinute } from "../time/instant";
import { compileSource } from "./compile-source";
import type { Io } from "./io";
import { readOrEnd, stackOnDisk } from "./stack-source";
import { usageError } from "./usage-error";

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
export function importTargets(
  files: readonly string[],
  choice: TargetChoice,
  io: Io,
): ImportedSchedules {
  const texts = files.map((shown) => ({ shown, text: textOf(shown, io) }));
  const stacks = texts.filter(({ text }) => /^config:/m.test(text));
  const others = readSchedules(texts.filter((file) => !stacks.includes(file)));
  const fromStacks = stacks.flatMap(({ shown }) => targetsOfStack(shown, choice, io));
  const targets = [...fromStacks, ...others.targets];
  if (targets.length === 0 && others.problems.length === 0) {
    return usageError(
      io,
      `${files.join(", ")}: no scheduled actions of SageMaker endpoints`,
      "an endpoint of a stack file has them under schedules",
    );
  }
  return { targets: chosen(targets, choice, stacks.length > 0, io), problems: others.problems };
}

function textOf(file: string, io: Io): string {
  return new TextDecoder().decode(readOrEnd(path.resolve(io.asTyped, file), file, io));
}

/** Endpoints in the raw form. What is wrong elsewhere in the stack file keeps nobody from leaving it. */
function targetsOfStack(file: string, { now }: TargetChoice, io: Io): readonly ImportedTarget[] {
  const source = stackOnDisk({ file }, io);
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
    return usageError(io, `${file} has errors: see npm run timetable -- check --file ${file}`);
  }
  return found;
}

function chosen(
  targets: readonly ImportedTarget[],
  { endpoint, resourceId, into }: TargetChoice,
  hasStacks: boolean,
  io: Io,
): readonly ImportedTarget[] {
  const byStack = hasStacks ? endpoint : undefined;
  const wanted = resourceId ?? byStack;
  const found = targets.filter(({ id }) => wanted === undefined || id === wanted);
  const ids = targets.map(({ id }) => id);
  if (wanted !== undefined && found.length === 0) {
    const close = nearest(wanted, ids);
    return usageError(
      io,
      `there are no scheduled actions of "${wanted}"`,
      ...(close === undefined ? [] : [`did you mean ${close}?`]),
      `targets: ${ids.join(", ")}`,
    );
  }
  if (into !== undefined && found.length > 1) {
    return usageError(
      io,
      "--into takes one target: say which with --resource-id, or with --endpoint for a stack file",
      `targets: ${ids.join(", ")}`,
    );
  }
  return found;
}
