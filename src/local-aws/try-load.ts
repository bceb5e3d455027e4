import type { CompiledEndpoint } from "../compile";
import { listLimitsOverTime } from "../report/limits-over-time";
import type { LoadCurve } from "../simulate/load";

const weekSeconds = 604_800;

/** Share of the busiest hour's requests, by hour of a working day and of a day off, UTC. */
const workingDay = [
  2, 2, 1, 1, 2, 4, 15, 45, 75, 95, 100, 90, 70, 85, 95, 80, 50, 25, 12, 8, 6, 5, 4, 3,
];
const dayOff = [2, 1, 1, 1, 1, 2, 4, 7, 10, 12, 13, 13, 12, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2];

/**
 * Requests to try an endpoint with: a working week whose busiest hour needs about as many instances as lie
 * halfway between the largest minimum and maximum, so that the steps have something to do.
 */
export function createTryLoad(endpoint: CompiledEndpoint): LoadCurve {
  const perInstance = countInstanceRequests(endpoint);
  const all = listLimitsOverTime(endpoint, 0, weekSeconds / 60).map(({ limits }) => limits);
  const [min, max] = [
    Math.max(1, ...all.map((limits) => limits.min)),
    Math.max(1, ...all.map((limits) => limits.max)),
  ];
  const busiest = (perInstance * (min + max)) / 2;
  const week = Array.from({ length: 7 }, (_, day) => (day < 5 ? workingDay : dayOff)).flat();
  return {
    requestsPerMinute: week.map((percent) => Math.round((busiest * percent) / 100)),
    periodSeconds: weekSeconds,
    noise: 0.1,
    instanceRequestsPerMinute: perInstance * 1.5,
    latencyMilliseconds: 120,
  };
}

/** Requests a minute that keep one instance as busy as its scaling wants it. */
function countInstanceRequests({ config }: CompiledEndpoint): number {
  const scaling = config?.scaling;
  if (scaling?.metric !== "invocationsPerInstance") return 300;
  if (scaling.kind === "targetTracking") return scaling.target;
  const above = scaling.steps.flatMap(({ when }) => ("above" in when ? [when.above] : []));
  return Math.min(...above, 10_000);
}
