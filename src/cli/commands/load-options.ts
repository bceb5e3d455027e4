import path from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { CompiledEndpoint } from "../../compile";
import type { Problem } from "../../problem";
import {
  findLoadProblem,
  formatPercent,
  type LoadRun,
  type LoadSummary,
  readHistory,
  runEndpoint,
  trackingAlarms,
} from "../../recommend";
import { chooseShownZone, formatNumber, getLoadScaling, getPriceKey } from "../../plan/usage";
import { type CliContext, readFileOrThrow, throwUserError } from "../context";

/** A load curve, and what serves it. */
export interface LoadOptions {
  readonly load: string;
  readonly perInstance: number;
  readonly startUp: number;
}

/** Adds `--per-instance`, required or not, and `--start-up`. */
export function addFleetOptions(command: Command, isRequired: boolean): Command {
  const [flags, text] = ["--per-instance <count>", "requests that one instance serves per minute"] as const;
  const added = isRequired
    ? command.requiredOption(flags, text, parseCountOption)
    : command.option(flags, text, parseCountOption);
  return added.addOption(
    new Option("--start-up <length>", "time from the request for an instance until it serves")
      .default(10, "10m")
      .argParser(parseStartUpOption),
  );
}

export function parseWeeksOption(text: string): number {
  if (/^\d{1,2}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 52) return Number(text);
  throw new InvalidArgumentError("It is not a number of weeks from 1 to 52.");
}

function parseCountOption(text: string): number {
  const count = Number(text);
  if (/^\d+(\.\d+)?$/.test(text.trim()) && count > 0 && count < 1e9) return count;
  throw new InvalidArgumentError("It is not a number of requests above 0, such as 120.");
}

function parseStartUpOption(text: string): number {
  const [, minutes] = /^(\d{1,2})m$/.exec(text.trim()) ?? [];
  if (minutes !== undefined && Number(minutes) <= 60) return Number(minutes);
  throw new InvalidArgumentError("It is not a length from 0m to 60m in whole minutes, such as 8m.");
}

/** A run, or why there is none; `shown`: the file with the problems, if it is not the stack file. */
export type LoadOutcome =
  | { readonly endpoint: CompiledEndpoint; readonly run: LoadRun; readonly intervals: number; readonly missing: number }
  | { readonly problems: readonly Problem[]; readonly shown?: string };

/**
 * Runs a load against the only selected endpoint.
 * @throws {CommanderError} if there is more than one, or the file cannot be read
 */
export function runLoad(endpoints: readonly CompiledEndpoint[], options: LoadOptions, io: CliContext): LoadOutcome {
  const { load: shown, perInstance, startUp: startUpMinutes } = options;
  const [endpoint] = endpoints;
  if (endpoint === undefined || endpoints.length > 1) {
    const names = endpoints.map(({ name }) => name).join(", ");
    return throwUserError(io, "--load needs one endpoint: name it with --endpoint", `endpoints: ${names}`);
  }
  const problem = findLoadProblem(endpoint);
  if (problem !== undefined) return { problems: [problem] };
  const text = new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, shown), shown, io));
  const read = readHistory(text, chooseShownZone(endpoint));
  if ("problems" in read) return { problems: read.problems.map((each) => ({ ...each, path: "load" })), shown };
  const { requests } = read.history;
  return {
    endpoint,
    run: runEndpoint(endpoint, read.history, { perInstance, startUpMinutes }),
    intervals: requests.length,
    missing: requests.filter((count) => !(count >= 0)).length,
  };
}

/** A run that took place. */
export type Simulated = Extract<LoadOutcome, { readonly run: LoadRun }>;

/** Cost in US dollars, if the price is known. */
export function findCost({ config }: CompiledEndpoint, { instanceHours }: LoadSummary): number | undefined {
  const price = config?.variant.hourlyPriceUsd;
  return price === undefined ? undefined : Math.round(100 * price * instanceHours) / 100;
}

/** Formats what a run costs and does not serve, one line each. */
export function formatLoadTotals({ endpoint }: Simulated, summary: LoadSummary): readonly string[] {
  const { instanceHours, requests, shortfall, hoursShort, hours } = summary;
  const usd = findCost(endpoint, summary);
  const cost =
    usd === undefined ? `cost unknown: ${getPriceKey(endpoint)} is not set` : `cost USD ${formatNumber(usd)}`;
  return [
    `instance-hours: ${formatNumber(instanceHours)}, ${cost}`,
    `requests: ${formatNumber(Math.round(requests))}, ${formatPercent(shortfall)} above the capacity in service`,
    `hours short: ${formatNumber(hoursShort)} of ${formatNumber(hours)}`,
  ];
}

/** Lists what the numbers do not cover. */
export function listLoadNotes({ endpoint, missing, intervals }: Simulated): readonly string[] {
  const { config } = endpoint;
  const { outMinutes, inMinutes, inShare } = trackingAlarms;
  const tracking = `AWS does not document its alarms for target tracking. Assumed: it scales out after ${outMinutes} minutes above the target, and in after ${inMinutes} minutes below ${100 * inShare} % of it.`;
  const isAsync = config !== undefined && ("endpoint" in config ? config.endpoint.async : config.async !== undefined);
  return [
    ...(config?.scaling?.kind === "targetTracking" ? [tracking] : []),
    ...(getLoadScaling(endpoint) === "unknown"
      ? ["Something else may scale this endpoint; only its limits were simulated."]
      : []),
    ...(isAsync
      ? ["Requests above the capacity are not lost: they wait in the queue. The queue was not simulated."]
      : []),
    ...(missing === 0
      ? []
      : [`${missing} of ${intervals} intervals are missing; they count neither as load nor in instance-hours.`]),
  ];
}
