/** @throws if the page has no such element, which is a bug */
export function getElement(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`bug: the page has no #${id}`);
  return found;
}

/** `text` is never markup. */
interface ElementContent {
  readonly text?: string;
  readonly classes?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children?: readonly Node[];
}

export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { text, classes = [], attributes = {}, children = [] }: ElementContent,
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (text !== undefined) created.textContent = text;
  for (const name of classes) created.classList.add(name);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

/** @throws if the element is not a button, which is a bug */
export function getButton(id: string): HTMLButtonElement {
  const found = getElement(id);
  if (found instanceof HTMLButtonElement) return found;
  throw new Error(`bug: #${id} is not a button`);
}

export type Field = HTMLInputElement | HTMLSelectElement;

export function isField(target: EventTarget | null): target is Field {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

export function listFields(parent: HTMLElement): readonly Field[] {
  return [...parent.querySelectorAll<Field>("input, select")];
}

/** Leaves a field with the same value alone, so that the caret keeps its position. */
export function fillField(field: Field, value: string): void {
  if (field.value !== value) field.value = value;
}
