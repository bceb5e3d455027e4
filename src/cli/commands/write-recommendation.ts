import type { CompiledEndpoint } from "../../compile";
import type { StackEdit } from "../../config/edit";
import type { Recommendation } from "../../recommend";
import { type CliContext, exitCodes, loadStack, printProblems, type StackOptions, throwUserError } from "../context";
import { writeEdits } from "./write-edits";

type RecommendedConfig = Pick<Recommendation, "timetable" | "scaling">;

/** Writes a recommendation to the stack file if the result has no errors. */
export function writeRecommendation(
  { timetable, scaling }: RecommendedConfig,
  options: StackOptions,
  io: CliContext,
): number {
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
  const written = writeEdits(listEdits({ timetable, scaling }, endpoint, config), options, before.now, io);
  if ("problems" in written) {
    printProblems(written.problems, written.shown, io);
    return exitCodes.problems;
  }
  io.err(`written: ${written.shown}; pulumi up brings it to AWS`);
  return exitCodes.ok;
}

/** Lists the edits that put a recommendation into the stack file. */
export function listEdits(
  { timetable: { timezone, ...parts }, scaling }: RecommendedConfig,
  endpoint: string,
  compiled: CompiledEndpoint | undefined,
): readonly StackEdit[] {
  const place = ["endpoints", endpoint];
  const values = timezone === compiled?.timezone ? parts : { timezone, ...parts };
  const edits = Object.entries(values).map(([key, value]) => ({ path: [...place, "timetable", key], value }));
  if (scaling !== null) return [...edits, { path: [...place, "scaling"], value: scaling }];
  return compiled?.config?.scaling === undefined ? edits : [...edits, { path: [...place, "scaling"] }];
}
