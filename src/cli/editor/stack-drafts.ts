import type { StackEdit } from "../../config/edit";
import { parseStack } from "../../config/schema";
import { isMap } from "../../config/text";
import { formatPath, type PathKey, type Problem } from "../../problem";
import {
  type ExceptionDraft,
  getWindowsPath,
  type SettingsDraft,
  toExceptionValues,
  toLimitsValues,
  toSettingsDraft,
  toWindowDraft,
  toWindowValues,
  type WindowDraft,
} from "./drafts";
import type { DraftList } from "./edit-windows";

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

/** Drafts that no file could hold: without a name, or two with the same one. */
export function checkDraftNames(endpoint: string, drafts: DraftList): readonly Problem[] {
  const path = formatPath(getWindowsPath(endpoint));
  const names = drafts.map(({ name }) => name);
  const twice = names.filter((name, index) => name !== "" && names.indexOf(name) < index);
  return [
    ...(names.includes("")
      ? [createNameProblem(path, "a window has no name", "a name, such as office", "type a name")]
      : []),
    ...[...new Set(twice)].map((name) =>
      createNameProblem(
        path,
        `"${name}" is the name of more than one window`,
        "a name of its own for each window",
        "rename one of them",
      ),
    ),
  ];
}

function createNameProblem(path: string, message: string, expected: string, fix: string): Problem {
  return { severity: "error", code: "window-name", path, message, expected, fix };
}

/** What to change in a map of the stack file that had the values `old` and is to have the values `now`. */
export function listKeyEdits(
  path: readonly PathKey[],
  old: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
): readonly StackEdit[] {
  return [
    ...Object.keys(old)
      .filter((key) => !(key in now))
      .map((key) => ({ path: [...path, key] })),
    ...Object.entries(now)
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(old[key]))
      .map(([key, value]) => ({ path: [...path, key], value })),
  ];
}

/**
 * What to change in a stack file so that its windows become the drafts; what is the same in both is not
 * touched, however it is written.
 *
 * In:  `windows`: the path of the map of windows; `listDeployedStates`: the drafts of the file as it is; names of
 *      `after` are all different
 * Out: in the order in which they are to be made
 */
export function listWindowEdits(
  windows: readonly PathKey[],
  before: DraftList,
  after: DraftList,
): readonly StackEdit[] {
  const kept = new Map(after.map((draft) => [draft.id, draft]));
  const known = new Set(before.map(({ id }) => id));
  const renames = after.filter(({ id, name }) => known.has(id) && id !== name);
  return [
    ...before.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ path: [...windows, id] })),
    ...before.flatMap((was) => listValueEdits([...windows, was.id], was, kept.get(was.id))),
    ...listRenameEdits(windows, renames),
    ...after
      .filter(({ id }) => !known.has(id))
      .map((draft) => ({ path: [...windows, draft.name], value: toWindowValues(draft) })),
  ];
}

function listValueEdits(
  path: readonly PathKey[],
  was: WindowDraft,
  is: WindowDraft | undefined,
): readonly StackEdit[] {
  if (is === undefined) return [];
  return listKeyEdits(path, toWindowValues(was), toWindowValues(is));
}

/** Where a name is to be another window's that is renamed as well, all take a detour. */
function listRenameEdits(
  windows: readonly PathKey[],
  renames: readonly WindowDraft[],
): readonly StackEdit[] {
  const ids = new Set(renames.map(({ id }) => id));
  const inTheWay = renames.some(({ name }) => ids.has(name));
  if (!inTheWay) return renames.map(({ id, name }) => createRenameEdit(windows, id, name));
  return [
    ...renames.map(({ id }) => createRenameEdit(windows, id, toDetourName(id))),
    ...renames.map(({ id, name }) => createRenameEdit(windows, toDetourName(id), name)),
  ];
}

function createRenameEdit(windows: readonly PathKey[], from: string, renameTo: string): StackEdit {
  return { path: [...windows, from], renameTo };
}

function toDetourName(id: string): string {
  return `${id}-renamed`;
}

/**
 * What to change in a stack file so that a timetable's settings become the draft; what is the same in both is
 * not touched, however it is written.
 *
 * In:  `timetableSection`: the path of the timetable; `listDeployedStates`: the draft of the file as it is; exceptions that both
 *      have stand in one order
 * Out: in the order in which they are to be made
 */
export function listSettingsEdits(
  timetable: readonly PathKey[],
  before: SettingsDraft,
  after: SettingsDraft,
): readonly StackEdit[] {
  return [
    ...listKeyEdits(
      timetable,
      { baseline: toLimitsValues(before), ...pickReadyBefore(before) },
      { baseline: toLimitsValues(after), ...pickReadyBefore(after) },
    ),
    ...listExceptionEdits([...timetable, "exceptions"], before.exceptions, after.exceptions),
  ];
}

function pickReadyBefore({ readyBefore }: SettingsDraft): { readonly readyBefore?: string } {
  return readyBefore.trim() === "" ? {} : { readyBefore: readyBefore.trim() };
}

/** Changes first, then removals from the end, so that each position is the file's own; then what is new. */
function listExceptionEdits(
  path: readonly PathKey[],
  before: readonly ExceptionDraft[],
  after: readonly ExceptionDraft[],
): readonly StackEdit[] {
  const kept = new Map(after.map((draft) => [draft.id, draft]));
  const known = new Set(before.map(({ id }) => id));
  const added = after.filter(({ id }) => !known.has(id)).map(toExceptionValues);
  const gone = before.filter(({ id }) => !kept.has(id));
  if (gone.length === before.length) {
    if (added.length > 0) return [{ path, value: added }];
    return gone.length > 0 ? [{ path }] : [];
  }
  const rest = before.length - gone.length;
  return [
    ...before.flatMap((was) => {
      const is = kept.get(was.id);
      if (is === undefined) return [];
      return listKeyEdits([...path, Number(was.id)], toExceptionValues(was), toExceptionValues(is));
    }),
    ...gone.toReversed().map(({ id }) => ({ path: [...path, Number(id)] })),
    ...added.map((value, index) => ({ path: [...path, rest + index], value })),
  ];
}
