import * as v from "valibot";
import { toValidationError, type AwsError } from "./aws-error";
import type { JsonObject } from "./json";
import type { AwsState } from "./state";

/** What a call did: the account after it and the answer, or an error and nothing changed. */
export type Outcome =
  { readonly state: AwsState; readonly output: JsonObject } | { readonly error: AwsError };

/** One API operation: any JSON in, as it comes from a client. */
export type Operation = (state: AwsState, input: unknown) => Outcome;

/**
 * An operation that checks its input's shape first, as every AWS API does.
 *
 * Errors: ValidationException that names each wrong parameter
 */
export function defineOperation<S extends v.GenericSchema>(
  shape: S,
  run: (state: AwsState, input: v.InferOutput<S>) => Outcome,
): Operation {
  return (state, raw) => {
    const parsed = v.safeParse(shape, raw);
    if (parsed.success) return run(state, parsed.output);
    const wrong = parsed.issues.map(
      (issue) => `${v.getDotPath(issue) ?? "input"}: ${issue.message}`,
    );
    return { error: toValidationError(`${wrong.length} validation errors: ${wrong.join("; ")}`) };
  };
}

/** The outcome of a call that only reads. */
export function toAnswer(state: AwsState, output: JsonObject): Outcome {
  return { state, output };
}
