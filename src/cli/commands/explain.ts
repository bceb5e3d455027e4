import { chooseShownZone, getShownUnit, type ReportedEndpoint } from "../../plan/usage";
import { explainLimits, type Explanation } from "../../report";
import { formatExplanation } from "../../report/text";
import { formatZoned } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  formatExamples,
  type LoadedStack,
  loadStack,
  parseMomentInZone,
  printJson,
  type RegisterCommand,
  type StackOptions,
  toOverrideJson,
} from "../context";

/** `timetable explain MOMENT`: what decides the limits, what set them, and what comes next. */
export const registerExplain: RegisterCommand = (program, io, end) => {
  const command = program
    .command("explain")
    .description("What decides the limits at a moment, what set them, and what comes next.")
    .argument("[moment]", "as in at; default: now");
  addStackOptions(command)
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- explain",
        "  npm run timetable -- explain 2026-12-24T12:00+01:00 --stack prod --endpoint sentiment",
        "  npm run -s timetable -- explain 2026-12-24T11:00Z --json",
      ),
    )
    .action((moment: string | undefined, options: StackOptions) => {
      const stack = loadStack(options, io);
      const json = options.json === true;
      if (endIfErrors(stack, json, io, end)) return;
      printExplanations(stack, moment, json, io);
    });
};

function printExplanations(stack: LoadedStack, moment: string | undefined, json: boolean, io: CliContext): void {
  const explained = stack.endpoints.flatMap((endpoint) => {
    const { now } = stack;
    const at = moment === undefined ? now : parseMomentInZone(moment, chooseShownZone(endpoint), now, io);
    const explanation = explainLimits(endpoint, at);
    return explanation === undefined ? [] : [{ endpoint, explanation }];
  });
  if (json) {
    const answers = explained.map(
      ({ endpoint, explanation }) => [endpoint.name, toExplanationJson(endpoint, explanation)] as const,
    );
    printJson({ endpoints: Object.fromEntries(answers) }, io);
    return;
  }
  const texts = explained.map(({ endpoint, explanation }) => formatExplanation(endpoint, explanation, io.columns));
  io.out(texts.join("\n\n"));
}

function toExplanationJson(endpoint: ReportedEndpoint, explanation: Explanation): unknown {
  const zone = chooseShownZone(endpoint);
  const { at, limits, reasons: because, minutesLate, since, setBy, usual, next } = explanation;
  return {
    at: formatZoned(zone, at),
    timezone: zone,
    unit: getShownUnit(endpoint),
    min: limits.min,
    max: limits.max,
    because,
    ...(endpoint.timetables === undefined ? {} : { timetables: endpoint.timetables.map(({ name }) => name) }),
    ...(minutesLate === undefined ? {} : { minutesLate }),
    ...toOverrideJson(endpoint, at),
    ...(since === undefined ? {} : { since: formatZoned(zone, since) }),
    ...(setBy === undefined ? {} : { setBy: { action: setBy.action, at: formatZoned(zone, setBy.at) } }),
    ...(usual === undefined ? {} : { usual: { ...usual.limits, because: usual.reasons } }),
    ...(next === undefined
      ? {}
      : {
          next: {
            at: formatZoned(zone, next.at),
            ...next.limits,
            because: next.reasons,
            ...(next.minutesLate === undefined ? {} : { minutesLate: next.minutesLate }),
            ...(next.action === undefined ? {} : { action: next.action }),
          },
        }),
  };
}
