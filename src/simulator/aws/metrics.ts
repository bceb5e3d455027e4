import type { AwsState, EpochSeconds } from "./account-state";
import type { EndpointState } from "./endpoints";
import type { VariantState } from "./fleet";
import type { ComponentState } from "./inference-components";
import type { Named } from "./json";
import { hashToNumber } from "./repeatable-number";

/**
 * The requests that arrive at an endpoint or inference component, and what its instances or copies can do with them.
 *
 * `requestsPerMinute`: levels in equal slices of `periodSeconds`, from 1970-01-05T00:00Z, a Monday, on; then
 * again from the first. `noise`: share by which a minute may differ either way. `instanceRequestsPerMinute`:
 * what one instance or copy serves when it is fully busy; `latencyMilliseconds`: of one request when it is not.
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

/** `units`: instances, copies or provisioned concurrency in service. */
interface Sample {
  readonly requests: number;
  readonly units: number;
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

const perUnit: Reading = ({ requests, units }) => (units === 0 ? undefined : requests / units);

/** Requests that are worked on at the same time. */
const concurrentRequests = (sample: Sample): number => (sample.requests / 60) * (computeLatency(sample) / 1000);

/** Percent of one instance's CPU or GPU. */
const busyPercent: Reading = (sample) =>
  sample.units === 0 ? undefined : 100 * Math.min(1, computeUtilization(sample));

/** A share of 1; more concurrent requests than are provisioned run on demand. That the share ends at 1 is inferred. */
const provisionedShare: Reading = ({ requests, units, curve }) =>
  units === 0 ? undefined : Math.min(1, ((requests / 60) * (curve.latencyMilliseconds / 1000)) / units);

type Kind = "realTime" | "serverless" | "async" | "component";

/** A series that SageMaker publishes: under which dimensions, and for which kinds of endpoint. */
interface Series {
  readonly of: "variant" | "endpoint" | "component";
  readonly kinds: readonly Kind[];
  readonly reading: Reading;
}

const realTime = (reading: Reading): Series => ({ of: "variant", kinds: ["realTime"], reading });
const both = (reading: Reading): Series => ({ of: "variant", kinds: ["realTime", "async"], reading });
const queue = (reading: Reading): Series => ({ of: "endpoint", kinds: ["async"], reading });
const perComponent = (reading: Reading): Series => ({ of: "component", kinds: ["component"], reading });

/**
 * By namespace and name. A variant's series have the dimensions EndpointName and VariantName, those of a queue
 * EndpointName alone, those of a component InferenceComponentName alone (for ConcurrentRequestsPerCopy inferred).
 * Nothing is published per unit while none runs. Written down here again, and not taken from `aws-facts`: the simulator
 * judges whether an alarm of the plan hears anything.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-zero-instances.html
 */
const published: Named<Series> = {
  "AWS/SageMaker Invocations": {
    of: "variant",
    kinds: ["realTime", "serverless"],
    reading: ({ requests }) => requests,
  },
  "AWS/SageMaker InvocationsPerInstance": realTime(perUnit),
  "AWS/SageMaker ConcurrentRequestsPerModel": realTime(concurrentRequests),
  "AWS/SageMaker ModelLatency": both((sample) => 1000 * computeLatency(sample)),
  "AWS/SageMaker ServerlessProvisionedConcurrencyUtilization": {
    of: "variant",
    kinds: ["serverless"],
    reading: provisionedShare,
  },
  "AWS/SageMaker InvocationsPerCopy": perComponent(perUnit),
  "AWS/SageMaker ConcurrentRequestsPerCopy": perComponent((sample) =>
    sample.units === 0 ? undefined : concurrentRequests(sample) / sample.units,
  ),
  "AWS/SageMaker NoCapacityInvocationFailures": perComponent(({ requests, units }) =>
    units === 0 && requests > 0 ? requests : undefined,
  ),
  "/aws/sagemaker/Endpoints CPUUtilization": both(busyPercent),
  "/aws/sagemaker/Endpoints GPUUtilization": both(busyPercent),
  "/aws/sagemaker/Endpoints MemoryUtilization": both(busyPercent),
  "/aws/sagemaker/Endpoints GPUMemoryUtilization": both(busyPercent),
  "AWS/SageMaker ApproximateBacklogSize": queue(({ backlog }) => backlog),
  "AWS/SageMaker ApproximateBacklogSizePerInstance": queue(({ backlog, units }) =>
    units === 0 ? undefined : backlog / units,
  ),
  "AWS/SageMaker HasBacklogWithoutCapacity": queue(({ backlog, units }) => (backlog > 0 && units === 0 ? 1 : 0)),
};

/** Metrics that count: their Sum grows with the length of the period. */
const counts: ReadonlySet<string> = new Set([
  "Invocations",
  "InvocationsPerInstance",
  "InvocationsPerCopy",
  "NoCapacityInvocationFailures",
]);

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
  const series = published[`${query.namespace} ${query.metricName}`];
  const source = findSource(state, query.dimensions);
  if (series === undefined || source?.of !== series.of || !series.kinds.includes(source.kind)) return undefined;
  const minutes = Math.max(1, Math.round((to - from) / 60));
  const values = Array.from({ length: minutes }, (_, minute) =>
    series.reading(source.sample(from + minute * 60)),
  ).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : aggregateSamples(query, values, source.publishers);
}

