import type { BaseIssue } from "valibot";
import type { PathKey } from "./path-text";

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
