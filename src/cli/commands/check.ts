import { formatProblemCount } from "../../problem";
import {
  addStackOptions,
  exitCodes,
  formatExamples,
  getExitCode,
  loadStack,
  printJson,
  printProblems,
  type RegisterCommand,
  type StackOptions,
  toProblemsJson,
} from "../context";

interface CheckOptions extends StackOptions {
  readonly strict?: boolean;
}

export const registerCheck: RegisterCommand = (program, io, end) => {
  const command = program.command("check").description("Lists the errors, warnings and notes of a stack file.");
  addStackOptions(command)
    .option("--strict", "exit with 1 for warnings too")
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- check",
        "  npm run timetable -- check --stack prod --strict",
        "  npm run -s timetable -- check --file Pulumi.dev.yaml --json",
      ),
    )
    .action((options: CheckOptions) => {
      const stack = loadStack(options, io);
      if (options.json === true) printJson({ problems: toProblemsJson(stack.problems) }, io);
      else if (stack.problems.length > 0) printProblems(stack.problems, stack.shown, io);
      else io.out(`${stack.shown}: ${formatProblemCount(stack.problems)}`);
      const hasWarnings = stack.problems.some((problem) => problem.severity === "warning");
      end(options.strict === true && hasWarnings ? exitCodes.problems : getExitCode(stack.problems));
    });
};
