import type { AwsState, EpochSeconds } from "./account-state";
import type { EndpointState } from "./endpoints";
import type { VariantState } from "./fleet";
import type { Named } from "./json";
import { hashToNumber } from "./repeatable-number";

/**
 * The requests that arrive at an endpoint, and what its instances can do with them.
 *
 * `requestsPerMinute`: levels in equal slices of `periodSeconds`, from 1970-01-05T00:00Z, a Monday, on; then
 * again from the first. `noise`: share by which a minute may differ either way. `instanceRequestsPerMinute`:
 * what one instance serves when it is fully busy; `latencyMilliseconds`: of one request when it is not.
 */
export interface LoadCurve {
  readonly requestsPerMinute: readonly number[];
  readonly periodSeconds: number;
  readonly noise: number;
  readonly instanceRequestsPerMinute: number;
  readonly latencyMilliseconds: number;
}

/** 1970-01-05, the first Monday. */
const firstMonday = 4 * 86_400;

/** Requests in the minute that begins at a moment. */
function countRequestsInMinute(curve: LoadCurve, seed: number, endpoint: string, at: EpochSeconds): number {
  const { requestsPerMinute: levels, periodSeconds, noise } = curve;
  const phase = (at - firstMonday) % periodSeconds;
  const slice = Math.floor(((phase < 0 ? phase + periodSeconds : phase) * levels.length) / periodSeconds);
  const level = levels[slice] ?? 0;
  const wobble = noise === 0 ? 0 : noise * (2 * hashToNumber(seed, "load", endpoint, at) - 1);
  return Math.max(0, level * (1 + wobble));
}

/** What identifies a time series of CloudWatch, and how its values are put together. */
export interface MetricQuery {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Named<string>;
  readonly statistic: string;
}

interface Sample {
  readonly requests: number;
  readonly instances: number;
  readonly curve: LoadCurve;
  readonly backlog: number;
}

/** An endpoint without load reports zeros. Latency and capacity then do not matter. */
const noLoad: LoadCurve = {
  requestsPerMinute: [0],
  periodSeconds: 604_800,
  noise: 0,
  instanceRequestsPerMinute: 600,
  latencyMilliseconds: 100,
};

type Reading = (sample: Sample) => number | undefined;

const perInstance: Reading = ({ requests, instances }) => (instances === 0 ? undefined : requests / instances);

/** Percent of one instance's CPU or GPU. */
const busyPercent: Reading = (sample) =>
  sample.instances === 0 ? undefined : 100 * Math.min(1, computeUtilization(sample));

/** A series that SageMaker publishes: under which dimensions, and for which kind of endpoint. */
interface Series {
  readonly of: "variant" | "endpoint";
  readonly kind: "realTime" | "async" | "both";
  readonly reading: Reading;
}

const realTime = (reading: Reading): Series => ({ of: "variant", kind: "realTime", reading });
const both = (reading: Reading): Series => ({ of: "variant", kind: "both", reading });
const queue = (reading: Reading): Series => ({ of: "endpoint", kind: "async", reading });

/**
 * By namespace and name. A variant's series have the dimensions EndpointName and VariantName, those of a queue
 * EndpointName alone. Nothing is published per instance while no instance runs. Written down here again, and not
 * taken from `aws-facts`: the simulator judges whether an alarm of the plan hears anything.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
 */
const published: Named<Series> = {
  "AWS/SageMaker Invocations": realTime(({ requests }) => requests),
  "AWS/SageMaker InvocationsPerInstance": realTime(perInstance),
  "AWS/SageMaker ConcurrentRequestsPerModel": realTime(
    (sample) => (sample.requests / 60) * (computeLatency(sample) / 1000),
  ),
  "AWS/SageMaker ModelLatency": both((sample) => 1000 * computeLatency(sample)),
  "/aws/sagemaker/Endpoints CPUUtilization": both(busyPercent),
  "/aws/sagemaker/Endpoints GPUUtilization": both(busyPercent),
  "/aws/sagemaker/Endpoints MemoryUtilization": both(busyPercent),
  "/aws/sagemaker/Endpoints GPUMemoryUtilization": both(busyPercent),
  "AWS/SageMaker ApproximateBacklogSize": queue(({ backlog }) => backlog),
  "AWS/SageMaker ApproximateBacklogSizePerInstance": queue(({ backlog, instances }) =>
    instances === 0 ? undefined : backlog / instances,
  ),
  "AWS/SageMaker HasBacklogWithoutCapacity": queue(({ backlog, instances }) =>
    backlog > 0 && instances === 0 ? 1 : 0,
  ),
};

