import type { Timetable } from "../config/config";
import { parseStack } from "../config/parse";
import type { Limits } from "../timetable/limits";

/** A window as a stack file writes it. */
export interface WindowDraft {
  readonly days?: string | readonly string[];
  readonly dates?: string | readonly string[];
  readonly from: string;
  readonly to: string;
  readonly min: number;
  readonly max: number;
}

/** An exception as a stack file writes it. */
export interface ExceptionDraft {
  readonly dates: string | readonly string[];
  readonly use: string | Limits;
}

/** A timetable as a stack file writes it: plain JSON, in the order in which it is printed. */
export interface TimetableDraft {
  readonly timezone: string;
  readonly baseline: Limits;
  readonly windows?: Readonly<Record<string, WindowDraft>>;
  readonly exceptions?: readonly ExceptionDraft[];
}

/**
 * The values of a stack file with one endpoint, `imported`, that has the timetable.
 *
 * It is asynchronous, so that it may be at zero: of what kind the real one is, schedules do not say.
 */
export function toStackValues(timetable: TimetableDraft): unknown {
  const endpoint = { existing: "imported", async: true };
  return { timezone: "UTC", endpoints: { imported: { endpoint, timetable } } };
}

/** The timetable as the config's parser reads it. Out: undefined for a draft that it refuses, which is a bug */
export function parseDraft(timetable: TimetableDraft): Timetable | undefined {
  const { endpoints } = parseStack(toStackValues(timetable));
  return endpoints["imported"]?.sections.timetable;
}
