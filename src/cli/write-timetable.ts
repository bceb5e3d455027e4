import path from "node:path";
import { readStackFile } from "../config/stack-file";
import { isMap } from "../config/user-text";
import { editStackText } from "../edit-stack/edit-stack-text";
import type { ImportedTimetable } from "../import-schedules/import-schedules";
import { formatProof } from "../import-schedules/import-text";
import { problemText } from "../problem";
import { exitCodes } from "./exit-codes";
import type { CliContext } from "./io";
import { replaceFile, readTextFile } from "./text-on-disk";
import { throwUserError } from "./usage-error";

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
  io: CliContext,
): number {
  const fullPath = path.resolve(io.currentFolder, file);
  const text = readTextFile(fullPath);
  if (text === undefined) return throwUserError(io, `cannot read ${file}`);
  const { raw } = readStackFile(text);
  const endpoints = isMap(raw) && isMap(raw["endpoints"]) ? raw["endpoints"] : {};
  const held = endpoints[endpoint];
  if (!isMap(held)) {
    return throwUserError(
      io,
      `there is no endpoint "${endpoint}" in ${file}: say which with --endpoint`,
      `endpoints: ${Object.keys(endpoints).join(", ")}`,
    );
  }
  if (held["timetable"] !== undefined) {
    return throwUserError(io, `${endpoint} has a timetable already in ${file}`, "remove it first");
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
  const failure = replaceFile(fullPath, edited.text);
  if (failure !== undefined) return throwUserError(io, failure);
  io.err([`written: ${file}, timetable of ${endpoint}`, ...formatProof(imported)].join("\n  "));
  return exitCodes.ok;
}
