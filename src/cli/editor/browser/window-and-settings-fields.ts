import { addException, type ExceptionDraft, getTimetablePath, type SettingsDraft, type WindowDraft } from "../drafts";
import { changeDraft, copyDraft } from "../window-shape";
import { type Editor, hasError } from "./editor";
import { createElement, type Field, fillField, getButton, getElement, isField, listFields } from "./elements";
import { removeWindow } from "./pointer-and-keys";

/** Shows the fields of the chosen window; each input is a change. */
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

/** Undo merges the typing in a field, but not checkboxes. */
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

/** A span starts on the first day of the window. */
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

/** Shows the fields of baseline, readyBefore and exceptions; each input is a change. */
export function showSettings(editor: Editor): void {
  const form = getElement("settings");
  const draw = (): void => {
    const { settings } = editor;
    form.hidden = settings === undefined;
    if (settings !== undefined) drawSettings(editor, settings);
  };
  editor.onChange(draw);
  draw();
  form.addEventListener("input", ({ target }) => {
    const { settings } = editor;
    if (settings === undefined || !isField(target)) return;
    const id = target.closest("li")?.dataset["id"];
    editor.editSettings(applySettingsField(settings, id, target), `settings ${id ?? ""} ${target.name}`);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
  });
  form.addEventListener("click", ({ target }) => {
    const { settings } = editor;
    if (settings === undefined || !(target instanceof HTMLButtonElement)) return;
    const id = target.closest("li")?.dataset["id"];
    if (target.name === "remove" && id !== undefined) removeException(editor, settings, id);
  });
  getButton("add-exception").addEventListener("click", () => {
    const { settings } = editor;
    if (settings === undefined) return;
    editor.editSettings(addException(settings, editor.calendars[0]));
    getElement("exceptions").lastElementChild?.querySelector("select")?.focus();
  });
}

/** The focused button disappears, so the focus moves on. */
function removeException(editor: Editor, settings: SettingsDraft, id: string): void {
  const exceptions = settings.exceptions.filter((draft) => draft.id !== id);
  editor.editSettings({ ...settings, exceptions });
  editor.announce("exception removed");
  getButton("add-exception").focus();
}

function drawSettings(editor: Editor, settings: SettingsDraft): void {
  const names = editor.calendars.map((value) => createElement("option", { attributes: { value } }));
  getElement("calendars").replaceChildren(...names);
  const path = getTimetablePath(editor.endpoint);
  for (const field of getElement("settings").querySelectorAll<Field>(":scope > .pair .field > *")) {
    if (!isField(field)) continue;
    fillField(field, getText(settings, field.name));
    const key = field.name === "readyBefore" ? [field.name] : ["baseline", field.name];
    markInvalid(field, hasError(editor, [...path, ...key]));
  }
  const rows = updateRows(settings.exceptions);
  getElement("no-exceptions").hidden = settings.exceptions.length > 0;
  settings.exceptions.forEach((draft, index) => {
    const row = rows[index];
    if (row === undefined) return;
    fillRow(row, draft, index + 1);
    for (const field of listFields(row)) {
      const { name } = field;
      const key = name === "min" || name === "max" ? ["use", name] : [name];
      markInvalid(field, hasError(editor, [...path, "exceptions", index, ...key]));
    }
  });
}

/** Reuses the rows of known exceptions, so that the caret keeps its position. */
function updateRows(exceptions: readonly ExceptionDraft[]): readonly HTMLElement[] {
  const list = getElement("exceptions");
  const known = new Map([...list.querySelectorAll<HTMLElement>("li")].map((row) => [row.dataset["id"], row]));
  const ids = exceptions.map(({ id }) => id);
  const rows = ids.map((id) => known.get(id) ?? createRow(id));
  if ([...known.keys()].join() !== ids.join()) list.replaceChildren(...rows);
  return rows;
}

function createRow(id: string): HTMLElement {
  const template = getElement("exception");
  const row =
    template instanceof HTMLTemplateElement ? document.importNode(template.content, true).firstElementChild : undefined;
  if (!(row instanceof HTMLElement)) throw new Error("bug: the page has no row for exceptions");
  row.dataset["id"] = id;
  return row;
}

function fillRow(row: HTMLElement, draft: ExceptionDraft, count: number): void {
  row.setAttribute("aria-label", `Exception ${count}`);
  row.querySelector("button")?.setAttribute("aria-label", `Remove exception ${count}`);
  for (const part of row.querySelectorAll<HTMLElement>("[data-for]")) {
    const kind = part.dataset["for"];
    part.hidden = kind !== draft.on && kind !== draft.use;
  }
  for (const field of listFields(row)) fillField(field, getText(draft, field.name));
}

function getText(draft: SettingsDraft | ExceptionDraft, name: string): string {
  const values: readonly (readonly [string, unknown])[] = Object.entries(draft);
  const value = values.find(([key]) => key === name)?.[1];
  return typeof value === "string" ? value : "";
}

function markInvalid(field: Field, isInvalid: boolean): void {
  if (isInvalid) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** @param id of the field's exception; undefined for a field of the timetable */
function applySettingsField(settings: SettingsDraft, id: string | undefined, field: Field): SettingsDraft {
  const { name, value } = field;
  if (id === undefined) return { ...settings, [name]: value };
  const exceptions = settings.exceptions.map((draft) => (draft.id === id ? { ...draft, [name]: value } : draft));
  return { ...settings, exceptions };
}
