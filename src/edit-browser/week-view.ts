import { formatDraftLimits, describeWhen } from "../edit/draft-words";
import { getWindowsPath } from "../edit/windows-path";
import { type WeekPiece, layOutWeek } from "../edit/week-lanes";
import type { WindowDraft } from "../edit/window-draft";
import { toWindowShape } from "../edit/window-shape";
import type { Editor } from "./editor";
import { getElement, createElement } from "./elements";
import { hasError } from "./has-error";

/** Draws the windows that lie in the week, after each change. The bar that has the focus keeps it. */
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

/** The first bar of a window. */
export function findPiece(week: HTMLElement, id: string): HTMLElement | undefined {
  return [...week.querySelectorAll<HTMLElement>(".piece")].find((one) => one.dataset["id"] === id);
}

/** Whether a window has an error. */
export function hasWindowError(editor: Editor, { name }: WindowDraft): boolean {
  return hasError(editor, [...getWindowsPath(editor.endpoint), name]);
}

/** The class that colours a window, by its place in the file. */
export function getColorClass(editor: Editor, { id }: WindowDraft): string {
  return `w${editor.drafts.findIndex((draft) => draft.id === id) % 6}`;
}

function findFocusedWindow(week: HTMLElement): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && week.contains(activeElement)
    ? activeElement.dataset["id"]
    : undefined;
}

function drawPieces(week: HTMLElement, editor: Editor): void {
  const placed = editor.drafts.flatMap((draft) => {
    const shape = toWindowShape(draft);
    return shape === undefined ? [] : [{ id: draft.id, shape }];
  });
  const pieces = layOutWeek(placed);
  const seen = new Set<string>();
  for (const column of week.querySelectorAll<HTMLElement>(".column")) {
    const bars = pieces
      .filter(({ day }) => day === Number(column.dataset["day"]))
      .flatMap((piece) => {
        const draft = editor.drafts.find(({ id }) => id === piece.id);
        if (draft === undefined) return [];
        const isFirst = !seen.has(draft.id);
        seen.add(draft.id);
        return [createPiece(editor, draft, piece, isFirst)];
      });
    column.replaceChildren(...bars);
  }
}

function createPiece(
  editor: Editor,
  draft: WindowDraft,
  piece: WeekPiece,
  isFirst: boolean,
): HTMLElement {
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
      "aria-label": `${draft.name}, ${describeWhen(draft)}, ${formatDraftLimits(draft)} instances`,
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
