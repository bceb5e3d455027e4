import * as v from "valibot";
import type { BaseIssue } from "valibot";
import type { PathKey } from "../../../problem";

/** One value of a stack file: how it is parsed, and the type it becomes. */
export type Field<TOutput = unknown> = v.GenericSchema<unknown, TOutput>;

/** The texts about a field, for the editor, the generated documents and problems. */
export interface FieldDescription {
  readonly title: string;
  readonly description: string;
  /** The end of the line `expected: …`. */
  readonly allowed: string;
  /** A valid value as YAML on one line. */
  readonly example: string;
  /** Merged into the JSON Schema. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Explains common wrong values. */
  readonly explain?: (input: unknown) => Explanation;
  /** Wrong keys that users often write for this one, in lower case. */
  readonly otherNames?: readonly string[];
  /** Whether other resources make such a value, so that a component takes it as `pulumi.Input`. */
  readonly takesInput?: true;
}

/** The description of a field that knows its allowed values and JSON Schema itself. */
export type BaseDescription = Omit<FieldDescription, "allowed" | "json">;

/** `remark` is appended to the message, `write` is the correct value as YAML. */
export interface Explanation {
  readonly remark?: string;
  readonly write?: string;
}

/** Adds the description to a field. */
export function describeField<TOutput>(field: Field<TOutput>, description: FieldDescription): Field<TOutput> {
  return v.pipe(field, v.metadata({ field: description }));
}

/**
 * Parses equal values once, as of endpoints with the same timetable: they share the result. Values with problems are
 * parsed again, as each endpoint reports its own.
 */
export function parseOnce<TOutput>(field: Field<TOutput>): Field<TOutput> {
  const known = new Map<string, ReturnType<Field<TOutput>["~run"]>>();
  return {
    ...field,
    "~run": (dataset, config) => {
      const key = JSON.stringify(dataset.value);
      const run = known.get(key) ?? field["~run"](dataset, config);
      if (known.size > maxKnownValues) known.clear();
      if (run.issues === undefined) known.set(key, run);
      return run;
    },
  };
}

/** More are forgotten: an editor parses a stack after each key. */
const maxKnownValues = 100;

/**
 * The description of a field, also inside `exactOptional`.
 * @throws Error if the field was not created by `describeField`, which is a bug
 */
export function getDescription(field: Field): FieldDescription {
  const { field: description } = v.getMetadata(unwrapOptional(field));
  if (isDescription(description)) return description;
  throw new Error(`bug: a field of type ${field.type} has no description`);
}

/** Whether a field has a description: the shapes inside `parseWith` have none. */
export function hasDescription(field: Field): boolean {
  return isDescription(v.getMetadata(unwrapOptional(field))["field"]);
}

/** The field inside `exactOptional(field)`. */
export function unwrapOptional(field: Field): Field {
  return "wrapped" in field && isField(field.wrapped) ? field.wrapped : field;
}

/** Whether a section's key is optional, and its default. */
export function getOptionality(field: Field): { readonly allowed: boolean; readonly value?: unknown } {
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

type FieldProblemCode = "wrong-type" | "missing-key" | "unknown-key" | "wrong-value" | "encrypted-value";

/** A problem with one value. Every section around it puts its key in front of `at`. */
export interface FieldProblem {
  readonly code: FieldProblemCode;
  /** The path from the field or section that found it; absent if it is the value itself. */
  readonly at?: readonly PathKey[];
  readonly message: string;
  readonly expected?: string;
  /** The correct value as YAML, for the fix `write <key>: …`. */
  readonly write?: string;
  /** The whole fix, if that form does not fit. */
  readonly fix?: string;
}

/** A problem in the form in which valibot passes it on. */
export interface FieldIssue extends BaseIssue<unknown> {
  readonly problem: FieldProblem;
}

export function toFieldIssue(problem: FieldProblem, input: unknown): FieldIssue {
  const { code: type, message } = problem;
  return { kind: "validation", type, input, expected: null, received: "", message, problem };
}

/** A value of a wrong kind, as valibot reports it; the field around it adds the message. */
export function createKindIssue(type: string, input: unknown): BaseIssue<unknown> {
  return { kind: "schema", type, input, expected: null, received: "", message: "wrong kind" };
}

/** Whether an issue is a field's own and not one of valibot. */
export function isFieldIssue(issue: BaseIssue<unknown>): issue is FieldIssue {
  return "problem" in issue;
}

/** The problems among the issues of a section that has read a value. */
export function listFieldProblems(issues: readonly BaseIssue<unknown>[] = []): readonly FixedFieldProblem[] {
  return issues.filter(isFieldIssue).map(({ problem }) => ({ ...problem, fix: problem.fix ?? "correct this value" }));
}

type FixedFieldProblem = FieldProblem & { readonly fix: string };

/** What a field made of a value: typed if there are no issues. */
export function toFieldResult<T>(
  value: unknown,
  issues: readonly FieldIssue[],
): v.OutputDataset<T, BaseIssue<unknown>> {
  const [first, ...others] = issues;
  return first === undefined ? { typed: true, value: value as T } : { typed: false, value, issues: [first, ...others] };
}

/** Why text or a number is not accepted, and the fix as in `FieldProblem`. */
export interface Refusal extends Pick<FieldProblem, "write" | "fix"> {
  readonly reason: string;
}

/** The value, or every reason against it. */
export type ParseResult<T> = { readonly value: T } | { readonly refusals: readonly [Refusal, ...Refusal[]] };

/**
 * A field that parses a value of one kind. Unlike valibot's `rawTransform`, a refusal has its fix.
 * @param shape a valibot schema for the kind
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
      const issues = reading.refusals.map(({ reason: message, ...fix }) =>
        toFieldIssue({ code: "wrong-value", message, ...fix }, value),
      );
      return toFieldResult<TOutput>(value, issues);
    },
  };
  return v.pipe(shape, transformation);
}

/** Rejects a value for one reason. */
export function reject(refusal: Refusal): { readonly refusals: readonly [Refusal] } {
  return { refusals: [refusal] };
}

type WithoutUndefined<T> = { readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Drops the keys that are undefined: `exactOptionalPropertyTypes` wants them absent. */
export function omitUndefined<T extends object>(value: T): WithoutUndefined<T>;
export function omitUndefined(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, held]) => held !== undefined));
}
