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
