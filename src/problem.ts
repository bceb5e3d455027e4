import { escapeControls } from "./config/text/escape-controls";

/** An error stops the deployment; a warning or a note does not. */
export type Severity = "error" | "warning" | "note";

/**
 * One thing wrong, or worth knowing, about a stack file.
 *
 * `code`: the file name of the rule. `path`: the place in `Pulumi.<stack>.yaml`, as in
 * `endpoints.sentiment.timetable.timezone`. `message`: one sentence that quotes the user's own text.
 * `expected`: what is allowed. `fix`: what to write. `line`: absent if only the values are known.
 */
export interface Problem {
  readonly severity: Severity;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
  readonly fix: string;
  readonly line?: number;
}

/**
 * Formats a problem for people.
 * @returns `error unknown-zone at endpoints.a.timetable.timezone (line 12)`, then indented lines.
 */
export function formatProblem(problem: Problem): string {
  const { severity, code, path, line } = problem;
  const place = escapeControls(line === undefined ? path : `${path} (line ${line})`, "");
  return [`${severity} ${code} at ${place}`, ...listBodyLines(problem)].join("\n  ");
}

/** Formats a problem without its heading: the message, then `expected: …` and `fix: …`. */
export function formatProblemBody(problem: Problem): string {
  return listBodyLines(problem).join("\n");
}

function listBodyLines(problem: Problem): readonly string[] {
  return [
    problem.message,
    ...(problem.expected === undefined ? [] : [`expected: ${problem.expected}`]),
    ...(problem.fix === undefined ? [] : [`fix: ${problem.fix}`]),
  ].map((line) => escapeControls(line, ""));
}

/** Whether any problem is an error. */
export function hasErrors(problems: readonly Pick<Problem, "severity">[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** Formats how many problems there are: `2 errors, 1 warning`, `no problems`. */
export function formatProblemCount(problems: readonly Pick<Problem, "severity">[]): string {
  const counts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return counts.length === 0 ? "no problems" : counts.join(", ");
}

/** A key of a map, or an index of a list. */
export type PathKey = string | number;

/**
 * Formats a place in the stack file as problems print it and `pulumi config set --path` takes it.
 * @returns `endpoints.sentiment.timetable.exceptions[0].use`. Quotes a key that has other characters than
 * letters, digits, `_` and `-`: `endpoints["a.b"]`.
 */
export function formatPath(keys: readonly PathKey[]): string {
  return keys.reduce<string>((path, key) => path + formatPathStep(key, path === ""), "");
}

/** Formats one step of a path. The first step has no dot. */
export function formatPathStep(key: PathKey, first: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return first ? key : `.${key}`;
}
