import { InvalidArgumentError } from "commander";
import type { CompiledEndpoint } from "../../compile";
import { buildEndpointReport, reportHorizons } from "../../report";
import { formatMonths, formatPreview, formatRealWeek, formatSummary } from "../../report/text";
import {
  type EpochDay,
  type EpochMinute,
  formatInstant,
  formatPlainDate,
  formatPlainMinute,
  formatZoned,
  parsePlainDate,
} from "../../timetable/time";
import {
  addDetailsOption,
  addStackOptions,
  type CliContext,
  detailsHint,
  formatExamples,
  getExitCode,
  isSummarized,
  listUsableEndpoints,
  type LoadedStack,
  loadStack,
  printJson,
  printProblems,
  type RegisterCommand,
  type StackOptions,
  toOverrideJson,
  toProblemsJson,
} from "../context";

interface ShowOptions extends StackOptions {
  readonly week?: EpochDay;
  readonly months?: boolean;
}

/** `timetable show`: the week as a grid, special dates, next changes, instance-hours and cost. */
export const registerShow: RegisterCommand = (program, io, end) => {
  const command = program
    .command("show")
    .description("The week as a grid, special dates, next changes, instance-hours and cost.");
  addDetailsOption(addStackOptions(command))
    .option("-w, --week <date>", "the real week that holds a date, exceptions included", parseDateOption)
    .option("--months", "the coming twelve months with their instance-hours and cost")
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- show",
        "  npm run timetable -- show --stack prod --endpoint sentiment --week 2026-12-21",
        "  npm run timetable -- show --stack prod --months",
        "  npm run -s timetable -- show --json",
      ),
    )
    .action((options: ShowOptions) => {
      const stack = loadStack(options, io);
      const shown = listUsableEndpoints(stack.endpoints);
      if (options.json === true) printJson(toShowJson(stack, shown, options.week), io);
      else {
        printProblems(stack.problems, stack.shown, io);
        io.out(formatEndpoints(shown, stack.now, options, io));
      }
      end(getExitCode(stack.problems));
    });
};

function formatEndpoints(
  shown: readonly CompiledEndpoint[],
  now: EpochMinute,
  options: ShowOptions,
  io: CliContext,
): string {
  const { week, months = false } = options;
  if (isSummarized(shown, options) && week === undefined && !months) {
    return formatSummary(
      shown.map((one) => ({ report: buildEndpointReport(one, now, reportHorizons.none) })),
      detailsHint,
    );
  }
  return shown.map((one) => formatEndpoint(one, now, options, io)).join("\n\n\n");
}

function parseDateOption(text: string): EpochDay {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidArgumentError("It is not a date such as 2026-12-21.");
  return day;
}

function formatEndpoint(
  endpoint: CompiledEndpoint,
  now: EpochMinute,
  { week, months }: ShowOptions,
  io: CliContext,
): string {
  const draw = { width: io.columns, color: io.color };
  const report = buildEndpointReport(endpoint, now, reportHorizons.preview, week);
  const parts = [
    ...(week === undefined ? [] : [`${report.name}: ${formatRealWeek(report.week, draw)}`]),
    ...(months === true ? [`${report.name}:\n${formatMonths(report.months)}`] : []),
  ];
  return parts.length > 0 ? parts.join("\n\n") : formatPreview(report, draw);
}

function toShowJson(stack: LoadedStack, shown: readonly CompiledEndpoint[], week: EpochDay | undefined): unknown {
  const endpoints = shown.map((one) => [one.name, toEndpointJson(one, stack.now, week)] as const);
  return { endpoints: Object.fromEntries(endpoints), problems: toProblemsJson(stack.problems) };
}

function toEndpointJson(endpoint: CompiledEndpoint, now: EpochMinute, dayOfWeek: EpochDay | undefined): unknown {
  const report = buildEndpointReport(endpoint, now, reportHorizons.json, dayOfWeek);
  const { zone, unit, week, nextChanges, months, averageMonth } = report;
  return {
    timezone: zone,
    unit,
    ...toOverrideJson(endpoint, now),
    week: {
      from: formatPlainDate(week.monday),
      segments: week.segments.map((segment) => ({
        from: formatPlainMinute(week.monday * 1440 + segment.from),
        to: formatPlainMinute(week.monday * 1440 + segment.to),
        min: segment.limits.min,
        max: segment.limits.max,
        because: segment.reasons,
      })),
    },
    nextChanges: nextChanges.map((firing) => ({
      at: formatInstant(firing.at),
      local: formatZoned(zone, firing.at),
      action: firing.action,
      min: firing.limits.min,
      max: firing.limits.max,
    })),
    months,
    averageMonth,
  };
}
