import path from "node:path";
import { readStackFile } from "../config/stack-file";
import { isMap } from "../config/user-text";
import { editStackText } from "../edit-stack/edit-stack-text";
import type { ImportedTimetable } from "../import-schedules/import-schedules";
import { proofLines } from "../import-schedules/import-text";
import { problemText } from "../problem";
import { exitCodes } from "./exit-codes";
import type { Io } from "./io";
import { replaceOnDisk, textOnDisk } from "./text-on-disk";
import { usageError } from "./usage-error";

/**
 * Puts an imported timetable into a stack file, in place of the endpoint's `schedules` and `baseline`.
 *
 * Out:    the exit code
 * Errors: bad usage where the file has no such endpoint, or the endpoint has a timetable already
 */
export function writeTimetable(
  imported: ImportedTimetable,
  file: string,
  endpoint: string,
  io: Io,
): number {
  const fullPath = path.resolve(io.asTyped, file);
  const text = textOnDisk(fullPath);
  if (text === undefined) return usageError(io, `cannot read ${file}`);
  const { raw } = readStackFile(text);
  const endpoints = isMap(raw) && isMap(raw["endpoints"]) ? raw["endpoints"] : {};
  const held = endpoints[endpoint];
  if (!isMap(held)) {
    return usageError(
      io,
      `there is no endpoint "${endpoint}" in ${file}: say which with --endpoint`,
      `endpoints: ${Object.keys(endpoints).join(", ")}`,
    );
  }
  if (held["timetable"] !== undefined) {
    return usageError(io, `${endpoint} has a timetable already in ${file}`, "remove it first");
  }
  const { timezone, ...rest } = imported.draft;
  const stackZone = isMap(raw) ? raw["timezone"] : undefined;
  const timetable = timezone === stackZone ? rest : { timezone, ...rest };
  const place = ["endpoints", endpoint];
  const gone = ["schedules", "baseline"].filter((key) => held[key] !== undefined);
  const edited = editStackText(text, [
    { path: [...place, "timetable"], value: timetable },
    ...gone.map((key) => ({ path: [...place, key] })),
  ]);
  if ("problems" in edited) {
    for (const problem of edited.problems) io.err(`${problemText(problem)}\n`);
    return exitCodes.problems;
  }
  const failure = replaceOnDisk(fullPath, edited.text);
  if (failure !== undefined) return usageError(io, failure);
  io.err([`written: ${file}, timetable of ${endpoint}`, ...proofLines(imported)].join("\n  "));
  return exitCodes.ok;
}
