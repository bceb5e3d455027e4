import { formatDraftLimits, describeWhen } from "../edit/draft-words";
import { addWindow } from "./new-window";
import type { Editor } from "./editor";
import { getButton, getElement, createElement } from "./elements";
import { getColorClass, hasWindowError } from "./week-view";

/** Lists all windows, those on dates and those that cannot be drawn too; a button each. */
export function showWindowList(editor: Editor): void {
  const list = getElement("list");
  const draw = (): void => {
    const focused = document.activeElement?.closest("#list button")?.getAttribute("data-id");
    list.replaceChildren(...editor.drafts.map((draft) => createListItem(editor, draft)));
    if (typeof focused === "string") findListButton(list, focused)?.focus();
  };
  editor.onChange(draw);
  draw();
  getButton("add").addEventListener("click", () => {
    addWindow(editor);
    const name = getElement("fields").querySelector("input");
    name?.focus();
    name?.select();
  });
}

function findListButton(list: HTMLElement, id: string): HTMLElement | undefined {
  return [...list.querySelectorAll("button")].find((one) => one.dataset["id"] === id);
}

function createListItem(editor: Editor, draft: Editor["drafts"][number]): HTMLElement {
  const chosen = draft.id === editor.chosen;
  const choice = createElement("button", {
    classes: [getColorClass(editor, draft), ...(hasWindowError(editor, draft) ? ["wrong"] : [])],
    attributes: { type: "button", "aria-pressed": String(chosen) },
    children: [
      createElement("b", { text: draft.name === "" ? "(no name)" : draft.name }),
      createElement("span", {
        text: `${describeWhen(draft)}, ${formatDraftLimits(draft)} instances`,
      }),
    ],
  });
  choice.dataset["id"] = draft.id;
  choice.addEventListener("click", () => {
    editor.choose(draft.id);
  });
  return createElement("li", { children: [choice] });
}
