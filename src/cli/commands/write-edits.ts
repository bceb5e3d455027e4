import { editStackText, type StackEdit } from "../../config/edit";
import { readTextFile } from "../../config/yaml";
import type { Problem } from "../../problem";
import type { EpochMinute } from "../../timetable/time";
import {
  type CliContext,
  findStackFile,
  type LoadedStack,
  loadSource,
  replaceFile,
  type StackOptions,
  throwUserError,
  toStackSource,
} from "../context";

/** What became of edits. `problems`: errors, so nothing was written. */
type WrittenEdits =
  | { readonly shown: string; readonly problems: readonly Problem[] }
  | { readonly shown: string; readonly isChanged: boolean; readonly after: LoadedStack };

/**
 * Writes edits to the stack file if the result has no errors, and keeps every other byte.
 * @throws {CommanderError} if the file cannot be read or written
 */
export function writeEdits(
  edits: readonly StackEdit[],
  options: StackOptions & { readonly dryRun?: boolean },
  now: EpochMinute,
  io: CliContext,
): WrittenEdits {
  const file = findStackFile(options, io);
  const { shown } = file;
  const text = readTextFile(file.fullPath) ?? throwUserError(io, `cannot read ${shown}`);
  const edited = editStackText(text, edits, file.project);
  if ("problems" in edited) return { shown, problems: edited.problems };
  const source = toStackSource(file, new TextEncoder().encode(edited.text));
  const after = loadSource(source, { ...options, now }, io);
  const problems = after.problems.filter(({ severity }) => severity === "error");
  if (problems.length > 0) return { shown, problems };
  const isChanged = edited.text !== text;
  const failed = isChanged && options.dryRun !== true ? replaceFile(file.fullPath, edited.text) : undefined;
  if (failed !== undefined) throwUserError(io, `cannot write ${shown}: ${failed}`);
  return { shown, isChanged, after };
}
