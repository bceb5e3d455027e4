import { findNextFirings } from "../../src/plan/replay/next-firings";
import { listLimitsOverTime, type RealSegment } from "../../src/plan/usage/limits-over-time";
import type { AwsState, EpochSeconds } from "../../src/simulator/aws/account-state";
import { type EndpointState, getEndpointStatus } from "../../src/simulator/aws/endpoints";
import { formatInstant } from "../../src/timetable/time/instant";
import { listClockChanges } from "../../src/timetable/time/time-zone";
import { servingEndpoint } from "./serving";
import type { Compiled } from "./wanted";

const day = 86_400;

/**
 * Compares what AWS has with the timetable in the middle of each minute.
 *
 * Off the timetable is allowed only: while the endpoint is not in service, since no firing works then; until the plan's
 * next firing after that, after somebody moved something by hand and after a deployment that changed actions; around a
 * clock change; in a pause and until the firing after it; and while actions or the target are known not to be those of a whole deployment. What
 * serves must exist and may never be empty, whatever happens.
 */
export class Judge {
  readonly complaints: string[] = [];
  /** Whether actions and target at AWS may be others than those of the last whole deployment. */
  loose = false;
  /** Whether AWS gives no more instances. */
  short = false;
  /**
   * The endpoint that may go, as its stack does: from then on nothing is expected. The engine deletes it first where
   * another one takes its place, which nobody calls before the run is whole.
   */
  leaving: string | undefined;
  /**
   * Whether a deletion has begun: after an update that was rolled back, the engine deletes the configuration in service
   * before the endpoint, as one that another has replaced.
   */
  unmade = false;
  #excusedUntil: EpochSeconds = 0;
  /** The first firing after a moment. */
  #firing = { from: Infinity, at: 0 };
  #compiled: Compiled | undefined;
  #expected: readonly RealSegment[] = [];
  #index = 0;
  #expectedUntil = 0;
  #blurred: readonly (readonly [EpochSeconds, EpochSeconds])[] = [];
  #last: AwsState | undefined;

  /** The judge as it would go on from here. */
  copy(): Judge {
    const copy = Object.assign(new Judge(), {
      loose: this.loose,
      short: this.short,
      leaving: this.leaving,
      unmade: this.unmade,
    });
    copy.#excusedUntil = this.#excusedUntil;
    copy.#compiled = this.#compiled;
    copy.#expected = this.#expected;
    copy.#index = this.#index;
    copy.#expectedUntil = this.#expectedUntil;
    copy.#blurred = this.#blurred;
    copy.#last = this.#last;
    return copy;
  }

  /** A deployment is whole: from now on its timetable holds. */
  expect(compiled: Compiled, now: EpochSeconds): void {
    this.#compiled = compiled;
    this.unmade = false;
    this.#expected = [];
    this.#expectedUntil = 0;
    this.#firing = { from: Infinity, at: 0 };
    this.excuse(now);
  }

  /** The stack is gone: nothing is expected until another one is there. */
  forget(): void {
    this.#compiled = undefined;
    this.leaving = undefined;
    this.loose = false;
  }

  /** Something was moved at this moment. */
  excuse(at: EpochSeconds): void {
    if (this.#compiled !== undefined) this.#excusedUntil = Math.max(this.#excusedUntil, this.#nextFiring(at));
  }

  /** When the plan's next firing has done its work. */
  #nextFiring(at: EpochSeconds): EpochSeconds {
    if (at < this.#firing.from || at > this.#firing.at) {
      const actions = this.#compiled?.endpoint.plan?.actions ?? [];
      const [next] = findNextFirings(actions, Math.ceil(at / 60), 1);
      this.#firing = { from: at, at: (next?.at ?? Infinity) * 60 };
    }
    return this.#firing.at + 60;
  }

