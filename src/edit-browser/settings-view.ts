import { type ExceptionDraft, type SettingsDraft, addException } from "../edit/settings-draft";
import { getTimetablePath } from "../edit/windows-path";
import type { Editor } from "./editor";
import { getButton, getElement, createElement } from "./elements";
import { type Field, listFields, fillField, isField } from "./fields";
import { hasError } from "./has-error";

/** The fields of what holds outside the windows: what is typed is a change at once. */
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
    editor.editSettings(
      applySettingsField(settings, id, target),
      `settings ${id ?? ""} ${target.name}`,
    );
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

/** The focus goes on to where one would look next, as its button is gone. */
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

/** The rows as they are where they are for the same exceptions, so that the caret stays; else new ones. */
function updateRows(exceptions: readonly ExceptionDraft[]): readonly HTMLElement[] {
  const list = getElement("exceptions");
  const there = new Map(
    [...list.querySelectorAll<HTMLElement>("li")].map((row) => [row.dataset["id"], row]),
  );
  const ids = exceptions.map(({ id }) => id);
  const rows = ids.map((id) => there.get(id) ?? createRow(id));
  if ([...there.keys()].join() !== ids.join()) list.replaceChildren(...rows);
  return rows;
}

function createRow(id: string): HTMLElement {
  const template = getElement("exception");
  const row =
    template instanceof HTMLTemplateElement
      ? document.importNode(template.content, true).firstElementChild
      : undefined;
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
  const found = values.find(([key]) => key === name)?.[1];
  return typeof found === "string" ? found : "";
}

function markInvalid(field: Field, wrong: boolean): void {
  if (wrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

/** In: `id` of the exception that the field belongs to; absent for the timetable's own */
function applySettingsField(
  settings: SettingsDraft,
  id: string | undefined,
  field: Field,
): SettingsDraft {
  const { name, value } = field;
  if (id === undefined) return { ...settings, [name]: value };
  const exceptions = settings.exceptions.map((draft) =>
    draft.id === id ? { ...draft, [name]: value } : draft,
  );
  return { ...settings, exceptions };
}
