import { unitWords } from "../../aws/facts";
import { existingSectionKeys } from "../../config/schema";
import { editStackText, formatMapEntry } from "../../config/edit";
import { isMap } from "../../config/text";
import { readStackFile, readTextFile } from "../../config/yaml";
import { parseSchedule } from "../../plan/cron";
import { formatProblem, type Problem } from "../../problem";
import { formatLimits } from "../../timetable";
import {
  type EpochDay,
  type EpochMinute,
  formatLocal,
  formatPlainDate,
  isKnownZone,
  parseInstant,
  toEpochMinute,
  toPlainMinute,
} from "../../timetable/time";
import { type CliContext, exitCodes, findStackFile, replaceFile, throwUserError } from "../context";
import { findClockChangeDays } from "./draft-weeks";
import { findTimetable, type FoundTimetable } from "./find-timetable";
import { createImportProblem, type ImportedAction, type ImportedTarget } from "./imported-target";
import {
  countMinutes,
  hasTooManyFirings,
  type LimitsDifference,
  type ReplayedLimits,
  replayLimits,
  type UndeterminedPair,
} from "./replay-limits";

function findActionProblems({ id, actions }: ImportedTarget): readonly Problem[] {
  return actions.flatMap(({ name, schedule, timezone, min, max, startTime, endTime }) => {
    const parsed = parseSchedule(schedule);
    const error = parsed.problems.find(({ severity }) => severity === "error");
    const times = [startTime, endTime].filter((time) => time !== undefined);
    const reasons = [
      ...(error === undefined ? [] : [`${schedule}: ${error.message}`]),
      ...(isKnownZone(timezone) ? [] : [`"${timezone}" is not a time zone`]),
      ...times
        .filter((time) => parseInstant(time) === undefined)
        .map((time) => `"${time}" is not an instant with an offset`),
      ...(parsed.schedule?.kind === "rate" && startTime === undefined
        ? [`AWS does not say at which minute ${schedule} fires without a start time`]
        : []),
      ...(min === undefined && max === undefined ? ["it sets neither min nor max"] : []),
      ...[min, max]
        .filter((side) => side !== undefined && !Number.isInteger(side))
        .map(() => "min and max are not whole numbers"),
    ];
    return reasons.map((why) => createImportProblem(`${id}: ${name}`, why));
  });
}

/** @param dates the first date of the span and its end */
function listNotes(
  { actions }: ImportedTarget,
  { refused, idle }: ReplayedLimits,
  found: FoundTimetable,
  [first, until]: readonly [string, string],
): readonly string[] {
  const { draft } = found;
  const hasDates =
    draft.exceptions !== undefined || Object.values(draft.windows ?? {}).some(({ dates }) => dates !== undefined);
  return [
    ...actions.flatMap(({ name, min, max }) => {
      if (min !== undefined && max !== undefined) return [];
      return min === undefined
        ? [`${name} sets only max: min stays the same`]
        : [`${name} sets only min: max stays the same`];
    }),
    ...refused.map(
      (name) => `${name} would put min above max: AWS then requires both, so the import ignores such a firing`,
    ),
    ...idle.map((name) => `${name} is left out: it does not fire from ${first} to ${until}`),
    ...explainDifferences(
      actions.map(({ timezone }) => timezone),
      found,
    ),
    ...(hasDates ? [`dates are listed until ${until}; later ones follow the week`] : []),
  ];
}

function explainDifferences(
  actionZones: readonly string[],
  { draft, differences = [], oddDates }: FoundTimetable,
): readonly string[] {
  if (differences.length === 0) return [];
  const zones = [...new Set([draft.timezone, ...actionZones])];
  const atChanges = differences.filter((difference) => isAtClockChange(difference, zones));
  const rest = countMinutes(differences) - countMinutes(atChanges);
  return [
    ...(atChanges.length === 0
      ? []
      : [
          `${countMinutes(atChanges)} of these minutes are on days with a clock change: an action does not fire in the missing hour, a timetable changes at its end`,
        ]),
    ...(rest > 0 && zones.length > 1
      ? [`the schedules use ${zones.join(" and ")}, whose offset to each other changes during the year`]
      : []),
    ...(oddDates > 0 ? [`${oddDates} dates differ from the usual week, too many to list`] : []),
    ...(rest > 0 && zones.length === 1 && oddDates === 0
      ? ["no window, exception or date can express what the schedules do then"]
      : []),
  ];
}

