import { hashToNumber } from "./repeatable-number";
import type { EpochSeconds } from "./state";

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
export function countRequestsInMinute(
  curve: LoadCurve,
  seed: number,
  endpoint: string,
  at: EpochSeconds,
): number {
  const { requestsPerMinute: levels, periodSeconds, noise } = curve;
  const phase = (at - firstMonday) % periodSeconds;
  const slice = Math.floor(
    ((phase < 0 ? phase + periodSeconds : phase) * levels.length) / periodSeconds,
  );
  const level = levels[slice] ?? 0;
  const wobble = noise === 0 ? 0 : noise * (2 * hashToNumber(seed, "load", endpoint, at) - 1);
  return Math.max(0, level * (1 + wobble));
}
