import { removed, replaced } from "../edit/draft-list";
import { limitsWords, whenWords } from "../edit/draft-words";
import { endMoved, moved, shapeOf, startMoved, withShape } from "../edit/window-shape";
import type { WindowShape } from "../edit/window-shape";
import type { Editor } from "./editor";
import { byId } from "./elements";
import { stepMinutes } from "./new-window";

/** Minutes by which each arrow key moves. */
function minutesOf(key: string): number | undefined {
  const step = stepMinutes();
  const keys: Readonly<Record<string, number>> = {
    ArrowUp: -step,
    ArrowDown: step,
    ArrowLeft: -1440,
    ArrowRight: 1440,
  };
  return keys[key];
}

/** Moves, resizes, removes and opens the window whose bar has the focus. */
export function letKeys(editor: Editor): void {
  byId("week").addEventListener("keydown", (event) => {
    const { target } = event;
    const id = target instanceof HTMLElement ? target.dataset["id"] : undefined;
    if (id === undefined || event.ctrlKey || event.metaKey) return;
    if (act(editor, id, event)) event.preventDefault();
  });
  byId("week").addEventListener("focusin", ({ target }) => {
    const id = target instanceof HTMLElement ? target.dataset["id"] : undefined;
    if (id !== undefined && id !== editor.chosen) editor.choose(id);
  });
}

/** Out: whether the key means anything here */
function act(editor: Editor, id: string, event: KeyboardEvent): boolean {
  const minutes = minutesOf(event.key);
  if (minutes !== undefined) {
    moveBy(editor, id, minutes, event);
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
      byId("fields").querySelector("input")?.focus();
      return true;
    default:
      return false;
  }
}

/** Removes a window and says so; the next one has the focus then. */
export function removeWindow(editor: Editor, id: string): void {
  const name = editor.drafts.find((draft) => draft.id === id)?.name ?? id;
  editor.edit(removed(editor.drafts, id));
  editor.choose(undefined);
  editor.say(`${name} is removed`);
  byId("week").querySelector<HTMLElement>('.piece[tabindex="0"]')?.focus();
}

function moveBy(editor: Editor, id: string, minutes: number, event: KeyboardEvent): void {
  const change = (shape: WindowShape): WindowShape => {
    const least = stepMinutes();
    if (event.shiftKey) return endMoved(shape, minutes, least);
    return event.altKey ? startMoved(shape, minutes, least) : moved(shape, minutes);
  };
  editor.edit(
    replaced(editor.drafts, id, (draft) => {
      const shape = shapeOf(draft);
      return shape === undefined ? draft : withShape(draft, change(shape));
    }),
  );
  editor.choose(id);
  const draft = editor.chosenDraft;
  if (draft !== undefined) editor.say(`${draft.name}: ${whenWords(draft)}, ${limitsWords(draft)}`);
}
