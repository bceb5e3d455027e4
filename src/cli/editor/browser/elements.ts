/** The element with an id. Errors: a page without it is a bug */
export function getElement(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`bug: the page has no #${id}`);
  return found;
}

/** What a new element has. `defineText` is never markup. */
interface ElementContent {
  readonly text?: string;
  readonly classes?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

/** A new element. */
export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { text, classes = [], attributes = {}, children = [] }: ElementContent,
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const name of classes) made.classList.add(name);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A button of the page. Errors: another element with the id is a bug */
export function getButton(id: string): HTMLButtonElement {
  const found = getElement(id);
  if (found instanceof HTMLButtonElement) return found;
  throw new Error(`bug: #${id} is no button`);
}

/** What is typed or chosen. */
export type Field = HTMLInputElement | HTMLSelectElement;

/** Whether an event came from a field. */
export function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** The fields below an element. */
export function listFields(parent: HTMLElement): readonly Field[] {
  return [...parent.querySelectorAll<Field>("input, select")];
}

/** A field that is right already is left alone, so that the caret stays where it is. */
export function fillField(field: Field, value: string): void {
  if (field.value !== value) field.value = value;
}
