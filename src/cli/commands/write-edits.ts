import { editStackText, type StackEdit } from "../../config/edit";
import { isMap } from "../../config/text";
import { readStackFile, readTextFile } from "../../config/yaml";
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
 * @param listEdits gets the values of the file
 * @throws {CommanderError} if the file cannot be read or written
 */
export function writeEdits(
  listEdits: (raw: unknown) => readonly StackEdit[],
  options: StackOptions & { readonly dryRun?: boolean },
  now: EpochMinute,
  io: CliContext,
): WrittenEdits {
  const file = findStackFile(options, io);
  const { shown } = file;
  const text = readTextFile(file.fullPath) ?? throwUserError(io, `cannot read ${shown}`);
  const edited = editStackText(text, listEdits(readStackFile(text, file.project).raw), file.project);
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

/** Returns the timetable of an endpoint as the stack file has it: a map, or the name of one. */
export function getWrittenTimetable(raw: unknown, endpoint: string): unknown {
  const endpoints = isMap(raw) ? raw["endpoints"] : undefined;
  const written = isMap(endpoints) ? endpoints[endpoint] : undefined;
  return isMap(written) ? written["timetable"] : undefined;
}

/** Lists the edits that set one key of an endpoint's own timetable. A timetable that others share stays as it is. */
export function listOwnTimetableEdits(
  raw: unknown,
  endpoint: string,
  [key, value]: readonly [string, unknown],
): readonly StackEdit[] {
  const path = ["endpoints", endpoint, "timetable"];
  const written = getWrittenTimetable(raw, endpoint);
  return typeof written === "string"
    ? [{ path, value: { like: written, [key]: value } }]
    : [{ path: [...path, key], value }];
}
