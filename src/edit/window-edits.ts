import type { PathKey } from "../config/path-text";
import type { StackEdit } from "../edit-stack/stack-edit";
import type { DraftList } from "./draft-list";
import { keyEdits } from "./key-edits";
import { type WindowDraft, writtenOf } from "./window-draft";

/**
 * What to change in a stack file so that its windows become the drafts; what is the same in both is not
 * touched, however it is written.
 *
 * In:  `windows`: the path of the map of windows; `before`: the drafts of the file as it is; names of
 *      `after` are all different
 * Out: in the order in which they are to be made
 */
export function windowEdits(
  windows: readonly PathKey[],
  before: DraftList,
  after: DraftList,
): readonly StackEdit[] {
  const kept = new Map(after.map((draft) => [draft.id, draft]));
  const known = new Set(before.map(({ id }) => id));
  const renames = after.filter(({ id, name }) => known.has(id) && id !== name);
  return [
    ...before.filter(({ id }) => !kept.has(id)).map(({ id }) => ({ path: [...windows, id] })),
    ...before.flatMap((was) => valueEdits([...windows, was.id], was, kept.get(was.id))),
    ...renameEdits(windows, renames),
    ...after
      .filter(({ id }) => !known.has(id))
      .map((draft) => ({ path: [...windows, draft.name], value: writtenOf(draft) })),
  ];
}

function valueEdits(
  path: readonly PathKey[],
  was: WindowDraft,
  is: WindowDraft | undefined,
): readonly StackEdit[] {
  if (is === undefined) return [];
  return keyEdits(path, writtenOf(was), writtenOf(is));
}

/** Where a name is to be another window's that is renamed as well, all take a detour. */
function renameEdits(
  windows: readonly PathKey[],
  renames: readonly WindowDraft[],
): readonly StackEdit[] {
  const ids = new Set(renames.map(({ id }) => id));
  const inTheWay = renames.some(({ name }) => ids.has(name));
  if (!inTheWay) return renames.map(({ id, name }) => renameEdit(windows, id, name));
  return [
    ...renames.map(({ id }) => renameEdit(windows, id, detour(id))),
    ...renames.map(({ id, name }) => renameEdit(windows, detour(id), name)),
  ];
}

function renameEdit(windows: readonly PathKey[], from: string, renameTo: string): StackEdit {
  return { path: [...windows, from], renameTo };
}

function detour(id: string): string {
  return `${id}-renamed`;
}
