import { Option } from "commander";
import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  closeClients,
  type InvocationHistory,
  type LiveActivity,
  readInvocations,
  readScalingHistory,
} from "../../aws/client";
import { toResourceId, toScaledResource } from "../../aws/facts";
import type { CompiledEndpoint } from "../../compile";
import { editStackText } from "../../config/edit";
import { chooseShownZone, formatNumber, getShownUnit } from "../../plan/usage";
import {
  type DemandHistory,
  findLoadProblem,
  formatPercent,
  type Recommendation,
  recommendTimetable,
  runEndpoint,
  summarizeRun,
} from "../../recommend";
import { parsePastFiring } from "../../report/drift";
import {
  judgeProposal,
  type MeasuredWeeks,
  measurePast,
  type Past,
  type Verdict,
  type WeekCost,
} from "../../report/review";
import { wrapText } from "../../report/text";
import { formatZoned } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  exitCodes,
  formatExamples,
  loadSource,
  loadStack,
  printJson,
  readStackFromDisk,
  type RegisterCommand,
  type StackOptions,
  withSpinner,
} from "../context";
import { addFleetOptions, parseWeeksOption } from "./load-options";
import {
  addNameOptions,
  createStackClients,
  findNameAtAws,
  getGivenNames,
  type NameOptions,
  type NamesAtAws,
} from "./names-at-aws";
import { listEdits, writeRecommendation } from "./write-recommendation";

interface ReviewOptions extends StackOptions, NameOptions {
  readonly weeks: number;
  readonly perInstance: number;
  readonly startUp: number;
  readonly write?: boolean;
}

/** The most requests short that a proposal may have, unless more are short now. And the least: none is a search without end. */
const shortfallRange = { least: 0.001, most: 0.01 };

/** `timetable review`: what ran in the last weeks, and whether another timetable pays. */
export const registerReview: RegisterCommand = (program, io, end) => {
  const command = program
    .command("review")
    .description("Compares the last weeks at AWS with the timetable, and proposes a change if it pays.")
    .addOption(new Option("--weeks <count>", "weeks to read, 1 to 52").default(4).argParser(parseWeeksOption));
  addNameOptions(addStackOptions(addFleetOptions(command, true)))
    .option("--write", "write what pays to the stack file")
    .addHelpText(
      "after",
      [
        "",
        "Reads requests and instances in service from CloudWatch, and the scaling activities. Without --endpoint, or with",
        "--endpoint all, it reviews every endpoint. A change pays if the same weeks cost at least 5 % less with no more",
        "requests short.",
        "Exit codes: 0, 1 if the stack file has errors or was not written, 2 if AWS could not be read.",
        formatExamples(
          "  npm run timetable -- review --stack prod --endpoint sentiment --per-instance 120",
          "  npm run timetable -- review --stack prod --endpoint all --per-instance 120 --weeks 8 --write",
        ),
      ].join("\n"),
    )
    .action(async (options: ReviewOptions) => {
      const { endpoint, ...others } = options;
      end(await runReview(endpoint === "all" ? others : options, io, end));
    });
};

/** What became of one endpoint. */
type Review =
  | { readonly trouble: AwsFailure }
  | { readonly skipped: string }
  | {
      readonly awsName: string;
      readonly zone: string;
      readonly history: DemandHistory;
      readonly past: Past;
      readonly verdict: Verdict;
      readonly now?: WeekCost;
      readonly proposed?: WeekCost;
      readonly recommendation?: Recommendation;
    };

/** @returns the exit code */
async function runReview(options: ReviewOptions, io: CliContext, end: (exitCode: number) => void): Promise<number> {
  const json = options.json === true;
  const stack = loadStack({ ...options, now: options.now ?? io.now }, io);
  if (endIfErrors(stack, json, io, end)) return exitCodes.problems;
  const named = getGivenNames(stack, options, io);
  const aws = await createStackClients(readStackFromDisk(options, io), io);
  const reviews: (readonly [string, Review])[] = [];
  try {
    for (const endpoint of stack.endpoints) {
      const work = { what: `reviewing ${endpoint.name}`, io, quiet: json };
      reviews.push([
        endpoint.name,
        await withSpinner(work, () => reviewEndpoint(aws, endpoint, named, { ...options, now: stack.now }, io)),
      ]);
    }
  } finally {
    closeClients(aws);
  }
  if (json) printJson({ endpoints: Object.fromEntries(reviews.map(([name, review]) => [name, toJson(review)])) }, io);
  else io.out(reviews.map(([name, review]) => formatReview(name, review, io.columns)).join("\n\n"));
  const codes = options.write === true ? reviews.map(([name, review]) => writeReview(name, review, options, io)) : [];
  if (reviews.some(([, review]) => "trouble" in review)) return exitCodes.unread;
  return Math.max(exitCodes.ok, ...codes);
}

