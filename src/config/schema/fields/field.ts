import * as v from "valibot";
import type { BaseIssue } from "valibot";
import type { PathKey } from "../../../problem";

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

/** The problems that reading a stack file's shape can find; everything else is a check's. */
type FieldProblemCode = "wrong-type" | "missing-key" | "unknown-key" | "wrong-value";

/**
 * What is wrong with one value, seen from the field or the section that found it.
 *
 * `getDistance`: where, counted from there; absent: the value itself. `writeCalendarFile`: the right value as YAML, which
 * becomes the fix `write <key>: …`; `refreshFix`: the whole fix, where that form does not fit.
 */
export interface FieldProblem {
  readonly code: FieldProblemCode;
  readonly at?: readonly PathKey[];
  readonly message: string;
  readonly expected?: string;
  readonly write?: string;
  readonly fix?: string;
}

/** A finding on its way out of the fields; every section that it passes puts its key in front of `getDistance`. */
export interface FieldIssue extends BaseIssue<unknown> {
  readonly at: readonly PathKey[];
  readonly finding: FieldProblem;
}

/** A finding as valibot hands it on. */
export function toFieldIssue(finding: FieldProblem, input: unknown): FieldIssue {
  return {
    kind: "validation",
    type: finding.code,
    input,
    expected: finding.expected ?? null,
    received: "",
    message: finding.message,
    at: finding.at ?? [],
    finding,
  };
}

/** A value of a wrong kind, as valibot reports it; only the field around it knows the words for it. */
export function createKindIssue(type: string, input: unknown): BaseIssue<unknown> {
  return { kind: "schema", type, input, expected: null, received: "", message: "wrong kind" };
}

/** Whether an issue is one of ours and not one of valibot's own. */
export function isFieldIssue(issue: BaseIssue<unknown>): issue is FieldIssue {
  return "finding" in issue;
}

/** Why a text or number is refused; `writeCalendarFile` is the right value as YAML, `refreshFix` the whole fix. */
export interface Refusal {
  readonly reason: string;
  readonly write?: string;
  readonly fix?: string;
}

/** What reading a value gives: the value, or every reason against it. */
export type ParseResult<T> =
  { readonly value: T } | { readonly refusals: readonly [Refusal, ...Refusal[]] };

/**
 * A value of one of YAML's kinds, read into something else.
 *
 * Differs from valibot's `rawTransform` in that a refusal brings its fix along.
 *
 * In: `shape`, a field of valibot for the kind; `read`, which decides what the value means
 */
export function parseWith<TShape, TOutput>(
  shape: v.GenericSchema<unknown, TShape>,
  read: (value: TShape) => ParseResult<TOutput>,
): Field<TOutput> {
  const transformation: v.GenericTransformation<TShape, TOutput> = {
    ...v.rawTransform<TShape, TShape>(({ dataset }) => dataset.value),
    "~types": undefined,
    "~run": ({ value }) => {
      const reading = read(value);
      if ("value" in reading) return { typed: true, value: reading.value };
      const [first, ...others] = reading.refusals;
      const issues = others.map((refusal) => toRefusalIssue(refusal, value));
      return { typed: false, value, issues: [toRefusalIssue(first, value), ...issues] };
    },
  };
  return v.pipe(shape, transformation);
}

/** A reading that refuses a value for one reason. */
export function reject(refusal: Refusal): { readonly refusals: readonly [Refusal] } {
  return { refusals: [refusal] };
}

function toRefusalIssue({ reason, write, fix }: Refusal, input: unknown): FieldIssue {
  return toFieldIssue(
    {
      code: "wrong-value",
      message: reason,
      ...(write === undefined ? {} : { write }),
      ...(fix === undefined ? {} : { fix }),
    },
    input,
  );
}

type WithoutUndefined<T> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * The value without its keys that hold nothing: under `exactOptionalPropertyTypes` an absent key and one
 * that is undefined differ.
 */
export function omitUndefined<T extends object>(value: T): WithoutUndefined<T>;
export function omitUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined));
}
