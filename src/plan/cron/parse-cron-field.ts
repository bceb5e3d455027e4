import type { CronField } from "../../aws/facts";
import type { ScheduleProblem } from "./scheduled-action";

/** What a field says; `getValues` are sorted, none twice, and mean nothing beside an error. */
export interface ParsedField {
  readonly values: readonly number[];
  readonly problems: readonly ScheduleProblem[];
}

/** One term of a list, `first-last/step`: `single` for one value. */
interface Term {
  readonly single: boolean;
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly ranged: boolean;
  readonly stepped: boolean;
}

/**
 * A field that is `*`, a value, a range, a step, or a list of those.
 *
 * A range may pass the field's end and go on at its start (`20-2`, `FRI-MON`), except for years.
 * What AWS documents no example of, but every known reader takes the same way, is a warning.
 *
 * In:     a field without `?`, `L`, `W` and `#`: those are read before
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cron-expressions.html
 */
export function parseListField(field: CronField, text: string): ParsedField {
  const parts = text.split(",");
  const terms = parts.map((part) => parseTerm(field, part));
  const errors = terms.filter((term) => typeof term === "string");
  const read = terms.filter((term) => typeof term !== "string");
  if (parts.length > 1 && parts.some((part) => part.startsWith("*"))) {
    errors.push("has * in a list, which leaves nothing for the other entries to add");
  }
  if (errors.length > 0) {
    const right = repairField(field, text);
    const fix = right === undefined ? undefined : `write ${right}`;
    return {
      values: [],
      problems: [...new Set(errors)].map((error) =>
        createFieldProblem(field, "error", text, error, fix),
      ),
    };
  }
  const values = mergeSorted(read.map((term) => expandTerm(field, term)));
  return { values, problems: findWarnings(field, text, read, values) };
}

/** A value of a field: a number, or one of its names in any case. Out: text that says what is wrong. */
export function parseFieldValue(field: CronField, text: string): number | string {
  if (/^\d{1,4}$/.test(text)) {
    const value = Number(text);
    return value < field.min || value > field.max ? "is out of range" : value;
  }
  const index = field.names.indexOf(text.toUpperCase());
  if (index >= 0) return field.min + index;
  return text === "" ? "has an empty entry" : `has "${text}", which is no value of this field`;
}

/** What a field takes: `1-12 or JAN-DEC (1 = JAN), and the wildcards , - * /`. */
function describeAllowed(field: CronField): string {
  const [first] = field.names;
  const names =
    first === undefined ? "" : ` or ${first}-${field.names.at(-1)} (${field.min} = ${first})`;
  return `${field.min}-${field.max}${names}, and the wildcards ${field.wildcards.join(" ")}`;
}

/** What is said of names and wildcards in another case. */
export const onlyUpperCase = "is not in upper case, the only one that AWS documents";

/** A fault of a field, in the words of all of them. */
export function createFieldProblem(
  field: CronField,
  severity: ScheduleProblem["severity"],
  text: string,
  what: string,
  fix?: string,
): ScheduleProblem {
  const message = `${field.title} "${text}" ${what.replace(`has "${text}", which is no`, "is no")}`;
  const found = {
    code: "cron-dialect",
    severity,
    message,
    expected: describeAllowed(field),
  } as const;
  return fix === undefined ? found : { ...found, fix };
}

/** The values as a field's text, by names where it has them. */
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
  if (range === "*") {
    return { single: false, first: field.min, last: field.max, step, ranged: false, stepped };
  }
  const [firstText = "", lastText, ...rest] = range.split("-");
  if (rest.length > 0) return "has two dashes in one entry";
  const first = parseFieldValue(field, firstText);
  if (typeof first === "string") return first;
  if (lastText === undefined) {
    return {
      single: !stepped,
      first,
      last: stepped ? field.max : first,
      step,
      ranged: false,
      stepped,
    };
  }
  const last = parseFieldValue(field, lastText);
  if (typeof last === "string") return last;
  if (last < first && field.title === "Year") return "goes backwards";
  return { single: false, first, last, step, ranged: true, stepped };
}

function parseStep(field: CronField, text: string): number | string {
  if (!/^\d{1,4}$/.test(text) || Number(text) === 0) return "has a step that is no positive number";
  const step = Number(text);
  return step > field.maxStep ? `has a step above ${field.maxStep}, which never comes twice` : step;
}

function expandTerm(field: CronField, { first, last, step }: Term): readonly number[] {
  const size = field.max - field.min + 1;
  const length = Math.floor((last < first ? last + size - first : last - first) / step) + 1;
  return Array.from(
    { length },
    (_, index) => ((first + index * step - field.min) % size) + field.min,
  );
}

/** Lists joined into one, sorted, none twice: one that does not pass the field's end is so already. */
function mergeSorted(lists: readonly (readonly number[])[]): readonly number[] {
  const [only = [], ...others] = lists;
  if (others.length === 0 && (only[0] ?? 0) <= (only.at(-1) ?? 0)) return only;
  return [...new Set(lists.flat())].toSorted((a, b) => a - b);
}

function findWarnings(
  field: CronField,
  text: string,
  terms: readonly Term[],
  values: readonly number[],
): readonly ScheduleProblem[] {
  const say = (what: string, right: string): ScheduleProblem =>
    createFieldProblem(field, "warning", text, what, `write ${right}`);
  const undocumented = findUndocumentedForm(field, terms);
  return [
    ...(undocumented === undefined ? [] : [say(undocumented, formatFieldValues(field, values))]),
    ...(text === text.toUpperCase() ? [] : [say(onlyUpperCase, text.toUpperCase())]),
  ];
}

/** Forms that AWS's pages neither describe nor use in an example. */
function findUndocumentedForm(field: CronField, terms: readonly Term[]): string | undefined {
  if (terms.length > 1 && terms.some((term) => !term.single)) {
    return "has a range or a step inside a list, which AWS does not document";
  }
  if (terms.some((term) => term.ranged && term.stepped)) {
    return "has a step behind a range, which AWS does not document";
  }
  if (terms.some((term) => term.stepped) && !field.wildcards.includes("/")) {
    return "has a step, which AWS does not document for this field";
  }
  if (terms.some((term) => term.last < term.first) && field.title !== "Hours") {
    return "has a range that passes the field's end, which AWS documents for Hours alone";
  }
  return undefined;
}

/** What the writer most likely meant, where one entry can be put right without guessing a number. */
function repairField(field: CronField, text: string): string | undefined {
  const longNames = text.replace(/[A-Za-z]{4,}/g, (word) => {
    const short = word.slice(0, 3).toUpperCase();
    return field.names.includes(short) ? short : word;
  });
  const started = longNames.replace(/(^|,)\//g, `$1${field.min}/`);
  const sundays =
    field.title === "Day-of-week" ? started.replace(/(?<![/#\d])0(?!\d)/g, "SUN") : started;
  const candidate = sundays.split(",").some((part) => part === "*") ? "*" : sundays;
  const ok = candidate.split(",").every((part) => typeof parseTerm(field, part) !== "string");
  return ok && candidate !== text ? candidate : undefined;
}
