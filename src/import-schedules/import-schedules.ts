import type { Problem } from "../problem";
import type { EpochMinute } from "../time/instant";
import { type EpochDay, formatPlainDate } from "../time/plain-date";
import { toEpochMinute } from "../time/zone";
import { findActionProblems } from "./action-faults";
import { listNotes } from "./import-notes";
import { createImportProblem } from "./import-problem";
import type { ImportedTarget } from "./imported-target";
import { replayLimits } from "./raw-limits";
import { type FoundTimetable, findTimetable } from "./timetable-of";

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
