import {
  addDraft,
  applyShape,
  changeDraft,
  describeWhen,
  type DraftList,
  dragShape,
  drawShape,
  formatDraftLimits,
  type Grip,
  moveEnd,
  moveShape,
  moveStart,
  removeDraft,
  toWindowShape,
  type WindowShape,
} from "../window-shape";
import type { Editor } from "./editor";
import { getElement } from "./elements";
import { findPiece, getNewWindowLimits, getStepMinutes } from "./week-and-window-list";

/** A position in the week; `minute` of the day. */
interface Place {
  readonly day: number;
  readonly minute: number;
}

interface Drag {
  readonly pointer: number;
  readonly at: Place;
  readonly windowsAt: (place: Place) => DraftList;
  readonly id: string | undefined;
  moved: boolean;
}

/** Lets the pointer drag windows and their edges, and draw new windows over empty space. */
export function enableDragging(editor: Editor): void {
  const week = getElement("week");
  let drag: Drag | undefined;
  const end = (keep: boolean): void => {
    if (drag === undefined) return;
    const { moved, id, pointer } = drag;
    const { drafts } = editor;
    drag = undefined;
    week.classList.remove("dragging");
    if (week.hasPointerCapture(pointer)) week.releasePointerCapture(pointer);
    if (!keep || !moved) editor.preview();
    else finishDrag(editor, drafts, id);
  };
  week.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    drag = startDrag(editor, week, event);
    if (drag === undefined) return;
    week.setPointerCapture(event.pointerId);
    week.classList.add("dragging");
  });
  week.addEventListener("pointermove", (event) => {
    const place = drag === undefined ? undefined : findPlace(week, event);
    if (drag === undefined || place === undefined) return;
    drag.moved ||= Math.abs(countMinutesBetween(drag.at, place)) >= getStepMinutes() / 2;
    if (drag.moved) editor.preview(drag.windowsAt(place));
  });
  week.addEventListener("pointerup", () => {
    end(true);
  });
  week.addEventListener("pointercancel", () => {
    end(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end(false);
  });
}

function finishDrag(editor: Editor, drafts: DraftList, id: string | undefined): void {
  const chosen = id ?? drafts.at(-1)?.id;
  editor.edit(drafts);
  editor.choose(chosen);
  const draft = editor.chosenDraft;
  if (draft !== undefined) {
    editor.announce(`${draft.name}: ${describeWhen(draft)}, ${formatDraftLimits(draft)} ${editor.units}`);
  }
}

function startDrag(editor: Editor, week: HTMLElement, event: PointerEvent): Drag | undefined {
  const { target, pointerId: pointer } = event;
  const at = findPlace(week, event);
  if (!(target instanceof HTMLElement) || at === undefined) return undefined;
  const { drafts } = editor;
  const piece = target.closest<HTMLElement>(".piece");
  const id = piece?.dataset["id"];
  if (id === undefined) {
    // A finger on empty space scrolls the page.
    if (event.pointerType === "touch" || target.closest(".column") === null) return undefined;
    editor.choose(undefined);
    return { pointer, at, id, moved: false, windowsAt: (place) => drawWindow(editor, drafts, at, place) };
  }
  // A finger on a window scrolls too, until a tap has chosen the window.
  if (event.pointerType === "touch" && id !== editor.chosen) return undefined;
  editor.choose(id);
  findPiece(week, id)?.focus({ preventScroll: true });
  const shape = drafts.map((draft) => (draft.id === id ? toWindowShape(draft) : undefined)).find(Boolean);
  if (shape === undefined) return undefined;
  const grip = getGrip(target);
  const windowsAt = (place: Place): DraftList =>
    changeDraft(drafts, id, (draft) => applyShape(draft, getDraggedShape(shape, grip, at, place)));
  return { pointer, at, id, moved: false, windowsAt };
}

function getGrip(target: HTMLElement): Grip {
  if (target.matches("i.start")) return "start";
  return target.matches("i.end") ? "end" : "whole";
}

function getDraggedShape(shape: WindowShape, grip: Grip, from: Place, to: Place): WindowShape {
  return dragShape(shape, grip, countMinutesBetween(from, to), getStepMinutes());
}

function drawWindow(editor: Editor, drafts: DraftList, from: Place, to: Place): DraftList {
  const shape = drawShape(from.day, from.minute, to.minute, getStepMinutes());
  return addDraft(drafts, shape, getNewWindowLimits(editor));
}

function countMinutesBetween(from: Place, to: Place): number {
  return (to.day - from.day) * 1440 + to.minute - from.minute;
}

/** @returns the nearest place in the week; undefined if the week is not visible */
function findPlace(week: HTMLElement, { clientX, clientY }: PointerEvent): Place | undefined {
  const columns = [...week.querySelectorAll<HTMLElement>(".column")];
  const boxes = columns.map((column) => column.getBoundingClientRect());
  const [first] = boxes;
  if (first === undefined || first.height === 0) return undefined;
  const beyond = boxes.findIndex((box) => clientX < box.right);
  const minute = ((clientY - first.top) / first.height) * 1440;
  return { day: beyond === -1 ? columns.length - 1 : beyond, minute: Math.min(Math.max(Math.round(minute), 0), 1440) };
}

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

/** Lets keys move, resize, remove and open the focused window. */
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

/** @returns whether it handled the key */
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

/** Removes a window, announces it, and focuses the first one. */
export function removeWindow(editor: Editor, id: string): void {
  const name = editor.drafts.find((draft) => draft.id === id)?.name ?? id;
  editor.edit(removeDraft(editor.drafts, id));
  editor.choose(undefined);
  editor.announce(`${name} removed`);
  getElement("week").querySelector<HTMLElement>('.piece[tabindex="0"]')?.focus();
}

function moveWindow(editor: Editor, id: string, minutes: number, event: KeyboardEvent): void {
  const change = (shape: WindowShape): WindowShape => {
    const minLength = getStepMinutes();
    if (event.shiftKey) return moveEnd(shape, minutes, minLength);
    return event.altKey ? moveStart(shape, minutes, minLength) : moveShape(shape, minutes);
  };
  editor.edit(
    changeDraft(editor.drafts, id, (draft) => {
      const shape = toWindowShape(draft);
      return shape === undefined ? draft : applyShape(draft, change(shape));
    }),
  );
  editor.choose(id);
  const draft = editor.chosenDraft;
  if (draft !== undefined) editor.announce(`${draft.name}: ${describeWhen(draft)}, ${formatDraftLimits(draft)}`);
}