function isAtClockChange({ from, to }: LimitsDifference, zones: readonly string[]): boolean {
  return zones.some((zone) => {
    const days = findClockChangeDays(zone, from - 1440, to + 1440);
    return days.has(Math.floor(toPlainMinute(zone, from) / 1440));
  });
}

/** A target's timetable, compared with its actions over `[from, to)`. */
export interface ImportedTimetable extends FoundTimetable {
  readonly target: ImportedTarget;
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly notes: readonly string[];
}

/** `zone`: absent to choose one of the actions' zones. */
export interface ImportSpan {
  readonly fromDay: EpochDay;
  readonly toDay: EpochDay;
  readonly zone?: string;
}

/**
 * Finds a timetable that does what a target's scheduled actions do.
 * @returns the timetable and its differences, or why the actions cannot be replayed
 */
export function importSchedules(
  target: ImportedTarget,
  { fromDay, toDay, zone }: ImportSpan,
): ImportedTimetable | { readonly problems: readonly Problem[] } {
  const problems = findActionProblems(target);
  if (problems.length > 0) return { problems };
  const zones = [...new Set(target.actions.map(({ timezone }) => timezone))];
  const candidates = zone === undefined ? zones : [zone];
  const firstZone = candidates[0] ?? "UTC";
  const from = toEpochMinute(firstZone, fromDay * 1440, "compatible");
  const to = toEpochMinute(firstZone, toDay * 1440, "compatible");
  if (hasTooManyFirings(target, from, to)) return { problems: [createTooManyFiringsProblem(target)] };
  const replayed = replayLimits(target, from, to);
  const { missing, intervals, undetermined } = replayed;
  if (undetermined.length > 0) return { problems: undetermined.map((pair) => createUndeterminedProblem(target, pair)) };
  if (missing.length > 0) return { problems: [createMissingLimitsProblem(target, missing)] };
  if (intervals.length > maxIntervals) return { problems: [createTooManyFiringsProblem(target)] };
  const found = findTimetable(intervals, candidates);
  const notes = listNotes(target, replayed, found, [formatPlainDate(fromDay), formatPlainDate(toDay)]);
  return { ...found, target, from, to, notes };
}

/** A change in each half hour of two years: windows cannot describe more in a few seconds. */
const maxIntervals = 40_000;

function createTooManyFiringsProblem({ id, actions }: ImportedTarget): Problem {
  return {
    ...createImportProblem(id, `its ${actions.length} scheduled actions change the limits too often to be compared`),
    expected: "actions that together fire about once a minute at most, and change the limits each half hour at most",
    fix: "remove actions that only repeat others, then import again",
  };
}

function createMissingLimitsProblem({ id }: ImportedTarget, missing: readonly string[]): Problem {
  return {
    ...createImportProblem(id, ""),
    message: `${missing.join(" and ")} before the first firing is unknown: no action sets it, and the file does not have the target's limits`,
    expected: "the limits of the registered target",
    fix: "pass them, for example --baseline 1-4",
  };
}

/** @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-scheduled-scaling.html */
function createUndeterminedProblem({ id }: ImportedTarget, { at, actions, count }: UndeterminedPair): Problem {
  const [first, second] = actions;
  const moment = formatLocal(second.timezone, at);
  const when = count === 1 ? `on ${moment}` : `${count} times, first on ${moment}`;
  return {
    severity: "error",
    code: "import-undetermined",
    path: id,
    message: `${describeAction(first)} and ${describeAction(second)} fire in the same minute ${when}: AWS does not say which runs last, so the limits after it are undetermined`,
    expected: "one firing per minute",
    fix: "move one of the two by a minute or remove it, then import again",
  };
}

function describeAction({ name, min, max }: ImportedAction): string {
  const sides = [...(min === undefined ? [] : [`min ${min}`]), ...(max === undefined ? [] : [`max ${max}`])];
  return `"${name}" (${sides.join(", ")})`;
}

const maxShownDifferences = 5;

/** Formats an imported timetable as YAML for an endpoint: comments with the proof, then `timetable:`. */
export function formatImportedTimetable(imported: ImportedTimetable): string {
  const { draft, target, notes } = imported;
  const count = target.actions.length;
  const comments = [
    `${target.id}: ${count} scheduled action${count === 1 ? "" : "s"}${target.unit === "instances" ? "" : `, limits in ${unitWords[target.unit].many}`}`,
    ...formatProof(imported),
    ...notes.map((note) => `note: ${note}`),
  ];
  const layout = { lineEnd: "\n", step: 2, listStep: 2, braces: true };
  return [...comments.map((line) => `# ${line}`), ...formatMapEntry("timetable", draft, layout)].join("\n");
}

