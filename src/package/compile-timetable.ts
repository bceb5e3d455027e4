import { compile, type CompiledEndpoint } from "../compile";
import { createCalendarFileReader } from "../config/calendars";
import type { Calendar, Limits, Timetable } from "../deploy/component";
import { formatProblem, hasErrors, type Problem } from "../problem";
import { findSegment } from "../timetable";
import {
  type EpochMinute,
  parseInstant,
  parsePlainDate,
  parsePlainTime,
  toEpochMinute,
  toFirstPassMinute,
  toInstant,
} from "../timetable/time";

/** What a stack file has beside a timetable. */
export interface TimetableOptions {
  /** The time zone of a timetable without one. */
  readonly timezone?: string;
  /** Sets of dates by name, for exceptions. */
  readonly calendars?: Readonly<Record<string, Calendar>>;
  /**
   * The folder that paths of calendar files are relative to.
   * @default the working directory
   */
  readonly folder?: string;
  /**
   * Scheduled actions are planned for the year of this moment and later ones.
   * @default the present
   */
  readonly now?: Date;
}

/** A scheduled action, as Application Auto Scaling gets it. */
export interface TimetableAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min: number;
  readonly max: number;
}

export interface CompiledTimetable {
  readonly timezone: string;
  /** Their firings alone give the limits of the timetable: this is proven for each of them. */
  readonly scheduledActions: readonly TimetableAction[];
  /** Problems that do not stop a deployment. */
  readonly warnings: readonly Problem[];
  /** Limits at a moment, as `limitsAt` takes it. */
  readonly limitsAt: (moment: string | Date) => Limits;
}

/** A timetable with errors. `problems` has all of them, with paths in the timetable. */
export class TimetableError extends Error {
  override readonly name = "TimetableError";

  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
  }
}

/**
 * Compiles a timetable to scheduled actions.
 * @param timetable as in a stack file
 * @throws TimetableError with every problem
 * @example
 * ```ts
 * compileTimetable({ timezone: "Europe/Berlin", baseline: { min: 1, max: 2 } }).scheduledActions;
 * ```
 */
export function compileTimetable(timetable: Timetable, options: TimetableOptions = {}): CompiledTimetable {
  const { timezone, calendars, folder = "", now = new Date() } = options;
  const raw = {
    ...(timezone === undefined ? {} : { timezone }),
    ...(calendars === undefined ? {} : { calendars }),
    endpoints: { [key]: { endpoint: { existing: key }, timetable } },
  };
  const readCalendarFile = createCalendarFileReader(folder);
  const { endpoints, problems } = compile(raw, { now: toInstant(now), readCalendarFile });
  const own = problems.flatMap(toOwnProblem);
  if (hasErrors(own)) throw new TimetableError(own);
  return toCompiledTimetable(endpoints[key], own);
}

/** The name of the only endpoint; nobody sees it. */
const key = "timetable";

/** Drops what concerns an endpoint and not its timetable. */
function toOwnProblem(problem: Problem): readonly Problem[] {
  const { path } = problem;
  if (!path.startsWith("endpoints")) return [problem];
  const [, place] = /^endpoints\.timetable\.timetable\.?(.*)$/.exec(path) ?? [];
  return place === undefined ? [] : [{ ...problem, path: place === "" ? "timetable" : place }];
}

function toCompiledTimetable(
  { timeline, plan }: Pick<CompiledEndpoint, "timeline" | "plan"> = {},
  warnings: readonly Problem[],
): CompiledTimetable {
  if (timeline === undefined || plan === undefined) throw new Error("bug: a timetable without errors has no plan");
  const { timezone } = timeline;
  return {
    timezone,
    scheduledActions: plan.actions.map(({ name, schedule, timezone: zone, min, max }) => {
      return { name, schedule, timezone: zone, min, max };
    }),
    warnings,
    limitsAt: (moment) => {
      const { min, max } = findSegment(timeline, toFirstPassMinute(timezone, parseMoment(moment, timezone))).limits;
      return { min, max };
    },
  };
}

/** Takes any value: tests in JavaScript have no types. */
function parseMoment(moment: unknown, zone: string): EpochMinute {
  if (moment instanceof Date && !Number.isNaN(moment.getTime())) return toInstant(moment);
  const text = typeof moment === "string" ? moment.trim() : "";
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  const [, date = "", clock = ""] = /^(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2})(?::00)?$/.exec(text) ?? [];
  const [day, minute] = [parsePlainDate(date), parsePlainTime(clock, "allowed")];
  if (day !== undefined && minute !== undefined) return toEpochMinute(zone, day * 1440 + minute, "compatible");
  throw new RangeError(
    `${typeof moment === "string" ? `"${moment}"` : String(moment)} is not a moment: write 2026-12-25T09:00 in the timetable's zone, or 2026-12-25T08:00Z`,
  );
}

let latest: { readonly written: string; readonly compiled: CompiledTimetable } | undefined;

/**
 * The limits of a timetable at a moment. Tests may ask for many moments: the same timetable is compiled once.
 * @param timetable as in a stack file
 * @param moment `2026-12-25T09:00` in the zone of the timetable, or with its offset
 * @throws TimetableError with every problem
 * @example
 * ```ts
 * limitsAt(timetable, "2026-12-25T09:00"); // { min: 1, max: 2 }
 * ```
 */
function findLimits(timetable: Timetable, moment: string | Date, options: TimetableOptions = {}): Limits {
  const written = JSON.stringify([timetable, options]);
  if (latest?.written !== written) latest = { written, compiled: compileTimetable(timetable, options) };
  return latest.compiled.limitsAt(moment);
}

export { findLimits as limitsAt };
