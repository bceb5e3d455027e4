import { limitsWords, whenWords } from "../edit/draft-words";
import { addWindow } from "./new-window";
import type { Editor } from "./editor";
import { button, byId, element } from "./elements";
import { colourOf, isWrong } from "./week-view";

/** Lists all windows, those on dates and those that cannot be drawn too; a button each. */
export function showList(editor: Editor): void {
  const list = byId("list");
  const draw = (): void => {
    const focused = document.activeElement?.closest("#list button")?.getAttribute("data-id");
    list.replaceChildren(...editor.drafts.map((draft) => itemOf(editor, draft)));
    if (typeof focused === "string") buttonOf(list, focused)?.focus();
  };
  editor.onChange(draw);
  draw();
  button("add").addEventListener("click", () => {
    addWindow(editor);
    const name = byId("fields").querySelector("input");
    name?.focus();
    name?.select();
  });
}

function buttonOf(list: HTMLElement, id: string): HTMLElement | undefined {
  return [...list.querySelectorAll("button")].find((one) => one.dataset["id"] === id);
}

function itemOf(editor: Editor, draft: Editor["drafts"][number]): HTMLElement {
  const chosen = draft.id === editor.chosen;
  const choice = element("button", {
    classes: [colourOf(editor, draft), ...(isWrong(editor, draft) ? ["wrong"] : [])],
    attributes: { type: "button", "aria-pressed": String(chosen) },
    children: [
      element("b", { text: draft.name === "" ? "(no name)" : draft.name }),
      element("span", { text: `${whenWords(draft)}, ${limitsWords(draft)} instances` }),
    ],
  });
  choice.dataset["id"] = draft.id;
  choice.addEventListener("click", () => {
    editor.choose(draft.id);
  });
  return element("li", { children: [choice] });
}
