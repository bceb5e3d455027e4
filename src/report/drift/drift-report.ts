import type { Firing } from "../../plan/replay";
import { chooseShownZone, formatUnitSuffix, type ReportedEndpoint } from "../../plan/usage";
import { formatLimits, type Limits } from "../../timetable";
import { formatLocal } from "../../timetable/time";
import type { Explanation } from "..";

/** What a finding is about, for scripts. */
type DriftCode =
  | "not-deployed"
  | "not-registered"
  | "limits"
  | "count-outside"
  | "missing-action"
  | "different-action"
  | "foreign-action"
  | "missing-policy"
  | "different-policy"
  | "missing-alarm"
  | "different-alarm"
  | "foreign-policy"
  | "suspended"
  | "paused"
  | "failed-activity"
  | "not-scaled"
  | "status";

/** One finding about an endpoint at AWS. `differs`: whether AWS differs from the timetable; else it is a note. */
export interface DriftProblem {
  readonly code: DriftCode;
  readonly differs: boolean;
  readonly message: string;
  readonly fix?: string;
}

/** Restores what somebody deleted or changed. */
export const refreshFix = "run pulumi up --refresh, which restores it";

/** Formats an endpoint's findings: one line if all is in order, else one paragraph each. */
export function formatDrift(drift: Drift): string {
  const { endpoint, awsName, findings } = drift;
  const differences = findings.filter(({ differs }) => differs).length;
  const named = awsName === undefined ? endpoint.name : `${endpoint.name} (${awsName})`;
  const count = differences === 1 ? "1 difference" : `${differences} differences`;
  return [
    `${named}: ${differences === 0 ? "in order" : count}`,
    `  ${formatWanted(drift)}`,
    ...(drift.counts === undefined ? [] : [`  ${formatCounts(drift.counts)}`]),
    ...findings.flatMap(formatProblemLines),
    ...formatHealing(drift),
  ].join("\n");
}

/** `min 6, max 12 = window office, fired Mon 08:00 (office-…)`; due, where the history has no such firing. */
function formatWanted({ endpoint, wanted, fired, findings }: Drift): string {
  const zone = chooseShownZone(endpoint);
  const stated = `min ${wanted.limits.min}, max ${wanted.limits.max}${formatUnitSuffix(endpoint, wanted.limits)} = ${wanted.reasons.join(", ")}`;
  const right = findings.every(({ code }) => code !== "limits");
  if (fired !== undefined && right) {
    return `${stated}, fired ${formatLocal(zone, fired.at)} (${fired.action})`;
  }
  const { setBy } = wanted;
  if (setBy === undefined) return stated;
  return `${stated}, last due ${formatLocal(zone, setBy.at)} (${setBy.action})`;
}

function formatCounts({ desired, current, status }: NonNullable<Drift["counts"]>): string {
  return current === desired ? `${current} in service, ${status}` : `${current} in service of ${desired}, ${status}`;
}

function formatProblemLines({ differs, message, fix }: DriftProblem): readonly string[] {
  return [`  ${differs ? "differs" : "note"}: ${message}`, ...(fix === undefined ? [] : [`    fix: ${fix}`])];
}

/** A count that AWS could not give is asked for again, which helps only where AWS then can. */
function formatHealing({ endpoint, heals, findings }: Drift): readonly string[] {
  if (heals === undefined) return [];
  const at = formatLocal(chooseShownZone(endpoint), heals.at);
  const what = findings.some(({ code }) => code === "limits") ? "restored by itself" : "tried again by itself";
  return [`  ${what}: ${at}, ${heals.action} sets ${formatLimits(heals.limits)}`];
}

/**
 * How an endpoint at AWS compares with its timetable at one moment.
 *
 * `wanted`:   what the timetable says
 * `awsName`:  absent where AWS has no such endpoint
 * `live`:     absent where the variant is not registered for scaling
 * `fired`:    the firing that has set them, where the history has it
 * `comparePolicy`: differences first, then notes
 * `heals`:    the next firing that puts the limits right by itself; absent where they are right, or none will
 */
export interface Drift {
  readonly endpoint: ReportedEndpoint;
  readonly awsName?: string;
  readonly wanted: Explanation;
  readonly live?: Limits;
  readonly fired?: Pick<Firing, "at" | "action">;
  readonly counts?: InstanceCounts;
  readonly findings: readonly DriftProblem[];
  readonly heals?: Firing;
}

/** The variant's instances at the moment. */
export interface InstanceCounts {
  readonly desired: number;
  readonly current: number;
  readonly status: string;
}

/** Whether anything at AWS is not as the timetable says. */
export function hasDrifted({ findings }: Drift): boolean {
  return findings.some(({ differs }) => differs);
}
