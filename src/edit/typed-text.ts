/** A value of the stack file as it is typed; empty for what is no text and no number. */
export function toTypedText(value: unknown): string {
  if (typeof value === "string") return value.trim();
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "";
}

/** One or more dates and ranges of dates as one text. */
export function toTypedDates(value: unknown): string {
  return [value].flat().map(toTypedText).filter(isNotEmpty).join(", ");
}

/** Typed dates as the stack file has them: one text, or a list. */
export function parseTypedDates(text: string): string | readonly string[] {
  const words = text.split(/[,\s]+/).filter(isNotEmpty);
  const [only = "", ...more] = words;
  return more.length === 0 ? only : words;
}

/** A whole number as one; anything else as it was typed, for the checks to tell. */
export function parseTypedNumber(text: string): string | number {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** Without the keys that have no value. */
export function omitEmpty(
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
}

function isNotEmpty(text: string): boolean {
  return text !== "";
}
