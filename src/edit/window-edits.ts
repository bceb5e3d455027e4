import type { PathKey } from "../config/path-text";
import type { StackEdit } from "../edit-stack/stack-edit";
import type { DraftList } from "./draft-list";
import { listKeyEdits } from "./key-edits";
import { type WindowDraft, toWindowValues } from "./window-draft";

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
