import type { CompiledEndpoint } from "../../compile";
import { chooseShownZone, listLimitsOverTime } from "../../plan/usage";
import {
  type EpochMinute,
  formatLocal,
  formatPlainMinute,
  type PlainMinute,
  toEpochMinute,
  toPlainMinute,
} from "../../timetable/time";
import { type CliContext, parseMoment, type StackOptions, throwUserError, type ZoneClock } from "../context";

/** What `timetable override` is asked for. */
export interface OverrideOptions extends StackOptions {
  readonly min?: number;
  readonly max?: number;
  readonly hold?: number | "current";
  readonly pause?: boolean;
  readonly from?: string;
  readonly until?: string;
  readonly for?: number;
  readonly reason?: string;
  readonly end?: boolean;
  readonly dryRun?: boolean;
  readonly commit?: boolean;
}

/** An override as the stack file has it, and what was decided for the user. */
export interface OverrideRequest {
  readonly value: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
}

/**
 * Creates the override from the options. Times are in the endpoint's zone, or have an offset.
 * @throws bad usage if the options contradict each other or name no moment
 */
export function createOverrideRequest(
  endpoint: CompiledEndpoint,
  options: OverrideOptions,
  now: EpochMinute,
  io: CliContext,
): OverrideRequest {
  const zone = chooseShownZone(endpoint);
  checkOptions(options, io);
  const present = toPlainMinute(zone, now);
  const from = options.from === undefined ? present : parseMoment(options.from, { zone, present }, "--from", io);
  const until = resolveUntil(options, { zone, present, after: from }, io);
  if (until <= present) {
    throwUserError(io, `it would end at ${formatPlainMinute(until)}, which has gone by in ${zone}`);
  }
  const { held, notes } = resolveLimits(endpoint, options, toEpochMinute(zone, from, "compatible"));
  const { reason } = options;
  return {
    value: {
      from: formatPlainMinute(from),
      until: formatPlainMinute(until),
      ...held,
      ...(reason === undefined ? {} : { reason }),
    },
    notes,
  };
}

function checkOptions({ min, max, hold, pause, until, for: length }: OverrideOptions, io: CliContext): void {
  const pair = min !== undefined || max !== undefined;
  const ways = [pair, hold !== undefined, pause === true].filter(Boolean).length;
  if (ways !== 1) {
    throwUserError(
      io,
      ways === 0 ? "missing: the limits to hold" : "several ways to hold limits are given; use one",
      "one of: --min 4 --max 12, --hold 6, --hold current, --pause; or --end alone",
    );
  }
  if (pair && (min === undefined || max === undefined)) {
    throwUserError(io, `${min === undefined ? "--min" : "--max"} is missing: give both`);
  }
  if ((until === undefined) === (length === undefined)) {
    throwUserError(
      io,
      until === undefined
        ? "an override has to end by itself: give --until or --for"
        : "--until and --for say its end each: give one",
      'such as --until "2026-12-05T18:00", --until 18:00, --for 6h',
    );
  }
}

function resolveUntil({ until, for: minutes = 0 }: OverrideOptions, clock: ZoneClock, io: CliContext): PlainMinute {
  if (until !== undefined) return parseMoment(until, clock, "--until", io);
  const { zone, present, after: from = present } = clock;
  return toPlainMinute(zone, toEpochMinute(zone, from, "compatible") + minutes);
}

/** `current`: nothing is asked of AWS, it is what the timetable says for the moment at which the override begins. */
function resolveLimits(
  endpoint: CompiledEndpoint,
  { min, max, hold, pause }: OverrideOptions,
  from: EpochMinute,
): { readonly held: Readonly<Record<string, unknown>>; readonly notes: readonly string[] } {
  if (pause === true) return { held: { pause: true }, notes: [] };
  if (hold === undefined) return { held: { min, max }, notes: [] };
  if (hold !== "current") return { held: { hold }, notes: [] };
  const [segment] = listLimitsOverTime(endpoint, from, from + 1);
  const limits = segment?.limits ?? { min: 1, max: 1 };
  const at = formatLocal(chooseShownZone(endpoint), from);
  const because = segment?.reasons.join(", ") ?? "";
  const note = `current is what the timetable has at ${at}: min ${limits.min}, max ${limits.max} (${because})`;
  const held = limits.min === limits.max ? { hold: limits.min } : { ...limits };
  const between = limits.min === limits.max ? "" : "; between them, load still scales";
  return { held, notes: [`${note}${between}`] };
}
