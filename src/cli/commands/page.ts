import { hasErrors } from "../../problem";
import { averageWeeks, findWorstMonday, summarizeRun } from "../../recommend";
import { buildEndpointReport, readWeek, reportHorizons } from "../../report";
import { type PageLoad, renderPage } from "../../report/html";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  getExitCode,
  listUsableEndpoints,
  type LoadedStack,
  loadStack,
  printJson,
  printProblems,
  type RegisterCommand,
  type StackOptions,
  throwUserError,
  toProblemsJson,
  writeOutput,
} from "../context";
import {
  addFleetOptions,
  formatLoadTotals,
  listLoadNotes,
  type LoadOptions,
  type LoadOutcome,
  runLoad,
  type Simulated,
} from "./load-options";

interface PageOptions extends StackOptions, Partial<LoadOptions> {
  readonly out?: string;
}

/** `timetable page`: week, year, firings, cost and problems as one HTML file. */
export const registerPage: RegisterCommand = (program, io, end) => {
  const command = program.command("page").description("Week, year, next changes, cost and problems as one HTML file.");
  addFleetOptions(addStackOptions(command), false)
    .option("--load <file>", "CSV file with the columns timestamp,requests: adds the load of one endpoint")
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
        "  npm run timetable -- page --endpoint sentiment --load requests.csv --per-instance 120 --out load.html",
      ].join("\n"),
    )
    .action((options: PageOptions) => {
      printPage(options, io, end);
    });
};

function printPage(options: PageOptions, io: CliContext, end: (exitCode: number) => void): void {
  const stack = loadStack(options, io);
  const { json = false } = options;
  const outcome = runPageLoad(stack, options, io);
  if (outcome !== undefined && "problems" in outcome) {
    endIfErrors({ problems: outcome.problems, shown: outcome.shown ?? stack.shown }, json, io, end);
    return;
  }
  const text = renderPage({
    title: stack.shown,
    now: stack.now,
    reports: listUsableEndpoints(stack.endpoints).map((endpoint) =>
      buildEndpointReport(endpoint, stack.now, reportHorizons.page),
    ),
    problems: stack.problems,
    ...(outcome === undefined ? {} : { load: toPageLoad(outcome) }),
  });
  if (json) {
    printJson({ html: text, problems: toProblemsJson(stack.problems) }, io);
  } else {
    printProblems(stack.problems, stack.shown, io);
    writeOutput(text, options.out, io);
  }
  end(getExitCode(stack.problems));
}

/** An endpoint with errors has no limits to run a load against; the page shows the errors. */
function runPageLoad(stack: LoadedStack, options: PageOptions, io: CliContext): LoadOutcome | undefined {
  const { load, perInstance, startUp = 10 } = options;
  if (load === undefined && perInstance === undefined) return undefined;
  if (load === undefined || perInstance === undefined) {
    return throwUserError(io, "--load and --per-instance belong together: add the other one");
  }
  return hasErrors(stack.problems) ? undefined : runLoad(stack.endpoints, { load, perInstance, startUp }, io);
}

function toPageLoad(simulated: Simulated): PageLoad {
  const { endpoint, run } = simulated;
  const monday = findWorstMonday(run);
  return {
    facts: [...formatLoadTotals(simulated, summarizeRun(run, 0)), ...listLoadNotes(simulated)],
    average: averageWeeks(run),
    worst: averageWeeks(run, monday),
    worstWeek: readWeek(endpoint, monday),
  };
}
