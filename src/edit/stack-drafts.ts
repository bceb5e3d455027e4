import { parseStack } from "../config/parse";
import { isMap } from "../config/user-text";
import type { DraftList } from "./draft-list";
import { type SettingsDraft, toSettingsDraft } from "./settings-draft";
import { toWindowDraft } from "./window-draft";

/**
 * The windows of every endpoint that has a timetable.
 *
 * In:  `raw` as `parseStack` takes it
 * Out: by name of the endpoint, in the order of the file
 */
export function readWindowDrafts(raw: unknown): ReadonlyMap<string, DraftList> {
  const parsed = parseStack(raw).endpoints;
  return new Map(
    listTimetables(raw).map(([name, timetable]) => {
      const { sections, readableTimetable } = parsed[name] ?? {};
      const read = sections?.timetable ?? readableTimetable;
      const windows = Object.entries(getMap(timetable, "windows"));
      return [
        name,
        windows.map(([window, values]) => toWindowDraft(window, values, read?.windows[window])),
      ];
    }),
  );
}

/** What every endpoint's timetable has beside its windows. In and out: as with the windows */
export function readSettingsDrafts(raw: unknown): ReadonlyMap<string, SettingsDraft> {
  return new Map(
    listTimetables(raw).map(([name, timetable]) => [name, toSettingsDraft(timetable)]),
  );
}

/** The names of the stack's calendars. */
export function listCalendarNames(raw: unknown): readonly string[] {
  return Object.keys(getMap(raw, "calendars"));
}

function listTimetables(
  raw: unknown,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return Object.entries(getMap(raw, "endpoints")).flatMap(([name, written]) => {
    const timetable = isMap(written) ? written["timetable"] : undefined;
    return isMap(timetable) ? [[name, timetable] as const] : [];
  });
}

function getMap(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const held = isMap(value) ? value[key] : undefined;
  return isMap(held) ? held : {};
}
