import { countText, hasErrors, type Problem, problemBody, problemText } from "../problem";
import { exitCodes } from "./exit-codes";
import type { CliContext } from "./io";
import { printJson } from "./json-output";

/** A problem in the JSON form of each command. */
export interface ProblemJson {
  readonly severity: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** The JSON form: what follows the heading in one `message`. */
export function toProblemsJson(problems: readonly Problem[]): readonly ProblemJson[] {
  return problems.map((problem) => ({
    severity: problem.severity,
    code: problem.code,
    path: problem.path,
    message: problemBody(problem),
  }));
}

/** Prints problems to stderr, and how many there are. Out: nothing is printed for none. */
export function printProblems(problems: readonly Problem[], shown: string, io: CliContext): void {
  if (problems.length === 0) return;
  for (const problem of problems) io.err(`${problemText(problem)}\n`);
  io.err(`${shown}: ${countText(problems)}`);
}

/**
 * Where the stack file has errors, tells the problems in the command's form and ends the command.
 *
 * Out: whether there were errors
 */
export function endIfErrors(
  { problems, shown }: { readonly problems: readonly Problem[]; readonly shown: string },
  json: boolean,
  io: CliContext,
  end: (exitCode: number) => void,
): boolean {
  if (!hasErrors(problems)) return false;
  if (json) printJson({ problems: toProblemsJson(problems) }, io);
  else printProblems(problems, shown, io);
  end(exitCodes.problems);
  return true;
}

/** 1 where any problem is an error, else 0. */
export function getExitCode(problems: readonly Problem[]): number {
  return hasErrors(problems) ? exitCodes.problems : exitCodes.ok;
}
