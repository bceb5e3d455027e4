import { getWindowsPath, type WindowDraft } from "../drafts";
import { addDraft, describeWhen, formatDraftLimits, layOutWeek, toWindowShape, type WeekPiece } from "../window-shape";
import { type Editor, hasError } from "./editor";
import { createElement, getButton, getElement } from "./elements";

export function getStepMinutes(): number {
  const select = getElement("step");
  return select instanceof HTMLSelectElement ? Number(select.value) : 15;
}

/** A new window gets the limits of the chosen window, else of the first one. */
export function getNewWindowLimits(editor: Editor): { readonly min: string; readonly max: string } {
  const { min = "1", max = "1" } = editor.chosenDraft ?? editor.drafts[0] ?? {};
  return { min, max };
}

/** Adds a window without a pointer: one hour on workdays. */
function addWindow(editor: Editor): void {
  const shape = { days: [0, 1, 2, 3, 4], from: 12 * 60, length: 60 };
  const drafts = addDraft(editor.drafts, shape, getNewWindowLimits(editor));
  editor.edit(drafts);
  editor.choose(drafts.at(-1)?.id);
}

/** Draws the windows of the week after each change; the focused bar keeps the focus. */
export function showWeek(editor: Editor): void {
  const week = getElement("week");
  const draw = (): void => {
    const focused = findFocusedWindow(week);
    drawPieces(week, editor);
    if (focused !== undefined) findPiece(week, focused)?.focus();
  };
  editor.onChange(draw);
  draw();
}

export function findPiece(week: HTMLElement, id: string): HTMLElement | undefined {
  return [...week.querySelectorAll<HTMLElement>(".piece")].find(({ dataset }) => dataset["id"] === id);
}

function hasWindowError(editor: Editor, { name }: WindowDraft): boolean {
  return hasError(editor, [...getWindowsPath(editor.endpoint), name]);
}

/** The CSS class of a window's color, by its position in the file. */
function getColorClass(editor: Editor, { id }: WindowDraft): string {
  return `w${editor.drafts.findIndex((draft) => draft.id === id) % 6}`;
}

function findFocusedWindow(week: HTMLElement): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && week.contains(activeElement) ? activeElement.dataset["id"] : undefined;
}

function drawPieces(week: HTMLElement, editor: Editor): void {
  const placed = editor.drafts.flatMap((draft) => {
    const shape = toWindowShape(draft);
    return shape === undefined ? [] : [{ id: draft.id, shape }];
  });
  const pieces = layOutWeek(placed);
  const drawnIds = new Set<string>();
  for (const column of week.querySelectorAll<HTMLElement>(".column")) {
    const bars = pieces
      .filter(({ day }) => day === Number(column.dataset["day"]))
      .flatMap((piece) => {
        const draft = editor.drafts.find(({ id }) => id === piece.id);
        if (draft === undefined) return [];
        const isFirst = !drawnIds.has(draft.id);
        drawnIds.add(draft.id);
        return [createPiece(editor, draft, piece, isFirst)];
      });
    column.replaceChildren(...bars);
  }
}

function createPiece(editor: Editor, draft: WindowDraft, piece: WeekPiece, isFirst: boolean): HTMLElement {
  const chosen = draft.id === editor.chosen;
  const bar = createElement("div", {
    classes: [
      "piece",
      getColorClass(editor, draft),
      ...(chosen ? ["chosen"] : []),
      ...(hasWindowError(editor, draft) ? ["wrong"] : []),
      ...(piece.to - piece.from < 60 ? ["short"] : []),
      ...(piece.begins ? [] : ["open-start"]),
      ...(piece.ends ? [] : ["open-end"]),
    ],
    attributes: {
      role: "button",
      tabindex: isFirst ? "0" : "-1",
      "aria-pressed": String(chosen),
      "aria-label": `${draft.name}, ${describeWhen(draft)}, ${formatDraftLimits(draft)} ${editor.units}`,
      ...(isFirst ? {} : { "aria-hidden": "true" }),
    },
    children: [
      createElement("b", { text: draft.name }),
      createElement("span", { text: formatDraftLimits(draft) }),
      ...(piece.begins ? [createElement("i", { classes: ["start"] })] : []),
      ...(piece.ends ? [createElement("i", { classes: ["end"] })] : []),
    ],
  });
  bar.dataset["id"] = draft.id;
  const { style } = bar;
  style.top = formatPercent(piece.from, 1440);
  style.height = formatPercent(Math.max(piece.to - piece.from, 10), 1440);
  style.left = formatPercent(piece.lane, piece.lanes);
  style.width = formatPercent(1, piece.lanes);
  return bar;
}

function formatPercent(part: number, whole: number): string {
  return `${(100 * part) / whole}%`;
}

/** Lists all windows as buttons, also those on dates and those that cannot be drawn. */
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
  return [...list.querySelectorAll("button")].find(({ dataset }) => dataset["id"] === id);
}

function createListItem(editor: Editor, draft: Editor["drafts"][number]): HTMLElement {
  const chosen = draft.id === editor.chosen;
  const choice = createElement("button", {
    classes: [getColorClass(editor, draft), ...(hasWindowError(editor, draft) ? ["wrong"] : [])],
    attributes: { type: "button", "aria-pressed": String(chosen) },
    children: [
      createElement("b", { text: draft.name === "" ? "(no name)" : draft.name }),
      createElement("span", { text: `${describeWhen(draft)}, ${formatDraftLimits(draft)} ${editor.units}` }),
    ],
  });
  choice.dataset["id"] = draft.id;
  choice.addEventListener("click", () => {
    editor.choose(draft.id);
  });
  return createElement("li", { children: [choice] });
}
