import path from "node:path";
import { editStackText, formatMapEntry } from "../../config/edit";
import { isMap } from "../../config/text";
import { readStackFile } from "../../config/yaml";
import { parseSchedule } from "../../plan/cron";
import { type Problem, formatProblem } from "../../problem";
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
import { type CliContext, exitCodes, readTextFile, replaceFile, throwUserError } from "../context";
import { findClockChangeDays } from "./draft-weeks";
import { findTimetable, type FoundTimetable } from "./find-timetable";
import {
  countMinutes,
  createImportProblem,
  type ImportedTarget,
  type LimitsDifference,
  type ReplayedLimits,
  replayLimits,
} from "./imported-target";

/** What keeps a target's actions from being replayed: schedules, zones and times that cannot be read. */
export function findActionProblems({ id, actions }: ImportedTarget): readonly Problem[] {
  return actions.flatMap(({ name, schedule, timezone, min, max, startTime, endTime }) => {
    const fault = parseSchedule(schedule).problems.find(({ severity }) => severity === "error");
    const times = [startTime, endTime].filter((time) => time !== undefined);
    const reasons = [
      ...(fault === undefined ? [] : [`${schedule}: ${fault.message}`]),
      ...(isKnownZone(timezone) ? [] : [`"${timezone}" is no time zone`]),
      ...times
        .filter((time) => parseInstant(time) === undefined)
        .map((time) => `"${time}" is no moment with an offset`),
      ...(min === undefined && max === undefined ? ["it sets neither min nor max"] : []),
      ...[min, max]
        .filter((side) => side !== undefined && !Number.isInteger(side))
        .map(() => "min and max are not whole numbers"),
    ];
    return reasons.map((why) => createImportProblem(`${id}: ${name}`, why));
  });
}

/**
 * What a reader should know of a timetable made from schedules: how lone sides were read, why it differs,
 * how far its dates reach.
 *
 * In: `until`: the date on which the span ends
 */
export function listNotes(
  { actions }: ImportedTarget,
  { refused }: ReplayedLimits,
  found: FoundTimetable,
  until: string,
): readonly string[] {
  const { draft } = found;
  const dated =
    draft.exceptions !== undefined ||
    Object.values(draft.windows ?? {}).some(({ dates }) => dates !== undefined);
  return [
    ...actions.flatMap(({ name, min, max }) => {
      if (min !== undefined && max !== undefined) return [];
      return min === undefined
        ? [`${name} sets max alone: min stays as it was`]
        : [`${name} sets min alone: max stays as it was`];
    }),
    ...refused.map(
      (name) =>
        `${name} would put min above max where it fires: AWS asks for both sides then, so it is taken to change nothing`,
    ),
    ...explainDifferences(
      actions.map(({ timezone }) => timezone),
      found,
    ),
    ...(dated ? [`dates are written down until ${until}: later ones are as every week`] : []),
  ];
}

function explainDifferences(
  actionZones: readonly string[],
  { draft, differences = [], oddDates }: FoundTimetable,
): readonly string[] {
  if (differences.length === 0) return [];
  const zones = [...new Set([draft.timezone, ...actionZones])];
  const atChanges = differences.filter((one) => isAtClockChange(one, zones));
  const rest = countMinutes(differences) - countMinutes(atChanges);
  return [
    ...(atChanges.length === 0
      ? []
      : [
          `${countMinutes(atChanges)} of these minutes are on days when the clocks change: a firing in the missing hour never comes, the timetable's does at its end`,
        ]),
    ...(rest > 0 && zones.length > 1
      ? [
          `the schedules are in ${zones.join(" and ")}, whose clocks move against each other over the year`,
        ]
      : []),
    ...(oddDates > 0
      ? [`${oddDates} dates are unlike the other weeks' days, too many to be written down`]
      : []),
    ...(rest > 0 && zones.length === 1 && oddDates === 0
      ? ["no window, exception or date says what the schedules do then"]
      : []),
  ];
}

function isAtClockChange({ from, to }: LimitsDifference, zones: readonly string[]): boolean {
  return zones.some((zone) => {
    const days = findClockChangeDays(zone, from - 1440, to + 1440);
    return days.has(Math.floor(toPlainMinute(zone, from) / 1440));
  });
}