/** Writes a proposal that pays. */
function writeReview(endpoint: string, review: Review, options: StackOptions, io: CliContext): number {
  if (!("past" in review) || !review.verdict.isChange || review.recommendation === undefined) return exitCodes.ok;
  return writeRecommendation(review.recommendation, { ...options, endpoint }, io);
}

async function reviewEndpoint(
  aws: AwsClients,
  endpoint: CompiledEndpoint,
  named: NamesAtAws,
  options: ReviewOptions & { readonly now: number },
  io: CliContext,
): Promise<Review> {
  const skipped = findSkipReason(endpoint);
  if (skipped !== undefined) return { skipped };
  const name = await findNameAtAws(aws, endpoint, named);
  if ("failure" in name) return { trouble: name.failure };
  if (name.found === undefined) return { skipped: "AWS has no such endpoint in this account and region" };
  const read = await readWeeks(aws, endpoint, name.found, options);
  if ("failure" in read) return { trouble: read.failure };
  const { requests, instances, activities } = read.found;
  if (requests === undefined) return { skipped: `CloudWatch has no invocations in ${options.weeks} weeks` };
  if (instances === undefined) return { skipped: `CloudWatch has no instance metrics in ${options.weeks} weeks` };
  const zone = chooseShownZone(endpoint);
  const history = { ...requests, zone };
  const firings = activities.flatMap(parsePastFiring);
  const measured: MeasuredWeeks = { ...history, instances: alignInstances(requests, instances), firings };
  const past = measurePast(endpoint, measured, options.perInstance);
  return { awsName: name.found, zone, history, past, ...propose(endpoint, history, options, io) };
}

/** Why an endpoint cannot be reviewed. */
function findSkipReason(endpoint: CompiledEndpoint): string | undefined {
  const { config } = endpoint;
  if (config?.timetable === undefined) return "it has no timetable";
  if ("endpoint" in config ? config.endpoint.async : config.async !== undefined) {
    return "it is asynchronous: SageMaker publishes no invocations of it";
  }
  return getShownUnit(endpoint) === "instances"
    ? findLoadProblem(endpoint)?.message
    : "its timetable does not set instances";
}

interface ReadWeeks {
  readonly requests: InvocationHistory | undefined;
  readonly instances: InvocationHistory | undefined;
  readonly activities: readonly LiveActivity[];
}

async function readWeeks(
  aws: AwsClients,
  { config }: CompiledEndpoint,
  endpointName: string,
  { weeks, now }: ReviewOptions & { readonly now: number },
): Promise<AwsResult<ReadWeeks>> {
  const variantName = config?.variant.name ?? "";
  const query = { endpointName, variantName, weeks, now };
  const requests = await readInvocations(aws, query);
  if ("failure" in requests) return requests;
  const instances = await readInvocations(aws, { ...query, count: "instances" });
  if ("failure" in instances) return instances;
  const resourceId = toResourceId(toScaledResource("instances", endpointName, variantName));
  const activities = await readScalingHistory(aws, { unit: "instances", resourceId });
  if ("failure" in activities) return activities;
  return { found: { requests: requests.found, instances: instances.found, activities: activities.found } };
}

/** Turns samples, one a minute from each instance, into counts for the intervals of the requests. */
function alignInstances(requests: InvocationHistory, samples: InvocationHistory): readonly number[] {
  const { start, intervalMinutes } = requests;
  const shift = (start - samples.start) / intervalMinutes;
  return requests.requests.map((_, index) => (samples.requests[index + shift] ?? NaN) / intervalMinutes);
}

