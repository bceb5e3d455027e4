import * as v from "valibot";

/** One value of a stack file: what may stand there, and what it becomes. */
export type Field<TOutput = unknown> = v.GenericSchema<unknown, TOutput>;

/**
 * What people are told about a field: in the editor, in the table of fields and in problems.
 *
 * `allowed` ends the line `expected: …`. `example` is a right value as YAML on one line. `formatPolicy` goes
 * into the JSON Schema as it is. `explainLimits`: what more to say about a wrong value that users are known
 * to type. `otherNames`: what users are known to write for the key.
 */
export interface FieldDescription {
  readonly title: string;
  readonly description: string;
  readonly allowed: string;
  readonly example: string;
  readonly json?: Readonly<Record<string, unknown>>;
  readonly explain?: (input: unknown) => Explanation;
  readonly otherNames?: readonly string[];
}

/** A `remark` goes behind the message, `writeCalendarFile` is the right value as YAML. */
export interface Explanation {
  readonly remark?: string;
  readonly write?: string;
}

/** The field with what people are told about it. */
export function describeField<TOutput>(
  field: Field<TOutput>,
  description: FieldDescription,
): Field<TOutput> {
  return v.pipe(field, v.metadata({ field: description }));
}

/**
 * What people are told about a field.
 *
 * In:     a field that `describeField` has made, perhaps inside `exactOptional`
 * Errors: throws for another one, which is a bug
 */
export function getDescription(field: Field): FieldDescription {
  const { field: description } = v.getMetadata(unwrapOptional(field));
  if (isDescription(description)) return description;
  throw new Error(`bug: a field of type ${field.type} has no description`);
}

/** Whether people are told about a field at all: the parts of a text that is read are not fields. */
export function hasDescription(field: Field): boolean {
  return isDescription(v.getMetadata(unwrapOptional(field))["field"]);
}

/** The field inside `exactOptional(field)`. */
export function unwrapOptional(field: Field): Field {
  return "wrapped" in field && isField(field.wrapped) ? field.wrapped : field;
}

/** Whether a section's key may be left out, and the value that stands for it then. */
export function getOptionality(field: Field): {
  readonly allowed: boolean;
  readonly value?: unknown;
} {
  if (field.type !== "exact_optional") return { allowed: false };
  return "default" in field && field.default !== undefined
    ? { allowed: true, value: field.default }
    : { allowed: true };
}

function isField(value: unknown): value is Field {
  return typeof value === "object" && value !== null && "~run" in value;
}

function isDescription(value: unknown): value is FieldDescription {
  return typeof value === "object" && value !== null && "allowed" in value;
}