  /** Sees the account at each moment at which something happens. */
  observe(state: AwsState): void {
    const last = this.#last;
    this.#last = state;
    if (last === undefined || this.#compiled === undefined) return;
    const [from, to] = [last.nowSeconds, state.nowSeconds];
    const endpoint = servingEndpoint(last);
    if (endpoint !== undefined && getEndpointStatus(endpoint) !== "InService") this.excuse(to);
    const first = Math.ceil((from - 30) / 60);
    for (let minute = first; minute * 60 + 30 < to; minute++) this.#check(last, minute);
  }

  #check(state: AwsState, minute: number): void {
    if (this.complaints.length > 0) return;
    const endpoint = servingEndpoint(state);
    if (this.leaving !== undefined && endpoint?.name !== this.leaving) return;
    const complaint = unserved(state, endpoint, this.unmade) ?? this.#offTimetable(state, endpoint, minute);
    if (complaint !== undefined) this.complaints.push(`${formatInstant(minute)}: ${complaint}`);
  }

  #offTimetable(state: AwsState, endpoint: EndpointState | undefined, minute: number): string | undefined {
    const at = minute * 60 + 30;
    if (this.loose || at <= this.#excusedUntil) return undefined;
    const want = this.#segmentAt(minute);
    if (want.paused === true) {
      this.excuse(at);
      return undefined;
    }
    if (this.#isBlurred(at)) return undefined;
    const [target] = Object.values(state.targets);
    const { min, max } = want.limits;
    const because = `the timetable says ${min}-${max} (${want.reasons.join(", ")})`;
    if (target === undefined) return `no target is registered, ${because}`;
    if (target.min !== min || target.max !== max) {
      return `the limits are ${target.min}-${target.max}, ${because}`;
    }
    const count = endpoint?.variants[0]?.current ?? 0;
    const tooFew = count < min && !this.short;
    return tooFew || count > max ? `${count} instances are in service, ${because}` : undefined;
  }

  #segmentAt(minute: number): RealSegment {
    if (this.#compiled === undefined) throw new Error("bug: nothing is expected");
    if (minute >= this.#expectedUntil || minute < (this.#expected[0]?.from ?? Infinity)) {
      const days = 21;
      this.#expected = listLimitsOverTime(this.#compiled.endpoint, minute, minute + days * 1440);
      this.#expectedUntil = minute + days * 1440;
      this.#index = 0;
      this.#blurred = this.#clockChanges(minute * 60);
    }
    if (minute < (this.#expected[this.#index]?.from ?? 0)) this.#index = 0;
    while ((this.#expected[this.#index]?.to ?? Infinity) <= minute) this.#index++;
    const found = this.#expected[this.#index];
    if (found === undefined) throw new Error("bug: the timeline ends");
    return found;
  }

  /** An hour is missing or doubled: what fires then, AWS does not say. */
  #clockChanges(from: EpochSeconds): readonly (readonly [EpochSeconds, EpochSeconds])[] {
    const { endpoint } = this.#compiled ?? {};
    const zone = endpoint?.timezone ?? "UTC";
    const until = from + 22 * day;
    return listClockChanges(zone, (from - day) / 60, until / 60).map(({ at }) => [
      at * 60 - 3660,
      this.#nextFiring(at * 60 + 3660),
    ]);
  }

  #isBlurred(at: EpochSeconds): boolean {
    return this.#blurred.some(([from, to]) => at >= from && at < to);
  }
}

/** One whose place another has taken may lose its configuration in the seconds before it is deleted. */
function unserved(state: AwsState, endpoint: EndpointState | undefined, unmade: boolean): string | undefined {
  if (endpoint === undefined) {
    const [failed] = Object.values(state.endpoints).map(({ failureReason }) => failureReason);
    return failed === undefined ? "the endpoint is gone" : `the endpoint has failed: ${failed}`;
  }
  const missing = unmade ? undefined : missingPart(state, endpoint);
  if (missing !== undefined) return missing;
  return endpoint.variants.every(({ current }) => current > 0) ? undefined : "no instance is in service";
}

function missingPart(state: AwsState, { configName }: EndpointState): string | undefined {
  const config = state.endpointConfigs[configName];
  if (config === undefined) return `configuration ${configName} serves and is deleted`;
  const { ModelName } = config.input.ProductionVariants[0] ?? {};
  return ModelName === undefined || state.models[ModelName] === undefined
    ? `model ${ModelName} serves and is deleted`
    : undefined;
}
