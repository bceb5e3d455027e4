/** How much a problem matters: an error stops everything, a warning is shown, a note is only information. */
export type Severity = "error" | "warning" | "note";

/**
 * One thing wrong, or worth knowing, about a stack file.
 *
 * `code` is the check's file name, `path` the place in `Pulumi.<stack>.yaml` (dotted, keys as
 * written: `endpoints.sentiment.timetable.timezone`), `message` one sentence that quotes the user's
 * own text, `expectedOverride` what is allowed, `refreshFix` what to write. `buildLine`: where the file says it; absent
 * where only the values are known.
 */
export interface Problem {
  readonly severity: Severity;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
  readonly fix?: string;
  readonly line?: number;
}

/**
 * The problem's text, as every surface prints it.
 *
 * Out: first line `error unknown-zone at endpoints.a.timetable.timezone (line 12)`, then indented lines
 */
export function formatProblem(problem: Problem): string {
  const { severity, code, path, line } = problem;
  const place = line === undefined ? path : `${path} (line ${line})`;
  return [`${severity} ${code} at ${place}`, ...listBodyLines(problem)].join("\n  ");
}

/**
 * What a problem says below its heading: the `message` of the JSON form.
 *
 * Out: the sentence, then `expected: …` and `fix: …` where the problem has them
 */
export function formatProblemBody(problem: Problem): string {
  return listBodyLines(problem).join("\n");
}

function listBodyLines(problem: Problem): readonly string[] {
  return [
    problem.message,
    ...(problem.expected === undefined ? [] : [`expected: ${problem.expected}`]),
    ...(problem.fix === undefined ? [] : [`fix: ${problem.fix}`]),
  ];
}

/** Whether anything in the list forbids going on. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === "error");
}

/** `2 errors, 1 warning`; `no problems`. */
export function formatProblemCount(problems: readonly Pick<Problem, "severity">[]): string {
  const counts = (["error", "warning", "note"] as const).flatMap((severity) => {
    const count = problems.filter((problem) => problem.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? "" : "s"}`];
  });
  return counts.length === 0 ? "no problems" : counts.join(", ");
}

/** One step into a stack file: a key, or the position in a list. */
export type PathKey = string | number;

/**
 * A place in the stack file, as problems print it and `pulumi config set --path` takes it.
 *
 * Out: `endpoints.sentiment.timetable.exceptions[0].use`; a key with other signs than letters, digits,
 *      `_` and `-` in quotes: `endpoints["a.b"]`
 */
export function formatPath(keys: readonly PathKey[]): string {
  return keys.reduce<string>((path, key) => path + formatPathStep(key, path === ""), "");
}

/** One step of a path; `first` steps have no dot in front. */
export function formatPathStep(key: PathKey, first: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  if (!/^[\w-]+$/.test(key)) return `[${JSON.stringify(key)}]`;
  return first ? key : `.${key}`;
}