/** What publishes metrics under some dimensions; `publishers`: how many values come in each minute. */
interface Source extends Pick<Series, "of"> {
  readonly kind: Kind;
  readonly publishers: number;
  readonly sample: (at: EpochSeconds) => Sample;
}

function findSource(state: AwsState, dimensions: Named<string>): Source | undefined {
  const { EndpointName, VariantName, InferenceComponentName, ...others } = dimensions;
  if (Object.keys(others).length > 0) return undefined;
  const component = state.components[InferenceComponentName ?? ""];
  if (component !== undefined) {
    if (EndpointName !== undefined || VariantName !== undefined) return undefined;
    const sample = (at: EpochSeconds): Sample => takeComponentSample(state, component, at);
    return { of: "component", kind: "component", publishers: component.current, sample };
  }
  const endpoint = state.endpoints[EndpointName ?? ""];
  const variant = endpoint?.variants.find((each) => each.name === VariantName);
  if (endpoint === undefined || InferenceComponentName !== undefined) return undefined;
  if (VariantName !== undefined && variant === undefined) return undefined;
  return {
    of: variant === undefined ? "endpoint" : "variant",
    kind: findKind(state, endpoint, variant),
    publishers: variant?.current ?? 1,
    sample: (at) => takeSample(state, endpoint, variant, at),
  };
}

function findKind(state: AwsState, endpoint: EndpointState, variant: VariantState | undefined): Kind {
  if (variant?.serverless !== undefined) return "serverless";
  return isAsync(state, endpoint) ? "async" : "realTime";
}

function takeComponentSample(state: AwsState, { name, current }: ComponentState, at: EpochSeconds): Sample {
  const curve = state.world.load[name] ?? noLoad;
  const requests = countRequestsInMinute(curve, state.world.seed, name, at);
  return { requests, units: current, curve, backlog: 0 };
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
  const units = variant?.current ?? endpoint.variants.reduce((sum, each) => sum + each.current, 0);
  return { requests: total * share, units, curve, backlog: endpoint.backlog };
}

/** Whether the endpoint queues its requests. */
export function isAsync(state: AwsState, endpoint: EndpointState): boolean {
  const config = state.endpointConfigs[endpoint.configName];
  return config?.input.AsyncInferenceConfig !== undefined;
}

/** Requests that wait after one more minute, and those that arrive in it. */
export function computeBacklog(state: AwsState, endpoint: EndpointState): number {
  const { requests, units, curve } = takeSample(state, endpoint, undefined, state.nowSeconds);
  return Math.max(0, endpoint.backlog + requests - units * curve.instanceRequestsPerMinute);
}

function computeUtilization({ requests, units, curve }: Sample): number {
  return requests / (units * curve.instanceRequestsPerMinute);
}

/** Requests wait for each other as in a queue with one server: twentyfold at most, then they time out. */
function computeLatency(sample: Sample): number {
  const busy = sample.units === 0 ? 1 : computeUtilization(sample);
  return sample.curve.latencyMilliseconds * (busy < 0.95 ? 1 / (1 - busy) : 20);
}

function aggregateSamples(query: MetricQuery, values: readonly number[], publishers: number): number {
  const sum = values.reduce((total, value) => total + value, 0);
  switch (query.statistic) {
    case "Sum":
      return counts.has(query.metricName) ? sum : sum * Math.max(1, publishers);
    case "SampleCount":
      return values.length * Math.max(1, publishers);
    case "Maximum":
      return Math.max(...values);
    case "Minimum":
      return Math.min(...values);
    default:
      return sum / values.length;
  }
}