/** Metrics that count: their Sum grows with the length of the period. */
const counts: ReadonlySet<string> = new Set(["Invocations", "InvocationsPerInstance"]);

/**
 * A metric's value over `[from, to)`; undefined when nothing is published under those dimensions.
 *
 * Takes whole minutes; instance counts and backlog are the current ones.
 */
export function getMetricValue(
  state: AwsState,
  query: MetricQuery,
  from: EpochSeconds,
  to: EpochSeconds,
): number | undefined {
  const { EndpointName: name, VariantName: variantName, ...others } = query.dimensions;
  const endpoint = name === undefined ? undefined : state.endpoints[name];
  if (endpoint === undefined || Object.keys(others).length > 0) return undefined;
  const series = published[`${query.namespace} ${query.metricName}`];
  const variant = endpoint.variants.find((each) => each.name === variantName);
  if (series === undefined || (series.of === "variant") !== (variantName !== undefined)) return undefined;
  if (series.of === "variant" && variant === undefined) return undefined;
  if (series.kind !== "both" && (series.kind === "async") !== isAsync(state, endpoint)) return undefined;
  const minutes = Math.max(1, Math.round((to - from) / 60));
  const values = Array.from({ length: minutes }, (_, minute) =>
    series.reading(takeSample(state, endpoint, variant, from + minute * 60)),
  ).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : aggregateSamples(query, values, variant);
}

function takeSample(
  state: AwsState,
  endpoint: EndpointState,
  variant: VariantState | undefined,
  at: EpochSeconds,
): Sample {
  const curve = state.world.load[endpoint.name] ?? noLoad;
  const total = countRequestsInMinute(curve, state.world.seed, endpoint.name, at);
  const weights = endpoint.variants.reduce((sum, each) => sum + each.weight, 0);
  const share = variant === undefined || weights === 0 ? 1 : variant.weight / weights;
  const instances = variant?.current ?? endpoint.variants.reduce((sum, each) => sum + each.current, 0);
  return { requests: total * share, instances, curve, backlog: endpoint.backlog };
}

/** Whether the endpoint queues its requests. */
export function isAsync(state: AwsState, endpoint: EndpointState): boolean {
  const config = state.endpointConfigs[endpoint.configName];
  return config?.input.AsyncInferenceConfig !== undefined;
}

/** Requests that wait after one more minute, and those that arrive in it. */
export function computeBacklog(state: AwsState, endpoint: EndpointState): number {
  const { requests, instances, curve } = takeSample(state, endpoint, undefined, state.nowSeconds);
  return Math.max(0, endpoint.backlog + requests - instances * curve.instanceRequestsPerMinute);
}

function computeUtilization({ requests, instances, curve }: Sample): number {
  return requests / (instances * curve.instanceRequestsPerMinute);
}

/** Requests wait for each other as in a queue with one server: twentyfold at most, then they time out. */
function computeLatency(sample: Sample): number {
  const busy = sample.instances === 0 ? 1 : computeUtilization(sample);
  return sample.curve.latencyMilliseconds * (busy < 0.95 ? 1 / (1 - busy) : 20);
}

function aggregateSamples(query: MetricQuery, values: readonly number[], variant: VariantState | undefined): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (query.statistic) {
    case "Sum":
      return counts.has(query.metricName) ? sum : sum * Math.max(1, variant?.current ?? 1);
    case "SampleCount":
      return values.length * Math.max(1, variant?.current ?? 1);
    case "Maximum":
      return Math.max(...values);
    case "Minimum":
      return Math.min(...values);
    default:
      return sum / values.length;
  }
}
