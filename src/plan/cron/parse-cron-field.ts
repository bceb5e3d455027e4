import type { CronField } from "../../aws/facts";
import type { ScheduleProblem } from "./scheduled-action";

/** A field as parsed. `values`: sorted, each once; empty if a problem is an error. */
export interface ParsedField {
  readonly values: readonly number[];
  readonly problems: readonly ScheduleProblem[];
}

/** One entry of a list, `first-last/step`. `single`: one value. */
interface Term {
  readonly single: boolean;
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly ranged: boolean;
  readonly stepped: boolean;
}

/**
 * Parses a field that is `*`, a value, a range, a step, or a list of those, without `?`, `L`, `W` and `#`.
 *
 * A range may pass the field's end and continue at its start (`20-2`, `FRI-MON`), except for years. Warns of
 * forms that AWS does not document but that all known libraries read the same way.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseListField(field: CronField, text: string): ParsedField {
  const known = parsedFields.get(field) ?? new Map<string, ParsedField>();
  const parsed = known.get(text) ?? parseNewListField(field, text);
  if (known.size > maxParsedTexts) known.clear();
  known.set(text, parsed);
  parsedFields.set(field, known);
  return parsed;
}

/** Actions of one plan have few different fields, and a plan is replayed several times. */
const parsedFields = new WeakMap<CronField, Map<string, ParsedField>>();
const maxParsedTexts = 1000;

function parseNewListField(field: CronField, text: string): ParsedField {
  const parts = text.split(",");
  const terms = parts.map((part) => parseTerm(field, part));
  const errors = terms.filter((term) => typeof term === "string");
  const validTerms = terms.filter((term) => typeof term !== "string");
  if (parts.length > 1 && parts.some((part) => part.startsWith("*"))) {
    errors.push("has * in a list, which already includes the other entries");
  }
  if (errors.length > 0) {
    const repaired = repairField(field, text);
    const fix = repaired === undefined ? suggestValues(field) : `write ${repaired}`;
    return {
      values: [],
      problems: [...new Set(errors)].map((error) => createFieldProblem(field, "error", text, error, fix)),
    };
  }
  const values = mergeSorted(validTerms.map((term) => expandTerm(field, term)));
  return { values, problems: findWarnings(field, text, validTerms, values) };
}

/** Parses a number, or a name in any case. Returns text that says what is wrong. */
export function parseFieldValue(field: CronField, text: string): number | string {
  if (/^\d{1,4}$/.test(text)) {
    const value = Number(text);
    return value < field.min || value > field.max ? "is out of range" : value;
  }
  const index = field.names.indexOf(text.toUpperCase());
  if (index >= 0) return field.min + index;
  return text === "" ? "has an empty entry" : `has "${text}", which is not a value of this field`;
}

/** Describes what a field takes: `1-12 or JAN-DEC (1 = JAN), and the wildcards , - * /`. */
function describeAllowed(field: CronField): string {
  const [first] = field.names;
  const names = first === undefined ? "" : ` or ${first}-${field.names.at(-1)} (${field.min} = ${first})`;
  return `${field.min}-${field.max}${names}, and the wildcards ${field.wildcards.join(" ")}`;
}

export const onlyUpperCase = "is not in upper case, the only case that AWS documents";

/** Creates a problem of a field. `what` continues the sentence that begins with the field. */
export function createFieldProblem(
  field: CronField,
  severity: ScheduleProblem["severity"],
  text: string,
  what: string,
  fix = suggestValues(field),
): ScheduleProblem {
  const message = `${field.title} "${text}" ${what.replace(`has "${text}", which is no`, "is no")}`;
  const expected = describeAllowed(field);
  return { code: "cron-dialect", severity, message, expected, fix };
}

function suggestValues({ names, min, max }: CronField): string {
  const [first] = names;
  return first === undefined ? `write numbers from ${min} to ${max}` : `write names from ${first} to ${names.at(-1)}`;
}

/** Formats values as a field, by name if the field has names. */
export function formatFieldValues(field: CronField, values: readonly number[]): string {
  return values.map((value) => field.names[value - field.min] ?? String(value)).join(",");
}

