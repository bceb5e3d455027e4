import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  type InvocationHistory,
  type LiveActivity,
  readInvocations,
  readScalingHistory,
} from "../../aws/client";
import { toResourceId, toScaledResource } from "../../aws/facts";
import type { CompiledEndpoint } from "../../compile";
import { editStackText } from "../../config/edit";
import { readStackFile } from "../../config/yaml";
import { chooseShownZone, getShownUnit } from "../../plan/usage";
import {
  type DemandHistory,
  findLoadProblem,
  type Recommendation,
  recommendTimetable,
  runEndpoint,
  summarizeRun,
} from "../../recommend";
import { parsePastFiring } from "../../report/drift";
import {
  compareProposal,
  type MeasuredWeeks,
  measurePast,
  type Past,
  type Verdict,
  type WeekCost,
} from "../../report/review";
import { type CliContext, loadSource, readStackFromDisk, type StackOptions } from "../context";
import { findNameAtAws, type NameOptions, type NamesAtAws } from "./names-at-aws";
import { readSearchOptions, type SearchOptions } from "./search-options";
import { listRecommendationEdits } from "./write-recommendation";

export interface ReviewOptions extends StackOptions, NameOptions, SearchOptions {
  readonly weeks: number;
}

/** A proposal may have as many requests short as now, and at least this many: none is a search without end. */
const leastShortfall = 0.001;

/** What became of one endpoint. */
export type Review =
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

/** Reads what an endpoint did, and looks for a timetable that pays. */
export async function measureEndpoint(
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
  return { awsName: name.found, zone, history, past, ...(await propose(endpoint, history, options, io)) };
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
async function propose(
  endpoint: CompiledEndpoint,
  history: DemandHistory,
  options: ReviewOptions & { readonly now: number },
  io: CliContext,
): Promise<Pick<Extract<Review, { past: Past }>, "verdict" | "now" | "proposed" | "recommendation">> {
  const search = await readSearchOptions(options, history, io);
  const now = measureWeek(endpoint, history, search);
  const shortfall = Math.min(search.shortfall, Math.max(leastShortfall, now.shortfall));
  const recommendation = recommendTimetable(history, { ...search, shortfall });
  const source = readStackFromDisk(options, io);
  const text = new TextDecoder().decode(source.bytes);
  const { raw } = readStackFile(text, source.project);
  const edited = editStackText(text, listRecommendationEdits(recommendation, raw, endpoint), source.project);
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
  const proposed = measureWeek(changed, history, search);
  const verdict = compareProposal(now, proposed, recommendation.expected, search.shortfall);
  return { now, proposed, recommendation, verdict };
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
