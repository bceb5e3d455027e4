import type { Command } from "commander";
import type { CompiledEndpoint } from "../../compile";
import type { SchedulePlan } from "../../plan/endpoint";
import { chooseShownZone, formatUnitSuffix, getShownUnit } from "../../plan/usage";
import { buildEndpointReport, reportHorizons } from "../../report";
import { describeSchedule, formatReassertion, formatSummary } from "../../report/text";
import { formatZoned } from "../../timetable/time";
import {
  addDetailsOption,
  addStackOptions,
  type CliContext,
  detailsHint,
  formatExamples,
  getExitCode,
  isSummarized,
  type LoadedStack,
  loadStack,
  printJson,
  printProblems,
  type RegisterCommand,
  type StackOptions,
  toProblemsJson,
} from "../context";

export const registerPlan: RegisterCommand = (program, io, end) => {
  const command: Command = program
    .command("plan")
    .description("Lists the scheduled actions of each endpoint, exactly as pulumi up creates them.");
  addDetailsOption(addStackOptions(command))
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- plan --stack prod",
        "  npm run timetable -- plan --file Pulumi.dev.yaml --endpoint sentiment",
        "  npm run -s timetable -- plan --json",
      ),
    )
    .action((options: StackOptions) => {
      const stack = loadStack(options, io);
      if (options.json === true) printJson(toPlanJson(stack), io);
      else printPlan(stack, options, io);
      end(getExitCode(stack.problems));
    });
};

function toPlanJson(stack: LoadedStack): unknown {
  return {
    endpoints: Object.fromEntries(
      stack.endpoints.flatMap((endpoint) =>
        endpoint.plan === undefined ? [] : [[endpoint.name, toEndpointJson(endpoint, endpoint.plan)]],
      ),
    ),
    problems: toProblemsJson(stack.problems),
  };
}

function toEndpointJson(endpoint: CompiledEndpoint, { actions, horizon, reassertion }: SchedulePlan): unknown {
  const unit = getShownUnit(endpoint);
  if (reassertion === undefined) return { unit, actions, horizon };
  const { everyMinutes, withinEvery = null, withinHour, longestGap } = reassertion;
  return {
    unit,
    actions,
    horizon,
    reassertion: {
      everyMinutes: everyMinutes === "never" ? null : everyMinutes,
      withinEvery,
      withinHour,
      longestGapMinutes: longestGap.minutes,
      longestGapFrom: formatZoned(chooseShownZone(endpoint), longestGap.from),
    },
  };
}

function printPlan(stack: LoadedStack, options: StackOptions, io: CliContext): void {
  printProblems(stack.problems, stack.shown, io);
  const planned = stack.endpoints.filter(({ plan }) => plan !== undefined);
  if (isSummarized(planned, options)) {
    const lines = planned.map((one) => ({ report: buildEndpointReport(one, stack.now, reportHorizons.none) }));
    io.out(formatSummary(lines, detailsHint));
    return;
  }
  const texts = stack.endpoints.flatMap((endpoint) =>
    endpoint.plan === undefined ? [] : [formatPlan(endpoint, endpoint.plan)],
  );
  if (texts.length > 0) io.out(texts.join("\n\n"));
}

function formatPlan(endpoint: CompiledEndpoint, { actions, horizon, reassertion }: SchedulePlan): string {
  const count = `${actions.length} scheduled action${actions.length === 1 ? "" : "s"}`;
  const lines = actions.flatMap(({ name, schedule, timezone, min, max }) => {
    const words = describeSchedule(schedule);
    return [
      `  ${name}: min ${min}, max ${max}${formatUnitSuffix(endpoint, { max })}`,
      `    ${schedule} ${timezone}`,
      ...(words === undefined ? [] : [`    ${words}`]),
    ];
  });
  return [
    `${endpoint.name}: ${count}, shown for ${horizon.from} to ${horizon.to}`,
    ...(reassertion === undefined ? [] : [`  ${formatReassertion(reassertion, chooseShownZone(endpoint))}`]),
    ...lines,
  ].join("\n");
}
