import { limitsWords, whenWords } from "../edit/draft-words";
import { windowsPath } from "../edit/windows-path";
import { type WeekPiece, weekPieces } from "../edit/week-lanes";
import type { WindowDraft } from "../edit/window-draft";
import { shapeOf } from "../edit/window-shape";
import type { Editor } from "./editor";
import { byId, element } from "./elements";
import { hasError } from "./has-error";

/** Draws the windows that lie in the week, after each change. The bar that has the focus keeps it. */
export function showWeek(editor: Editor): void {
  const week = byId("week");
  const draw = (): void => {
    const focused = focusedWindow(week);
    drawPieces(week, editor);
    if (focused !== undefined) pieceOf(week, focused)?.focus();
  };
  editor.onChange(draw);
  draw();
}

/** The first bar of a window. */
export function pieceOf(week: HTMLElement, id: string): HTMLElement | undefined {
  return [...week.querySelectorAll<HTMLElement>(".piece")].find((one) => one.dataset["id"] === id);
}

/** Whether a window has an error. */
export function isWrong(editor: Editor, { name }: WindowDraft): boolean {
  return hasError(editor, [...windowsPath(editor.endpoint), name]);
}

/** The class that colours a window, by its place in the file. */
export function colourOf(editor: Editor, { id }: WindowDraft): string {
  return `w${editor.drafts.findIndex((draft) => draft.id === id) % 6}`;
}

function focusedWindow(week: HTMLElement): string | undefined {
  const { activeElement } = document;
  return activeElement instanceof HTMLElement && week.contains(activeElement)
    ? activeElement.dataset["id"]
    : undefined;
}

function drawPieces(week: HTMLElement, editor: Editor): void {
  const placed = editor.drafts.flatMap((draft) => {
    const shape = shapeOf(draft);
    return shape === undefined ? [] : [{ id: draft.id, shape }];
  });
  const pieces = weekPieces(placed);
  const seen = new Set<string>();
  for (const column of week.querySelectorAll<HTMLElement>(".column")) {
    const bars = pieces
      .filter(({ day }) => day === Number(column.dataset["day"]))
      .flatMap((piece) => {
        const draft = editor.drafts.find(({ id }) => id === piece.id);
        if (draft === undefined) return [];
        const isFirst = !seen.has(draft.id);
        seen.add(draft.id);
        return [pieceElement(editor, draft, piece, isFirst)];
      });
    column.replaceChildren(...bars);
  }
}

function pieceElement(
  editor: Editor,
  draft: WindowDraft,
  piece: WeekPiece,
  isFirst: boolean,
): HTMLElement {
  const chosen = draft.id === editor.chosen;
  const bar = element("div", {
    classes: [
      "piece",
      colourOf(editor, draft),
      ...(chosen ? ["chosen"] : []),
      ...(isWrong(editor, draft) ? ["wrong"] : []),
      ...(piece.to - piece.from < 60 ? ["short"] : []),
      ...(piece.begins ? [] : ["open-start"]),
      ...(piece.ends ? [] : ["open-end"]),
    ],
    attributes: {
      role: "button",
      tabindex: isFirst ? "0" : "-1",
      "aria-pressed": String(chosen),
      "aria-label": `${draft.name}, ${whenWords(draft)}, ${limitsWords(draft)} instances`,
      ...(isFirst ? {} : { "aria-hidden": "true" }),
    },
    children: [
      element("b", { text: draft.name }),
      element("span", { text: limitsWords(draft) }),
      ...(piece.begins ? [element("i", { classes: ["start"] })] : []),
      ...(piece.ends ? [element("i", { classes: ["end"] })] : []),
    ],
  });
  bar.dataset["id"] = draft.id;
  const { style } = bar;
  style.top = percent(piece.from, 1440);
  style.height = percent(Math.max(piece.to - piece.from, 10), 1440);
  style.left = percent(piece.lane, piece.lanes);
  style.width = percent(1, piece.lanes);
  return bar;
}

function percent(part: number, whole: number): string {
  return `${(100 * part) / whole}%`;
}
