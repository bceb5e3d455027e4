import { countText } from "../problem";
import type { Editor } from "./editor";
import { getButton, getElement, createElement } from "./elements";

/** The buttons above the week, their keys, the status, and what the user must know at once. */
export function showToolbar(editor: Editor): void {
  const draw = (): void => {
    const mayBeSaved = editor.outcome?.canBeSaved === true && !editor.isStale;
    getButton("save").disabled = !editor.isChanged || !mayBeSaved;
    getButton("undo").disabled = !editor.canUndo;
    getButton("redo").disabled = !editor.canRedo;
    const words = [describeStatus(editor), editor.announcement]
      .filter((text) => text !== "")
      .join("; ");
    if (getElement("status").textContent !== words) getElement("status").textContent = words;
    drawNotice(editor);
    drawEndpointButtons(editor);
  };
  editor.onChange(draw);
  draw();
  getButton("save").addEventListener("click", () => void editor.save());
  getButton("undo").addEventListener("click", () => {
    editor.undo();
  });
  getButton("redo").addEventListener("click", () => {
    editor.redo();
  });
  document.addEventListener("keydown", (event) => {
    if (runShortcut(editor, event)) event.preventDefault();
  });
  window.addEventListener("beforeunload", (event) => {
    if (editor.isChanged) event.preventDefault();
  });
  // Whoever comes back to the page may have changed the file elsewhere.
  window.addEventListener("focus", () => void editor.check());
}

function runShortcut(editor: Editor, { key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (!ctrlKey && !metaKey) return false;
  switch (key.toLowerCase()) {
    case "s":
      void editor.save();
      return true;
    case "z":
      if (shiftKey) editor.redo();
      else editor.undo();
      return true;
    case "y":
      editor.redo();
      return true;
    default:
      return false;
  }
}

function describeStatus(editor: Editor): string {
  if (editor.notice?.conflict === true) return "cannot be saved";
  if (editor.isStale) return "checking";
  const { problems = [] } = editor.outcome ?? {};
  const state = editor.isChanged ? "not saved yet" : "as in the file";
  const errors = problems.some(({ severity }) => severity === "error");
  return [
    errors && editor.isChanged ? "cannot be saved" : state,
    ...(problems.length === 0 ? [] : [countText(problems)]),
  ].join(", ");
}

let shownNotice: string | undefined;

function drawNotice(editor: Editor): void {
  const { notice } = editor;
  if (notice?.text === shownNotice) return;
  shownNotice = notice?.text;
  const box = getElement("notice");
  box.hidden = notice === undefined;
  if (notice === undefined) {
    box.replaceChildren();
    return;
  }
  box.replaceChildren(
    createElement("span", { text: notice.text }),
    ...(notice.conflict ? [createReloadButton(editor)] : []),
  );
  box.scrollIntoView({ block: "nearest" });
}

function createReloadButton(editor: Editor): HTMLElement {
  const made = createElement("button", { text: "Reload", attributes: { type: "button" } });
  made.addEventListener("click", () => void editor.reload());
  return made;
}

function drawEndpointButtons(editor: Editor): void {
  const nav = getElement("endpoints");
  nav.hidden = editor.endpoints.length < 2;
  const focused = document.activeElement?.textContent;
  const hadFocus = nav.contains(document.activeElement);
  nav.replaceChildren(
    ...editor.endpoints.map((name) => {
      const choice = createElement("button", {
        text: name,
        attributes: { type: "button", "aria-pressed": String(name === editor.endpoint) },
      });
      choice.addEventListener("click", () => {
        editor.show(name);
      });
      if (hadFocus && name === focused)
        queueMicrotask(() => {
          choice.focus();
        });
      return choice;
    }),
  );
}