/** A target's timetable, and how far it was compared. */
export interface ImportedTimetable extends FoundTimetable {
  readonly target: ImportedTarget;
  readonly from: EpochMinute;
  readonly to: EpochMinute;
  readonly notes: readonly string[];
}

/** How to import: from which date on, until which, and a zone where the user gives one. */
export interface ImportSpan {
  readonly fromDay: EpochDay;
  readonly toDay: EpochDay;
  readonly zone?: string;
}

/**
 * A timetable that does what a target's scheduled actions do.
 *
 * Out: with the proof over the whole span, or what keeps the actions from being replayed
 */
export function importSchedules(
  target: ImportedTarget,
  { fromDay, toDay, zone }: ImportSpan,
): ImportedTimetable | { readonly problems: readonly Problem[] } {
  const faults = findActionProblems(target);
  if (faults.length > 0) return { problems: faults };
  const zones = [...new Set(target.actions.map(({ timezone }) => timezone))];
  const tried = zone === undefined ? zones : [zone];
  const clock = tried[0] ?? "UTC";
  const from = toEpochMinute(clock, fromDay * 1440, "compatible");
  const to = toEpochMinute(clock, toDay * 1440, "compatible");
  const raw = replayLimits(target, from, to);
  if (raw.missing.length > 0)
    return { problems: [createMissingLimitsProblem(target, raw.missing)] };
  const found = findTimetable(raw.intervals, tried);
  const notes = listNotes(target, raw, found, formatPlainDate(toDay));
  return { ...found, target, from, to, notes };
}

function createMissingLimitsProblem({ id }: ImportedTarget, missing: readonly string[]): Problem {
  return {
    ...createImportProblem(id, ""),
    message: `nothing says which ${missing.join(" and ")} there is before the first firing: no action has set it, and the target's own limits are not in the file`,
    expected: "the limits with which the target was registered",
    fix: "give them: --baseline 1-4",
  };
}

/** Stretches that are told one by one. */
const maxShownDifferences = 5;

/**
 * An imported timetable as a piece of a stack file: comments with the proof, then `timetable:`.
 *
 * Out: YAML, to be put under an endpoint
 */
export function formatImportedTimetable(imported: ImportedTimetable): string {
  const { draft, target, notes } = imported;
  const count = target.actions.length;
  const comments = [
    `${target.id}: ${count} scheduled action${count === 1 ? "" : "s"}`,
    ...formatProof(imported),
    ...notes.map((note) => `note: ${note}`),
  ];
  const layout = { lineEnd: "\n", step: 2, listStep: 2, braces: true };
  return [
    ...comments.map((line) => `# ${line}`),
    ...formatMapEntry("timetable", draft, layout),
  ].join("\n");
}

/** Whether both are equal at each minute, and where they are not. */
export function formatProof({
  draft,
  from,
  to,
  differences,
}: ImportedTimetable): readonly string[] {
  const { timezone: zone } = draft;
  const date = (at: number): string => formatPlainDate(Math.floor(toPlainMinute(zone, at) / 1440));
  const span = `from ${date(from)} to ${date(to)}, ${zone}`;
  if (differences === undefined) return [`not compared: the timetable cannot be compiled`];
  if (differences.length === 0) return [`equal at each minute ${span}`];
  const share = `${countMinutes(differences)} of ${to - from} minutes`;
  const told = differences.slice(0, maxShownDifferences).map((one) => {
    const said = `schedules ${formatLimits(one.schedules)}, timetable ${formatLimits(one.timetable)}`;
    return `  ${formatLocal(zone, one.from)} to ${formatLocal(zone, one.to)}: ${said}`;
  });
  const more = differences.length - told.length;
  return [
    `not equal in ${share} ${span}:`,
    ...told,
    ...(more > 0 ? [`  and ${more} more stretches`] : []),
  ];
}

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
    for (const problem of edited.problems) io.err(`${formatProblem(problem)}\n`);
    return exitCodes.problems;
  }
  const failure = replaceFile(fullPath, edited.text);
  if (failure !== undefined) return throwUserError(io, failure);
  io.err([`written: ${file}, timetable of ${endpoint}`, ...formatProof(imported)].join("\n  "));
  return exitCodes.ok;
}
