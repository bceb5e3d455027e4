import { copyDraft, changeDraft } from "../edit/draft-list";
import type { WindowDraft } from "../edit/window-draft";
import type { Editor } from "./editor";
import { getButton, getElement } from "./elements";
import { type Field, listFields, fillField, isField } from "./fields";
import { removeWindow } from "./week-keys";

/** The fields of the chosen window: what is typed is a change at once. */
export function showWindowFields(editor: Editor): void {
  const form = getElement("fields");
  const draw = (): void => {
    const draft = editor.chosenDraft;
    form.hidden = draft === undefined;
    if (draft !== undefined) fillWindowFields(form, draft);
  };
  editor.onChange(draw);
  draw();
  form.addEventListener("input", ({ target }) => {
    const { chosen } = editor;
    if (chosen === undefined || !isField(target)) return;
    const change = (draft: WindowDraft): WindowDraft => applyWindowField(form, draft, target);
    editor.edit(changeDraft(editor.drafts, chosen, change), getChangeKind(chosen, target));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  getButton("remove").addEventListener("click", () => {
    if (editor.chosen !== undefined) removeWindow(editor, editor.chosen);
  });
  getButton("copy").addEventListener("click", () => {
    copyChosenWindow(editor);
  });
}

function copyChosenWindow(editor: Editor): void {
  const { chosen } = editor;
  if (chosen === undefined) return;
  const drafts = copyDraft(editor.drafts, chosen);
  const copy = drafts[drafts.findIndex(({ id }) => id === chosen) + 1];
  editor.edit(drafts);
  editor.choose(copy?.id);
}

/** Letters typed into one field are undone together, ticks one by one. */
function getChangeKind(id: string, { name, type }: Field): string | undefined {
  return type === "checkbox" ? undefined : `${id} ${name}`;
}

function fillWindowFields(form: HTMLElement, draft: WindowDraft): void {
  for (const part of form.querySelectorAll<HTMLElement>("[data-for]")) {
    part.hidden = part.dataset["for"] !== draft.kind;
  }
  for (const field of listFields(form)) {
    if (field instanceof HTMLInputElement && field.type === "checkbox") {
      field.checked = draft.days.includes(Number(field.value));
    } else {
      fillField(field, getFieldValue(draft, field.name));
    }
  }
}

function getFieldValue(draft: WindowDraft, name: string): string {
  switch (name) {
    case "name":
    case "kind":
    case "dates":
    case "from":
    case "to":
    case "min":
    case "max":
      return draft[name];
    case "fromDay":
    case "toDay":
      return String(draft[name]);
    default:
      return "";
  }
}

function applyWindowField(form: HTMLElement, draft: WindowDraft, field: Field): WindowDraft {
  const { name, value } = field;
  switch (name) {
    case "kind":
      return changeKind(draft, value);
    case "day":
      return { ...draft, days: listCheckedDays(form) };
    case "fromDay":
      return { ...draft, fromDay: Number(value), days: [Number(value)] };
    case "toDay":
      return { ...draft, toDay: Number(value) };
    case "name":
    case "dates":
    case "from":
    case "to":
    case "min":
    case "max":
      return { ...draft, [name]: value };
    default:
      return draft;
  }
}

function listCheckedDays(form: HTMLElement): readonly number[] {
  return [...form.querySelectorAll<HTMLInputElement>("input[name=day]")]
    .filter(({ checked }) => checked)
    .map(({ value }) => Number(value));
}

/** A window that goes on for days begins on the first day it had. */
function changeKind(draft: WindowDraft, kind: string): WindowDraft {
  const [first = 0] = draft.days;
  switch (kind) {
    case "span":
      return { ...draft, kind, days: [first], fromDay: first, toDay: draft.toDay };
    case "weekly":
    case "dates":
      return { ...draft, kind };
    default:
      return draft;
  }
}