/** Recommends on the history, and compares it there with the stack file as it is. */
function propose(
  endpoint: CompiledEndpoint,
  history: DemandHistory,
  { perInstance, startUp: startUpMinutes, ...options }: ReviewOptions & { readonly now: number },
  io: CliContext,
): Pick<Extract<Review, { past: Past }>, "verdict" | "now" | "proposed" | "recommendation"> {
  const fleet = { perInstance, startUpMinutes };
  const now = measureWeek(endpoint, history, fleet);
  const { least, most } = shortfallRange;
  const shortfall = Math.min(most, Math.max(least, now.shortfall));
  const recommendation = recommendTimetable(history, { ...fleet, shortfall, maxWindows: 6, holidays: new Set() });
  const edits = listEdits(recommendation, endpoint.name, endpoint);
  const source = readStackFromDisk(options, io);
  const edited = editStackText(new TextDecoder().decode(source.bytes), edits, source.project);
  if ("problems" in edited) {
    return { now, verdict: { isChange: false, reason: edited.problems[0]?.message ?? "" } };
  }
  const bytes = new TextEncoder().encode(edited.text);
  const after = loadSource({ ...source, bytes }, { endpoint: endpoint.name, now: options.now }, io);
  const error = after.problems.find(({ severity }) => severity === "error");
  const [changed] = after.endpoints;
  if (error !== undefined || changed === undefined) {
    return {
      now,
      verdict: { isChange: false, reason: `the best other timetable is not allowed: ${error?.message ?? ""}` },
    };
  }
  const proposed = measureWeek(changed, history, fleet);
  return { now, proposed, recommendation, verdict: judgeProposal(now, proposed, recommendation.expected, most) };
}

function measureWeek(
  endpoint: CompiledEndpoint,
  history: DemandHistory,
  fleet: { readonly perInstance: number; readonly startUpMinutes: number },
): WeekCost {
  const { instanceHours, shortfall } = summarizeRun(runEndpoint(endpoint, history, fleet), 0);
  const minutes = history.intervalMinutes * history.requests.filter((count) => count >= 0).length;
  return { instanceHoursPerWeek: (instanceHours * 10_080) / minutes, shortfall };
}

function toJson(review: Review): unknown {
  if (!("past" in review)) return review;
  const { awsName, zone, history, past, verdict, now, proposed, recommendation } = review;
  const { failedFirings, missedFirings, ...measured } = past;
  const end = history.start + history.requests.length * history.intervalMinutes;
  const toMoment = ({ at, ...firing }: Past["failedFirings"][number]) => ({ at: formatZoned(zone, at), ...firing });
  return {
    awsName,
    from: formatZoned(zone, history.start),
    to: formatZoned(zone, end),
    past: { ...measured, failedFirings: failedFirings.map(toMoment), missedFirings: missedFirings.map(toMoment) },
    propose: verdict.isChange,
    reason: verdict.reason,
    ...(now === undefined ? {} : { now }),
    ...(proposed === undefined ? {} : { proposed }),
    ...(verdict.isChange && recommendation !== undefined ? { recommendation } : {}),
  };
}

function formatReview(name: string, review: Review, width: number): string {
  if ("trouble" in review) return `${name}: ${review.trouble.message}\n  fix: ${review.trouble.fix}`;
  if ("skipped" in review) return `${name}: not reviewed: ${review.skipped}`;
  const { awsName, zone, history, past, verdict, recommendation } = review;
  const end = history.start + history.requests.length * history.intervalMinutes;
  const day = (at: number) => formatZoned(zone, at).slice(0, 10);
  const lost = [...past.failedFirings, ...past.missedFirings].map(
    ({ at, action, failure }) => `  ${formatZoned(zone, at)} ${action}: ${failure ?? "AWS has no record of it"}`,
  );
  const { shortfall } = recommendation?.expected ?? {};
  const backtest = shortfall === undefined ? [] : [`on held-back days: ${formatPercent(shortfall)} short`];
  return [
    `${name} (${awsName}): ${day(history.start)} to ${day(end)}`,
    `hours short: ${past.hoursShort} of ${past.hours}, ${formatPercent(past.shortfall)} of the requests`,
    `idle instance-hours: ${formatNumber(Math.round(past.idleHours))} of ${formatNumber(Math.round(past.instanceHours))} in service`,
    `firings: ${past.firings}, ${past.failedFirings.length} failed, ${past.missedFirings.length} without a record`,
    ...lost.slice(0, 5),
    `rises of min: ${past.rises}, below min for ${past.minutesBelowMin} minutes, at most ${past.longestMinutesBelowMin} in a row`,
    ...wrapText(`${verdict.isChange ? "change" : "keep"}: ${verdict.reason}`, width, 2),
    ...(verdict.isChange ? backtest : []),
  ].join("\n");
}
