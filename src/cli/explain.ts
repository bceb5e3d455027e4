import { hasErrors } from "../problem";
import { explain, type Explanation, explainText } from "../report/explain";
import { type ReportedEndpoint, shownZone } from "../report/reported-endpoint";
import { formatZoned, parseInstant } from "../time/instant";
import type { RegisterCommand } from "./commands";
import { exitCodes } from "./exit-codes";
import { printJson } from "./json-output";
import { loadStack } from "./load-stack";
import { printProblems, problemsJson } from "./problems-output";
import { instantOption, type StackOptions, withStackOptions } from "./stack-options";

/** `timetable explain INSTANT`: what decides the limits, what set them, and what comes next. */
export const registerExplain: RegisterCommand = (program, io, end) => {
  const command = program
    .command("explain")
    .description("What decides the limits at a moment, what set them, and what comes next.")
    .argument("[instant]", "ISO with offset; default: now", instantOption);
  withStackOptions(command)
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npm run timetable -- explain",
        "  npm run timetable -- explain 2026-12-24T12:00+01:00 --stack prod --endpoint sentiment",
        "  npm run -s timetable -- explain 2026-12-24T11:00Z --json",
      ].join("\n"),
    )
    .action((instant: string | undefined, options: StackOptions) => {
      const stack = loadStack(options, io);
      if (hasErrors(stack.problems)) {
        if (options.json === true) printJson({ problems: problemsJson(stack.problems) }, io);
        else printProblems(stack.problems, stack.shown, io);
        end(exitCodes.problems);
        return;
      }
      const at = parseInstant(instant ?? stack.now) ?? 0;
      const explained = stack.endpoints.flatMap((endpoint) => {
        const explanation = explain(endpoint, at);
        return explanation === undefined ? [] : [{ endpoint, explanation }];
      });
      if (options.json === true) {
        const entries = explained.map(({ endpoint, explanation }) => [
          endpoint.name,
          explanationJson(endpoint, explanation),
        ]);
        printJson({ endpoints: Object.fromEntries(entries) }, io);
        return;
      }
      io.out(
        explained
          .map(({ endpoint, explanation }) => explainText(endpoint, explanation))
          .join("\n\n"),
      );
    });
};

function explanationJson(endpoint: ReportedEndpoint, explanation: Explanation): unknown {
  const zone = shownZone(endpoint);
  const { at, limits, because, since, setBy, usual, next } = explanation;
  return {
    at: formatZoned(zone, at),
    timezone: zone,
    min: limits.min,
    max: limits.max,
    because,
    ...(since === undefined ? {} : { since: formatZoned(zone, since) }),
    ...(setBy === undefined
      ? {}
      : { setBy: { action: setBy.action, at: formatZoned(zone, setBy.at) } }),
    ...(usual === undefined ? {} : { usual: { ...usual.limits, because: usual.because } }),
    ...(next === undefined
      ? {}
      : {
          next: {
            at: formatZoned(zone, next.at),
            ...next.limits,
            because: next.because,
            ...(next.action === undefined ? {} : { action: next.action }),
          },
        }),
  };
}
