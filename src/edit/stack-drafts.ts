import { parseStack } from "../config/parse";
import { isMap } from "../config/user-text";
import type { DraftList } from "./draft-list";
import { type SettingsDraft, settingsDraftOf } from "./settings-draft";
import { draftOf } from "./window-draft";

/**
 * The windows of every endpoint that has a timetable.
 *
 * In:  `raw` as `parseStack` takes it
 * Out: by name of the endpoint, in the order of the file
 */
export function stackDrafts(raw: unknown): ReadonlyMap<string, DraftList> {
  const parsed = parseStack(raw).endpoints;
  return new Map(
    timetablesIn(raw).map(([name, timetable]) => {
      const { sections, readableTimetable } = parsed[name] ?? {};
      const read = sections?.timetable ?? readableTimetable;
      const windows = Object.entries(mapAt(timetable, "windows"));
      return [
        name,
        windows.map(([window, values]) => draftOf(window, values, read?.windows[window])),
      ];
    }),
  );
}

/** What every endpoint's timetable has beside its windows. In and out: as with the windows */
export function stackSettings(raw: unknown): ReadonlyMap<string, SettingsDraft> {
  return new Map(timetablesIn(raw).map(([name, timetable]) => [name, settingsDraftOf(timetable)]));
}

/** The names of the stack's calendars. */
export function calendarNames(raw: unknown): readonly string[] {
  return Object.keys(mapAt(raw, "calendars"));
}

function timetablesIn(
  raw: unknown,
): readonly (readonly [string, Readonly<Record<string, unknown>>])[] {
  return Object.entries(mapAt(raw, "endpoints")).flatMap(([name, written]) => {
    const timetable = isMap(written) ? written["timetable"] : undefined;
    return isMap(timetable) ? [[name, timetable] as const] : [];
  });
}

function mapAt(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const held = isMap(value) ? value[key] : undefined;
  return isMap(held) ? held : {};
}
