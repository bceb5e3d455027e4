import type { WindowDraft } from "./window-draft";
import { type WindowShape, applyShape } from "./window-shape";

/** The windows of an endpoint, in the order of the file. */
export type DraftList = readonly WindowDraft[];

/**
 * A new window at a place of the week, at the end of the list.
 *
 * Out: its name and id are `windowSection`, or `window-2` and so on where that is taken
 */
export function addDraft(
  drafts: DraftList,
  shape: WindowShape,
  { min, max }: Pick<WindowDraft, "min" | "max">,
): DraftList {
  const name = findFreeName(drafts, "window");
  const empty = { id: name, name, kind: "weekly", dates: "", from: "", to: "" } as const;
  return [...drafts, applyShape({ ...empty, days: [], fromDay: 0, toDay: 0, min, max }, shape)];
}

/** A copy of a window, behind it, under a name of its own. */
export function copyDraft(drafts: DraftList, id: string): DraftList {
  return drafts.flatMap((draft) => {
    if (draft.id !== id) return [draft];
    const name = findFreeName(drafts, `${draft.name}-copy`);
    return [draft, { ...draft, id: name, name }];
  });
}

/** Without one window. */
export function removeDraft(drafts: DraftList, id: string): DraftList {
  return drafts.filter((draft) => draft.id !== id);
}

/** With one window changed. */
export function changeDraft(
  drafts: DraftList,
  id: string,
  change: (draft: WindowDraft) => WindowDraft,
): DraftList {
  return drafts.map((draft) => (draft.id === id ? change(draft) : draft));
}

/** A name that no window has. An id must not come back either: it stands for a window of the file. */
function findFreeName(drafts: DraftList, wanted: string): string {
  const taken = new Set(drafts.flatMap(({ id, name }) => [id, name]));
  const names = [wanted, ...drafts.map((_, index) => `${wanted}-${index + 2}`)];
  return names.find((name) => !taken.has(name)) ?? `${wanted}-${drafts.length + 2}`;
}
