import * as v from "valibot";
import type { Field } from "./field";
import { type FieldIssue, toFieldIssue } from "./field-issue";

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
