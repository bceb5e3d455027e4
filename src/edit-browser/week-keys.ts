import { removeDraft, changeDraft } from "../edit/draft-list";
import { formatDraftLimits, describeWhen } from "../edit/draft-words";
import { moveEnd, moveShape, toWindowShape, moveStart, applyShape } from "../edit/window-shape";
import type { WindowShape } from "../edit/window-shape";
import type { Editor } from "./editor";
import { getElement } from "./elements";
import { getStepMinutes } from "./new-window";

/** Minutes by which each arrow key moves. */
function getKeyMinutes(key: string): number | undefined {
  const step = getStepMinutes();
  const keys: Readonly<Record<string, number>> = {
    ArrowUp: -step,
    ArrowDown: step,
    ArrowLeft: -1440,
    ArrowRight: 1440,
  };
  return keys[key];
}

/** Moves, resizes, removes and opens the window whose bar has the focus. */
export function enableKeys(editor: Editor): void {
  getElement("week").addEventListener("keydown", (event) => {
    const { target } = event;
    const id = target instanceof HTMLElement ? target.dataset["id"] : undefined;
    if (id === undefined || event.ctrlKey || event.metaKey) return;
    if (handleKey(editor, id, event)) event.preventDefault();
  });
  getElement("week").addEventListener("focusin", ({ target }) => {
    const id = target instanceof HTMLElement ? target.dataset["id"] : undefined;
    if (id !== undefined && id !== editor.chosen) editor.choose(id);
  });
}

/** Out: whether the key means anything here */
function handleKey(editor: Editor, id: string, event: KeyboardEvent): boolean {
  const minutes = getKeyMinutes(event.key);
  if (minutes !== undefined) {
    moveWindow(editor, id, minutes, event);
    return true;
  }
  switch (event.key) {
    case "Delete":
    case "Backspace":
      removeWindow(editor, id);
      return true;
    case "Enter":
    case " ":
      editor.choose(id);
      getElement("fields").querySelector("input")?.focus();
      return true;
    default:
      return false;
  }
}

/** Removes a window and says so; the next one has the focus then. */
export function removeWindow(editor: Editor, id: string): void {
  const name = editor.drafts.find((draft) => draft.id === id)?.name ?? id;
  editor.edit(removeDraft(editor.drafts, id));
  editor.choose(undefined);
  editor.announce(`${name} is removed`);
  getElement("week").querySelector<HTMLElement>('.piece[tabindex="0"]')?.focus();
}

function moveWindow(editor: Editor, id: string, minutes: number, event: KeyboardEvent): void {
  const change = (shape: WindowShape): WindowShape => {
    const least = getStepMinutes();
    if (event.shiftKey) return moveEnd(shape, minutes, least);
    return event.altKey ? moveStart(shape, minutes, least) : moveShape(shape, minutes);
  };
  editor.edit(
    changeDraft(editor.drafts, id, (draft) => {
      const shape = toWindowShape(draft);
      return shape === undefined ? draft : applyShape(draft, change(shape));
    }),
  );
  editor.choose(id);
  const draft = editor.chosenDraft;
  if (draft !== undefined)
    editor.announce(`${draft.name}: ${describeWhen(draft)}, ${formatDraftLimits(draft)}`);
}