function formatActionCount({ actions: { length } }: ImportedTarget): string {
  return length === 1 ? "this scheduled action" : `these ${length} scheduled actions`;
}

/** Formats whether the timetable and the actions are equal, and where they differ. */
export function formatProof(imported: ImportedTimetable): readonly string[] {
  const { draft, from, to, differences, target } = imported;
  const zone = draft.timezone;
  const date = (at: number): string => formatPlainDate(Math.floor(toPlainMinute(zone, at) / 1440));
  const span = `from ${date(from)} to ${date(to)}, ${zone}`;
  if (differences === undefined) return ["not compared: the timetable does not compile"];
  if (differences.length === 0) return [`equal to ${formatActionCount(target)} at every minute ${span}`];
  const share = `${countMinutes(differences)} of ${to - from} minutes`;
  const shown = differences.slice(0, maxShownDifferences).map((difference) => {
    const [start, end] = [difference.from, difference.to].map((at) => formatLocal(zone, at));
    const [schedules, timetable] = [difference.schedules, difference.timetable].map(formatLimits);
    return `  ${start} to ${end}: schedules ${schedules}, timetable ${timetable}`;
  });
  const more = differences.length - shown.length;
  return [
    `different from ${formatActionCount(target)} in ${share} ${span}:`,
    ...shown,
    ...(more > 0 ? [`  and ${more} more intervals`] : []),
  ];
}

/** @throws {CommanderError} if the endpoint's limits count something else than those of the actions */
function checkUnit({ unit }: ImportedTarget, endpoint: string, values: object, io: CliContext): void {
  const own = (["copies", "concurrency"] as const).find((each) => existingSectionKeys[each] in values) ?? "instances";
  if (own === unit) return;
  const needed = unit === "instances" ? "model and variant, or endpoint" : existingSectionKeys[unit];
  throwUserError(
    io,
    `the actions set ${unitWords[unit].many}, and the limits of ${endpoint} are ${unitWords[own].many}`,
    `choose an endpoint with ${needed}`,
  );
}

/**
 * Writes an imported timetable to a stack file; it replaces the endpoint's `schedules` and `baseline`.
 * @returns the exit code
 * @throws {CommanderError} if the endpoint is unknown or already has a timetable
 */
export function writeTimetable(imported: ImportedTimetable, file: string, endpoint: string, io: CliContext): number {
  const { fullPath, project } = findStackFile({ file }, io);
  const text = readTextFile(fullPath);
  if (text === undefined) return throwUserError(io, `cannot read ${file}`);
  const { raw } = readStackFile(text, project);
  const endpoints = isMap(raw) && isMap(raw["endpoints"]) ? raw["endpoints"] : {};
  const values = endpoints[endpoint];
  if (!isMap(values)) {
    return throwUserError(
      io,
      `unknown endpoint "${endpoint}" in ${file}: choose one with --endpoint`,
      `endpoints: ${Object.keys(endpoints).join(", ")}`,
    );
  }
  checkUnit(imported.target, endpoint, values, io);
  if (values["timetable"] !== undefined) {
    return throwUserError(io, `${endpoint} already has a timetable in ${file}`, "remove it first");
  }
  const { timezone, ...rest } = imported.draft;
  const stackZone = isMap(raw) ? raw["timezone"] : undefined;
  const timetable = timezone === stackZone ? rest : { timezone, ...rest };
  const place = ["endpoints", endpoint];
  const replacedKeys = ["schedules", "baseline"].filter((key) => values[key] !== undefined);
  const edits = [
    { path: [...place, "timetable"], value: timetable },
    ...replacedKeys.map((key) => ({ path: [...place, key] })),
  ];
  const edited = editStackText(text, edits, project);
  if ("problems" in edited) {
    for (const problem of edited.problems) io.err(`${formatProblem(problem)}\n`);
    return exitCodes.problems;
  }
  const failure = replaceFile(fullPath, edited.text);
  if (failure !== undefined) return throwUserError(io, `cannot write ${file}: ${failure}`);
  io.err([`written: ${file}, timetable of ${endpoint}`, ...formatProof(imported)].join("\n  "));
  return exitCodes.ok;
}
