import { buildEndpointReport, reportHorizons } from "../../report";
import { renderPage } from "../../report/html";
import {
  addStackOptions,
  getExitCode,
  listUsableEndpoints,
  loadStack,
  printJson,
  printProblems,
  type RegisterCommand,
  type StackOptions,
  toProblemsJson,
  writeOutput,
} from "../context";

interface PageOptions extends StackOptions {
  readonly out?: string;
}

/** `timetable page`: week, year, firings, cost and problems as one HTML file. */
export const registerPage: RegisterCommand = (program, io, end) => {
  const command = program.command("page").description("Week, year, next changes, cost and problems as one HTML file.");
  addStackOptions(command)
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
      const text = renderPage({
        title: stack.shown,
        now: stack.now,
        reports: listUsableEndpoints(stack.endpoints).map((endpoint) =>
          buildEndpointReport(endpoint, stack.now, reportHorizons.page),
        ),
        problems: stack.problems,
      });
      if (options.json === true) {
        printJson({ html: text, problems: toProblemsJson(stack.problems) }, io);
      } else {
        printProblems(stack.problems, stack.shown, io);
        writeOutput(text, options.out, io);
      }
      end(getExitCode(stack.problems));
    });
};