function parseTerm(field: CronField, text: string): Term | string {
  const [range = "", stepText, ...more] = text.split("/");
  if (more.length > 0) return "has two slashes in one entry";
  if (range === "" && stepText !== undefined) return "has a step without a start";
  const step = stepText === undefined ? 1 : parseStep(field, stepText);
  if (typeof step === "string") return step;
  const stepped = stepText !== undefined;
  const base = { step, stepped, single: false, ranged: false };
  if (range === "*") return { ...base, first: field.min, last: field.max };
  const [firstText = "", lastText, ...rest] = range.split("-");
  if (rest.length > 0) return "has two dashes in one entry";
  const first = parseFieldValue(field, firstText);
  if (typeof first === "string") return first;
  if (lastText === undefined) {
    return { ...base, single: !stepped, first, last: stepped ? field.max : first };
  }
  const last = parseFieldValue(field, lastText);
  if (typeof last === "string") return last;
  if (last < first && field.title === "Year") return "goes backwards";
  return { ...base, first, last, ranged: true };
}

function parseStep(field: CronField, text: string): number | string {
  if (!/^\d{1,4}$/.test(text) || Number(text) === 0) return "has a step that is not a positive number";
  const step = Number(text);
  return step > field.maxStep ? `has a step above ${field.maxStep}, which never fires twice` : step;
}

function expandTerm(field: CronField, { first, last, step }: Term): readonly number[] {
  const size = field.max - field.min + 1;
  const length = Math.floor((last < first ? last + size - first : last - first) / step) + 1;
  return Array.from({ length }, (_, index) => ((first + index * step - field.min) % size) + field.min);
}

/** Merges sorted lists, each value once. A range that passes the field's end is not sorted. */
function mergeSorted(lists: readonly (readonly number[])[]): readonly number[] {
  const [first = [], ...others] = lists;
  if (others.length === 0 && (first[0] ?? 0) <= (first.at(-1) ?? 0)) return first;
  return [...new Set(lists.flat())].toSorted((a, b) => a - b);
}

function findWarnings(
  field: CronField,
  text: string,
  terms: readonly Term[],
  values: readonly number[],
): readonly ScheduleProblem[] {
  const warn = (what: string, correct: string): ScheduleProblem =>
    createFieldProblem(field, "warning", text, what, `write ${correct}`);
  const undocumented = findUndocumentedForm(field, terms);
  return [
    ...(undocumented === undefined ? [] : [warn(undocumented, formatFieldValues(field, values))]),
    ...(text === text.toUpperCase() ? [] : [warn(onlyUpperCase, text.toUpperCase())]),
  ];
}

function findUndocumentedForm(field: CronField, terms: readonly Term[]): string | undefined {
  if (terms.length > 1 && terms.some((term) => !term.single)) {
    return "has a range or a step inside a list, which AWS does not document";
  }
  if (terms.some((term) => term.ranged && term.stepped)) {
    return "has a step after a range, which AWS does not document";
  }
  if (terms.some((term) => term.stepped) && !field.wildcards.includes("/")) {
    return "has a step, which AWS does not document for this field";
  }
  if (terms.some((term) => term.last < term.first) && field.title !== "Hours") {
    return "has a range that passes the field's end, which AWS documents only for Hours";
  }
  return undefined;
}

/** Guesses what the user meant, but never a number. */
function repairField(field: CronField, text: string): string | undefined {
  const longNames = text.replace(/[A-Za-z]{4,}/g, (word) => {
    const short = word.slice(0, 3).toUpperCase();
    return field.names.includes(short) ? short : word;
  });
  const started = longNames.replace(/(^|,)\//g, `$1${field.min}/`);
  const sundays = field.title === "Day-of-week" ? started.replace(/(?<![/#\d])0(?!\d)/g, "SUN") : started;
  const candidate = sundays.split(",").some((part) => part === "*") ? "*" : sundays;
  const isValid = candidate.split(",").every((part) => typeof parseTerm(field, part) !== "string");
  return isValid && candidate !== text ? candidate : undefined;
}
