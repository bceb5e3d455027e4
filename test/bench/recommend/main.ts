import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  type DemandHistory,
  readHistory,
  type Recommendation,
  recommendTimetable,
  runEndpoint,
  summarizeRun,
} from "../../../src/recommend";
import { findClairvoyant } from "./clairvoyant";
import { compileRecommendation } from "./compile-recommendation";

interface Trace {
  readonly id: string;
  readonly file: string;
  readonly timezone: string;
  readonly interval_minutes: number;
  readonly weeks: number;
  readonly train_weeks: number;
}

const shortfall = 0.01;
const startUpMinutes = 10;
const columns = [20, 8, 9, 9, 9, 8, 9, 9, 9, 8];

function printLine(cells: readonly string[]): void {
  process.stdout.write(
    `${cells
      .map((cell, index) => cell.padEnd(columns[index] ?? 0))
      .join("")
      .trimEnd()}\n`,
  );
}

function readTrace(folder: string, { file, timezone }: Trace): DemandHistory {
  const read = readHistory(readFileSync(path.join(folder, file), "utf8"), timezone);
  if ("problems" in read) throw new Error(`${file}: ${read.problems[0]?.message ?? ""}`);
  return read.history;
}

function cutHistory(history: DemandHistory, fromWeek: number, toWeek: number): DemandHistory {
  const perWeek = 10_080 / history.intervalMinutes;
  const requests = history.requests.slice(fromWeek * perWeek, toWeek * perWeek);
  return { ...history, start: history.start + fromWeek * 10_080, requests };
}

/** Requests per minute of one instance: the 99.9 % quantile of training over 20. */
function choosePerInstance({ requests, intervalMinutes }: DemandHistory): number {
  const sorted = requests.toSorted((a, b) => a - b);
  const place = 0.999 * (sorted.length - 1);
  const [low = 0, high = low] = sorted.slice(Math.floor(place), Math.floor(place) + 2);
  return (low + (high - low) * (place % 1)) / intervalMinutes / 20;
}

/** A line of the table, and its cost over the clairvoyant. */
interface Measured {
  readonly cells: readonly string[];
  readonly cost: number;
  readonly recommendation: Recommendation;
}

function measureSplit(
  id: string,
  history: DemandHistory,
  [from, split, to]: readonly [number, number, number],
): Measured {
  const train = cutHistory(history, from, split);
  const test = cutHistory(history, split, to);
  const fleet = { perInstance: choosePerInstance(train), startUpMinutes };
  const start = process.cpuUsage();
  const recommendation = recommendTimetable(train, { ...fleet, shortfall, maxWindows: 6, holidays: new Set() });
  const { user, system } = process.cpuUsage(start);
  const seconds = (user + system) / 1e6;
  const compiled = compileRecommendation(recommendation);
  const errors = compiled.problems.filter(({ severity }) => severity !== "note");
  if (errors.length > 0)
    throw new Error(`${id}: ${errors.map(({ code, message }) => `${code}: ${message}`).join("; ")}`);
  const run = summarizeRun(runEndpoint(compiled.endpoint, test, fleet), 0);
  const rates = Float64Array.from(test.requests, (count) => count / test.intervalMinutes);
  const allowance = shortfall * test.requests.reduce((sum, count) => sum + count, 0);
  const clairvoyant = findClairvoyant(rates, test.intervalMinutes, { ...fleet, allowance });
  const cost = run.instanceHours / clairvoyant.instanceHours;
  const { windows } = recommendation.timetable;
  const cells = [
    id,
    `${from}-${split}>${to}`,
    cost.toFixed(3),
    `${(100 * run.shortfall).toFixed(2)} %`,
    `${((100 * run.hoursShort) / run.hours).toFixed(1)} %`,
    `${Object.keys(windows).length}`,
    `${compiled.endpoint.plan?.actions.length ?? 0}`,
    recommendation.confidence,
    (clairvoyant.lowerBound / clairvoyant.instanceHours).toFixed(3),
    seconds.toFixed(1),
  ];
  return { cells, cost, recommendation };
}

/** Other splits of the same traces, on which the constants are checked. */
function listOtherSplits({ weeks, train_weeks: train }: Trace): readonly (readonly [number, number, number])[] {
  if (weeks >= 12)
    return [
      [0, 4, 8],
      [8, 10, 12],
      [2, 3, 4],
      [8, 9, 10],
    ];
  return train === 1
    ? []
    : [
        [0, 1, 2],
        [weeks - 2, weeks - 1, weeks],
      ];
}

function main(): void {
  const [folder = path.join("..", "shared", "data", "traces"), ...flags] = process.argv.slice(2);
  const list = path.join(folder, "traces.json");
  if (!existsSync(list)) throw new Error(`${list} does not exist: name the folder of the traces`);
  const traces = JSON.parse(readFileSync(list, "utf8")) as readonly Trace[];
  printLine(["trace", "weeks", "cost", "short", "hours", "windows", "actions", "sure", "bound", "seconds"]);
  const costs = traces.map((trace) => {
    const { cells, cost, recommendation } = measureSplit(trace.id, readTrace(folder, trace), [
      0,
      trace.train_weeks,
      trace.weeks,
    ]);
    printLine(cells);
    if (!recommendation.worthIt) printLine([`  ${recommendation.notes[0] ?? ""}`]);
    return cost;
  });
  printLine(["mean", "", (costs.reduce((sum, cost) => sum + cost, 0) / costs.length).toFixed(3)]);
  if (!flags.includes("--splits")) return;
  printLine(["", ""]);
  for (const trace of traces) {
    for (const split of listOtherSplits(trace))
      printLine(measureSplit(trace.id, readTrace(folder, trace), split).cells);
  }
}

main();
