import type { PathKey } from "../config/path-text";
import type { StackEdit } from "../edit-stack/stack-edit";
import {
  type ExceptionDraft,
  type SettingsDraft,
  toExceptionValues,
  toLimitsValues,
} from "./settings-draft";
import { listKeyEdits } from "./key-edits";

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
