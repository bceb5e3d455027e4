import { addDraft } from "../edit/draft-list";
import type { Editor } from "./editor";
import { getElement } from "./elements";

/** The minutes that a drag or a key moves by. */
export function getStepMinutes(): number {
  const select = getElement("step");
  return select instanceof HTMLSelectElement ? Number(select.value) : 15;
}

/** Limits that a new window begins with: those of the chosen window, else of the first one. */
export function getNewWindowLimits(editor: Editor): { readonly min: string; readonly max: string } {
  const { min = "1", max = "1" } = editor.chosenDraft ?? editor.drafts[0] ?? {};
  return { min, max };
}

/** Adds a window without a pointer: on workdays, for an hour, to be moved from there. */
export function addWindow(editor: Editor): void {
  const shape = { days: [0, 1, 2, 3, 4], from: 12 * 60, length: 60 };
  const drafts = addDraft(editor.drafts, shape, getNewWindowLimits(editor));
  editor.edit(drafts);
  editor.choose(drafts.at(-1)?.id);
}
