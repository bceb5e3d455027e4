import { page } from "../report/page";
import type { RegisterCommand } from "./commands";
import { printJson } from "./json-output";
import { loadStack, understood } from "./load-stack";
import { exitCodeOf, printProblems, problemsJson } from "./problems-output";
import { type StackOptions, withStackOptions } from "./stack-options";
import { writeOut } from "./write-out";

interface PageOptions extends StackOptions {
  readonly out?: string;
}

/** `timetable page`: week, year, firings, cost and problems as one HTML file. */
export const registerPage: RegisterCommand = (program, io, end) => {
  const command = program
    .command("page")
    .description("Week, year, next changes, cost and problems as one HTML file.");
  withStackOptions(command)
    .option("-o, --out <path>", "write to a file")
    .addHelpText(
      "after",
      [
        "",
        "With --json the page is in the member html, beside the problems.",
        "",
        "Examples:",
        "  npm run timetable -- page --stack prod --out timetable.html",
        "  npm run -s timetable -- page > timetable.html",
      ].join("\n"),
    )
    .action((options: PageOptions) => {
      const stack = loadStack(options, io);
      const text = page({
        title: stack.shown,
        now: stack.now,
        endpoints: understood(stack.endpoints),
        problems: stack.problems,
      });
      if (options.json === true) {
        printJson({ html: text, problems: problemsJson(stack.problems) }, io);
      } else {
        printProblems(stack.problems, stack.shown, io);
        writeOut(text, options.out, io);
      }
      end(exitCodeOf(stack.problems));
    });
};
