import { countText } from "../problem";
import type { RegisterCommand } from "./commands";
import { exitCodes } from "./exit-codes";
import { printJson } from "./json-output";
import { loadStack } from "./load-stack";
import { getExitCode, printProblems, toProblemsJson } from "./problems-output";
import { type StackOptions, addStackOptions } from "./stack-options";

interface CheckOptions extends StackOptions {
  readonly strict?: boolean;
}

/** `timetable check`: everything wrong with a stack file. */
export const registerCheck: RegisterCommand = (program, io, end) => {
  const command = program
    .command("check")
    .description("Everything that is wrong with a stack file, or worth knowing.");
  addStackOptions(command)
    .option("--strict", "exit 1 for warnings too")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npm run timetable -- check",
        "  npm run timetable -- check --stack prod --strict",
        "  npm run -s timetable -- check --file Pulumi.dev.yaml --json",
      ].join("\n"),
    )
    .action((options: CheckOptions) => {
      const stack = loadStack(options, io);
      if (options.json === true) printJson({ problems: toProblemsJson(stack.problems) }, io);
      else if (stack.problems.length > 0) printProblems(stack.problems, stack.shown, io);
      else io.out(`${stack.shown}: ${countText(stack.problems)}`);
      const warned = stack.problems.some((problem) => problem.severity === "warning");
      end(options.strict === true && warned ? exitCodes.problems : getExitCode(stack.problems));
    });
};
