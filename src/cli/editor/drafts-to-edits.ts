import type { StackEdit } from "../../config/edit";
import { parseStack } from "../../config/schema";
import { isMap } from "../../config/text";
import { formatPath, type PathKey, type Problem } from "../../problem";
import {
  type ExceptionDraft,
  getWindowsPath,
  type SettingsDraft,
  sharedPrefix,
  toExceptionValues,
  toLimitsValues,
  toSettingsDraft,
  toWindowDraft,
  toWindowValues,
  type WindowDraft,
} from "./drafts";
import type { DraftList } from "./window-shape";

/** Reads the windows of every timetable by its owner: an endpoint, or `timetables.` and a name. In file order. */
export function readWindowDrafts(raw: unknown): ReadonlyMap<string, DraftList> {
  const shared = listSharedTimetables(raw).map(([name, timetable]): NamedTimetable => [name, { timetable }]);
  const endpoints = { ...getMap(raw, "endpoints"), ...Object.fromEntries(shared) };
  const parsed = parseStack(isMap(raw) ? { ...raw, endpoints } : raw).endpoints;
  return new Map(
    listTimetables(raw).map(([name, timetable]) => {
      const { sections, readableTimetable } = parsed[name] ?? {};
      const parsedTimetable = sections?.timetable ?? readableTimetable;
      const windows = Object.entries(getMap(timetable, "windows"));
      return [name, windows.map(([window, values]) => toWindowDraft(window, values, parsedTimetable?.windows[window]))];
    }),
  );
}

/** Reads the rest of every timetable: baseline, readyBefore, exceptions. */
export function readSettingsDrafts(raw: unknown): ReadonlyMap<string, SettingsDraft> {
  return new Map(listTimetables(raw).map(([name, timetable]) => [name, toSettingsDraft(timetable)]));
}

export function listCalendarNames(raw: unknown): readonly string[] {
  return Object.keys(getMap(raw, "calendars"));
}

type NamedTimetable = readonly [string, Readonly<Record<string, unknown>>];

/** Leaves out endpoints whose timetable is only a name. */
function listTimetables(raw: unknown): readonly NamedTimetable[] {
  const own = Object.entries(getMap(raw, "endpoints")).flatMap(([name, endpoint]) => {
    const timetable = isMap(endpoint) ? endpoint["timetable"] : undefined;
    return isMap(timetable) ? [[name, timetable] as const] : [];
  });
  return [...own, ...listSharedTimetables(raw)];
}

function listSharedTimetables(raw: unknown): readonly NamedTimetable[] {
  return Object.entries(getMap(raw, "timetables")).flatMap(([name, timetable]) =>
    isMap(timetable) ? [[`${sharedPrefix}${name}`, timetable] as const] : [],
  );
}

function getMap(value: unknown, key: string): Readonly<Record<string, unknown>> {
  const map = isMap(value) ? value[key] : undefined;
  return isMap(map) ? map : {};
}

/** Reports windows without a name, and names of several windows. */
export function checkDraftNames(endpoint: string, drafts: DraftList): readonly Problem[] {
  const path = formatPath(getWindowsPath(endpoint));
  const names = drafts.map(({ name }) => name);
  const duplicates = names.filter((name, index) => name !== "" && names.indexOf(name) < index);
  return [
    ...(names.includes("")
      ? [createNameProblem(path, "a window has no name", "a name, such as office", "enter a name")]
      : []),
    ...[...new Set(duplicates)].map((name) =>
      createNameProblem(
        path,
        `several windows have the name "${name}"`,
        "a different name for each window",
        "rename one of them",
      ),
    ),
  ];
}

function createNameProblem(path: string, message: string, expected: string, fix: string): Problem {
  return { severity: "error", code: "window-name", path, message, expected, fix };
}

/** Lists the edits that change a map of the stack file from the values `old` to `now`. */
function listKeyEdits(
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
 * Lists the edits, in order, that turn the windows of a stack file into the drafts; equal values keep their text.
 * @param after with distinct names
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
    ...before.flatMap((old) => listValueEdits([...windows, old.id], old, kept.get(old.id))),
    ...listRenameEdits(windows, renames),
    ...after
      .filter(({ id }) => !known.has(id))
      .map((draft) => ({ path: [...windows, draft.name], value: toWindowValues(draft) })),
  ];
}

function listValueEdits(
  path: readonly PathKey[],
  old: WindowDraft,
  now: WindowDraft | undefined,
): readonly StackEdit[] {
  return now === undefined ? [] : listKeyEdits(path, toWindowValues(old), toWindowValues(now));
}

/** If a new name is the old one of another renamed window, all get a temporary name first. */
function listRenameEdits(windows: readonly PathKey[], renames: readonly WindowDraft[]): readonly StackEdit[] {
  const ids = new Set(renames.map(({ id }) => id));
  const isBlocked = renames.some(({ name }) => ids.has(name));
  if (!isBlocked) return renames.map(({ id, name }) => createRenameEdit(windows, id, name));
  return [
    ...renames.map(({ id }) => createRenameEdit(windows, id, toTemporaryName(id))),
    ...renames.map(({ id, name }) => createRenameEdit(windows, toTemporaryName(id), name)),
  ];
}

function createRenameEdit(windows: readonly PathKey[], from: string, renameTo: string): StackEdit {
  return { path: [...windows, from], renameTo };
}

function toTemporaryName(id: string): string {
  return `${id}-renamed`;
}

/**
 * Lists the edits, in order, that turn a timetable's settings into the draft; equal values keep their text.
 * @param before the draft of the current file; common exceptions have the same order in both
 */
export function listSettingsEdits(
  timetable: readonly PathKey[],
  before: SettingsDraft,
  after: SettingsDraft,
): readonly StackEdit[] {
  return [
    ...listKeyEdits(
      timetable,
      { ...pickBaseline(before), ...pickReadyBefore(before) },
      { ...pickBaseline(after), ...pickReadyBefore(after) },
    ),
    ...listExceptionEdits([...timetable, "exceptions"], before.exceptions, after.exceptions),
  ];
}

/** Without both limits, the baseline of the timetable that this one is like applies. */
function pickBaseline(draft: SettingsDraft) {
  const baseline = toLimitsValues(draft);
  return Object.keys(baseline).length === 0 ? {} : { baseline };
}

function pickReadyBefore({ readyBefore }: SettingsDraft): { readonly readyBefore?: string } {
  return readyBefore.trim() === "" ? {} : { readyBefore: readyBefore.trim() };
}

/** Changes come first, then removals from the end, so that positions stay valid; additions come last. */
function listExceptionEdits(
  path: readonly PathKey[],
  before: readonly ExceptionDraft[],
  after: readonly ExceptionDraft[],
): readonly StackEdit[] {
  const kept = new Map(after.map((draft) => [draft.id, draft]));
  const known = new Set(before.map(({ id }) => id));
  const added = after.filter(({ id }) => !known.has(id)).map(toExceptionValues);
  const removed = before.filter(({ id }) => !kept.has(id));
  if (removed.length === before.length) {
    if (added.length > 0) return [{ path, value: added }];
    return removed.length > 0 ? [{ path }] : [];
  }
  const keptCount = before.length - removed.length;
  return [
    ...before.flatMap((old) => {
      const now = kept.get(old.id);
      if (now === undefined) return [];
      return listKeyEdits([...path, Number(old.id)], toExceptionValues(old), toExceptionValues(now));
    }),
    ...removed.toReversed().map(({ id }) => ({ path: [...path, Number(id)] })),
    ...added.map((value, index) => ({ path: [...path, keptCount + index], value })),
  ];
}
