import { countText } from "../problem";
import type { Editor } from "./editor";
import { button, byId, element } from "./elements";

/** The buttons above the week, their keys, the status, and what the user must know at once. */
export function showTools(editor: Editor): void {
  const draw = (): void => {
    const mayBeSaved = editor.outcome?.mayBeSaved === true && !editor.isStale;
    button("save").disabled = !editor.isChanged || !mayBeSaved;
    button("undo").disabled = !editor.canUndo;
    button("redo").disabled = !editor.canRedo;
    const words = [statusOf(editor), editor.spoken].filter((text) => text !== "").join("; ");
    if (byId("status").textContent !== words) byId("status").textContent = words;
    drawNotice(editor);
    drawEndpoints(editor);
  };
  editor.onChange(draw);
  draw();
  button("save").addEventListener("click", () => void editor.save());
  button("undo").addEventListener("click", () => {
    editor.undo();
  });
  button("redo").addEventListener("click", () => {
    editor.redo();
  });
  document.addEventListener("keydown", (event) => {
    if (shortcut(editor, event)) event.preventDefault();
  });
  window.addEventListener("beforeunload", (event) => {
    if (editor.isChanged) event.preventDefault();
  });
  // Whoever comes back to the page may have changed the file elsewhere.
  window.addEventListener("focus", () => void editor.check());
}

function shortcut(editor: Editor, { key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
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

function statusOf(editor: Editor): string {
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

let shownText: string | undefined;

function drawNotice(editor: Editor): void {
  const { notice } = editor;
  if (notice?.text === shownText) return;
  shownText = notice?.text;
  const box = byId("notice");
  box.hidden = notice === undefined;
  if (notice === undefined) {
    box.replaceChildren();
    return;
  }
  box.replaceChildren(
    element("span", { text: notice.text }),
    ...(notice.conflict ? [reloadButton(editor)] : []),
  );
  box.scrollIntoView({ block: "nearest" });
}

function reloadButton(editor: Editor): HTMLElement {
  const made = element("button", { text: "Reload", attributes: { type: "button" } });
  made.addEventListener("click", () => void editor.reload());
  return made;
}

function drawEndpoints(editor: Editor): void {
  const nav = byId("endpoints");
  nav.hidden = editor.endpoints.length < 2;
  const focused = document.activeElement?.textContent;
  const hadFocus = nav.contains(document.activeElement);
  nav.replaceChildren(
    ...editor.endpoints.map((name) => {
      const choice = element("button", {
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
