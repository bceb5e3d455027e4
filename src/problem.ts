/** An error stops the deployment; a warning or a note does not. */
export type Severity = "error" | "warning" | "note";

/**
 * One thing wrong, or worth knowing, about a stack file.
 *
 * `code`: the file name of the rule. `path`: the place in `Pulumi.<stack>.yaml`, as in
 * `endpoints.sentiment.timetable.timezone`. `message`: one sentence that quotes the user's own text.
 * `expected`: what is allowed. `fix`: what to write. `line`: absent if only the values are known. `file`: absent for the
 * stack file.
 */
export interface Problem {
  readonly severity: Severity;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly expected?: string;
  readonly fix: string;
  readonly line?: number;
  readonly file?: string;
}

/**
 * Formats a problem for people.
 * @returns `error unknown-zone at endpoints.a.timetable.timezone (line 12)`, then indented lines.
 */
export function formatProblem(problem: Problem): string {
  const { severity, code, path, file, line } = problem;
  const place = [...(file === undefined ? [] : [file]), ...(line === undefined ? [] : [`line ${line}`])];
  const shown = escapeControls(place.length === 0 ? path : `${path} (${place.join(", ")})`, "");
  return [`${severity} ${code} at ${shown}`, ...listBodyLines(problem)].join("\n  ");
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

/** As many equal problems are printed one by one. */
const maxEqualProblems = 5;

/** Joins problems that more than five endpoints share: the first stays, and names the other endpoints. */
export function joinEqualProblems(problems: readonly Problem[]): readonly Problem[] {
  const groups = new Map<string, readonly Problem[]>();
  for (const problem of problems) {
    const key = formatWithoutEndpoint(problem);
    groups.set(key, [...(groups.get(key) ?? []), problem]);
  }
  return problems.flatMap((problem) => {
    const [first, ...others] = groups.get(formatWithoutEndpoint(problem)) ?? [];
    if (others.length < maxEqualProblems) return [problem];
    if (problem !== first) return [];
    const names = others.map(({ path }) => splitEndpointPath(path).endpoint);
    return [{ ...problem, message: `${problem.message}; the same for ${names.join(", ")}` }];
  });
}

function formatWithoutEndpoint({ severity, code, path, message, expected, fix }: Problem): string {
  const { endpoint, rest } = splitEndpointPath(path);
  return JSON.stringify([endpoint === "" ? path : rest, severity, code, message, expected, fix]);
}

/** `endpoints.sentiment.model` is `sentiment` and `.model`; another path has no endpoint. */
function splitEndpointPath(path: string): { readonly endpoint: string; readonly rest: string } {
  const [, plain, quoted, rest = ""] = /^endpoints(?:\.([^.[]+)|\["([^"]*)"\])(.*)$/.exec(path) ?? [];
  return { endpoint: plain ?? quoted ?? "", rest };
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

/** The line after a list of problems. The package has the file, too: `package/build.ts` writes its place there. */
export const problemsHint = "docs/problems.md explains each code";

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

/** Control characters, line separators, and marks that turn the direction of text: terminals and pages obey them. */
const controls = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Makes characters visible that a terminal or a page obeys instead of showing: `\u001b`, as JSON writes it.
 * @param kept those that stay
 */
export function escapeControls(text: string, kept = "\n\t"): string {
  return text.replaceAll(controls, (found) =>
    kept.includes(found) ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
