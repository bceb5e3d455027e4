import type { CompiledEndpoint } from "../../compile";
import type { StackEdit } from "../../config/edit";
import { mergeSharedSettings } from "../../config/schema";
import { isMap } from "../../config/text";
import type { Recommendation } from "../../recommend";
import { type CliContext, exitCodes, loadStack, printProblems, type StackOptions, throwUserError } from "../context";
import { getWrittenTimetable, writeEdits } from "./write-edits";

type RecommendedConfig = Pick<Recommendation, "timetable" | "scaling">;

/** Writes a recommendation to the stack file if the result has no errors. */
export function writeRecommendation(recommended: RecommendedConfig, options: StackOptions, io: CliContext): number {
  const { endpoint = "" } = options;
  const before = loadStack(options, io);
  const [config] = before.endpoints;
  if (config?.config?.schedules !== undefined) {
    throwUserError(
      io,
      `${endpoint} has schedules and no timetable`,
      "turn them into a timetable with: timetable import",
    );
  }
  const listEdits = (raw: unknown) => listRecommendationEdits(recommended, raw, config ?? { name: endpoint });
  const written = writeEdits(listEdits, options, before.now, io);
  if ("problems" in written) {
    printProblems(written.problems, written.shown, io);
    return exitCodes.problems;
  }
  const shared = config?.timetables?.map((used) => used.name).join(", ");
  if (shared !== undefined) io.err(`${endpoint} has its own timetable now, without ${shared}`);
  io.err(`written: ${written.shown}; pulumi up brings it to AWS`);
  return exitCodes.ok;
}

/**
 * Lists the edits that put a recommendation into the stack file.
 * @param raw the values of the file
 */
export function listRecommendationEdits(
  { timetable: { timezone, ...parts }, scaling }: RecommendedConfig,
  raw: unknown,
  { name, config, ...compiled }: Pick<CompiledEndpoint, "name" | "config" | "timezone">,
): readonly StackEdit[] {
  const place = ["endpoints", name];
  const values = timezone === compiled.timezone ? parts : { timezone, ...parts };
  const edits = listTimetableEdits(raw, name, values);
  if (scaling !== null) return [...edits, { path: [...place, "scaling"], value: scaling }];
  return config?.scaling === undefined ? edits : [...edits, { path: [...place, "scaling"] }];
}

/** Windows that are joined by name would add those of a shared timetable, so the endpoint gets a whole timetable. */
function listTimetableEdits(raw: unknown, endpoint: string, values: object): readonly StackEdit[] {
  const path = ["endpoints", endpoint, "timetable"];
  const written = getWrittenTimetable(raw, endpoint);
  if (isMap(raw) && (typeof written === "string" || (isMap(written) && "like" in written))) {
    const merged = getWrittenTimetable(mergeSharedSettings(raw).raw, endpoint);
    return [{ path, value: { ...(isMap(merged) ? merged : {}), ...values } }];
  }
  return Object.entries(values).map(([key, value]: readonly [string, unknown]) => ({ path: [...path, key], value }));
}
