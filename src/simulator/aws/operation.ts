import * as v from "valibot";
import type { AwsState } from "./account-state";
import type { Json, JsonObject } from "./json";

/** An error as the AWS APIs answer it: the code is what clients decide by, the message what people read. */
export interface AwsError {
  readonly code: string;
  readonly message: string;
}

/** The request cannot be carried out as it is. Every service uses this code. */
export function toValidationError(message: string): AwsError {
  return { code: "ValidationException", message };
}

/** What a call did: the account after it and the answer, or an error and nothing changed. */
export type Outcome = { readonly state: AwsState; readonly output: JsonObject } | { readonly error: AwsError };

/** One API operation: any JSON in, as it comes from a client. */
export type Operation = (state: AwsState, input: unknown) => Outcome;

/**
 * An operation that checks its input's shape first, as every AWS API does.
 * @throws ValidationException that names each wrong parameter
 */
export function defineOperation<S extends v.GenericSchema>(
  shape: S,
  run: (state: AwsState, input: v.InferOutput<S>) => Outcome,
): Operation {
  return (state, raw) => {
    const parsed = v.safeParse(shape, raw);
    if (parsed.success) return run(state, parsed.output);
    const wrong = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "input"}: ${issue.message}`);
    return { error: toValidationError(`${wrong.length} validation errors: ${wrong.join("; ")}`) };
  };
}

/** The outcome of a call that only reads. */
export function toAnswer(state: AwsState, output: JsonObject): Outcome {
  return { state, output };
}

/**
 * The two parameters of a list that comes in pages.
 * @param most the largest number of entries that may be asked for
 */
export function definePageInput(most: number) {
  return {
    MaxResults: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))),
    NextToken: v.exactOptional(v.pipe(v.string(), v.regex(/^from-\d+$/, "Invalid NextToken"))),
  } as const;
}

/**
 * One page of a list, as a member of the answer, and where the next one begins.
 * @param usual entries on a page where the caller names no number
 */
export function cutPage(
  member: string,
  entries: readonly Json[],
  usual: number,
  asked: { readonly MaxResults?: number; readonly NextToken?: string },
): JsonObject {
  const from = Number(asked.NextToken?.slice("from-".length) ?? 0);
  const to = from + (asked.MaxResults ?? usual);
  return { [member]: entries.slice(from, to), ...(to < entries.length ? { NextToken: `from-${to}` } : {}) };
}

/** The key under which the account holds a target. */
export function toTargetKey(resourceId: string, dimension: string): string {
  return `${resourceId}|${dimension}`;
}
