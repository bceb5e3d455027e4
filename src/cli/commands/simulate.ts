import { formatNumber } from "../../plan/usage";
import { averageWeeks, formatPercent, type LoadSummary, summarizeRun } from "../../recommend";
import { drawLoad, formatColumns, wrapText } from "../../report/text";
import { formatLocal, formatZoned } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  formatExamples,
  loadStack,
  printJson,
  type RegisterCommand,
  type StackOptions,
} from "../context";
import {
  addFleetOptions,
  findCost,
  formatLoadTotals,
  listLoadNotes,
  type LoadOptions,
  runLoad,
  type Simulated,
} from "./load-options";

const worstCount = 5;

/** `timetable simulate`: what a load would cost and not be served with an endpoint's timetable and scaling. */
export const registerSimulate: RegisterCommand = (program, io, end) => {
  const command = program
    .command("simulate")
    .description("Runs a load against an endpoint's timetable and scaling: cost, requests short, worst hours.")
    .requiredOption("--load <file>", "CSV file with the columns timestamp,requests");
  addStackOptions(addFleetOptions(command, true))
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- simulate --load requests.csv --per-instance 120 --endpoint sentiment",
        "  npm run -s timetable -- simulate --load requests.csv --per-instance 120 --start-up 8m --json",
      ),
    )
    .action((options: StackOptions & LoadOptions) => {
      const { json = false } = options;
      const stack = loadStack(options, io);
      if (endIfErrors(stack, json, io, end)) return;
      const outcome = runLoad(stack.endpoints, options, io);
      if ("problems" in outcome) {
        endIfErrors({ problems: outcome.problems, shown: outcome.shown ?? stack.shown }, json, io, end);
        return;
      }
      const summary = summarizeRun(outcome.run, worstCount);
      if (json) printJson(toSimulateJson(outcome, summary), io);
      else io.out(formatSimulation(outcome, summary, options, io));
    });
};

function toSimulateJson(simulated: Simulated, summary: LoadSummary): unknown {
  const { endpoint, run } = simulated;
  const { load, capacity, short } = averageWeeks(run);
  const toList = (values: Float64Array) => [...values].map((value) => (value >= 0 ? roundValue(value) : null));
  return {
    endpoint: endpoint.name,
    from: formatZoned(run.zone, run.start),
    to: formatZoned(run.zone, run.start + run.demand.rates.length),
    instanceHours: roundValue(summary.instanceHours),
    costUsd: findCost(endpoint, summary) ?? null,
    requests: roundValue(summary.requests),
    shortfall: roundValue(summary.shortfall),
    hours: summary.hours,
    hoursShort: summary.hoursShort,
    worstHours: summary.worstHours.map(({ at, load: requests, capacity: served, shortfall }) => ({
      at: formatZoned(run.zone, at),
      load: roundValue(requests),
      capacity: roundValue(served),
      shortfall: roundValue(shortfall),
    })),
    week: { load: toList(load), capacity: toList(capacity), short: toList(short) },
    notes: listLoadNotes(simulated),
  };
}

function roundValue(value: number): number {
  return Number(value.toPrecision(6));
}

function formatSimulation(
  simulated: Simulated,
  summary: LoadSummary,
  { startUp }: LoadOptions,
  io: CliContext,
): string {
  const { endpoint, run } = simulated;
  const { zone, start, demand, perInstance } = run;
  const days = formatNumber(demand.rates.length / 1440);
  const week = averageWeeks(run);
  const top = [...week.load, ...week.capacity].reduce((most, value) => Math.max(most, value || 0), 0);
  const lines = [
    `${endpoint.name}: ${days} days from ${formatLocal(zone, start)}, ${zone}`,
    ...formatLoadTotals(simulated, summary),
    "",
    ...wrapText(
      `Average week: load and capacity in service, from 0 to ${formatNumber(top)} instances of ${formatNumber(perInstance)} requests a minute. New ones serve after ${startUp} minutes. !: requests are short in at least one week`,
      io.columns,
      0,
    ),
    drawLoad(week, { width: io.columns, color: io.color }),
    ...formatWorstHours(summary, zone),
    ...listLoadNotes(simulated).flatMap((note) => wrapText(`note: ${note}`, io.columns, 2)),
  ];
  return lines.join("\n");
}

function formatWorstHours({ worstHours }: LoadSummary, zone: string): readonly string[] {
  if (worstHours.length === 0) return ["", "No hour is short."];
  const heading = ["worst hours", "load a minute", "capacity", "short"];
  const rows = worstHours.map(({ at, load, capacity, shortfall }) => [
    formatLocal(zone, at),
    formatNumber(Math.round(load)),
    formatNumber(Math.round(capacity)),
    formatPercent(shortfall),
  ]);
  return ["", formatColumns([heading, ...rows])];
}
