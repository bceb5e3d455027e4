import type { Drift } from "./drift";
import type { DriftProblem } from "./drift-finding";
import { formatLimits } from "./limits-text";
import { formatLocal } from "./moment-text";
import { chooseShownZone } from "./reported-endpoint";

/**
 * An endpoint compared with AWS, for people.
 *
 * Out: one line where all is in order, else one paragraph a finding
 */
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
  const stated = `min ${wanted.limits.min}, max ${wanted.limits.max} = ${wanted.reasons.join(", ")}`;
  const right = findings.every(({ code }) => code !== "limits");
  if (fired !== undefined && right) {
    return `${stated}, fired ${formatLocal(zone, fired.at)} (${fired.action})`;
  }
  const { setBy } = wanted;
  if (setBy === undefined) return stated;
  return `${stated}, last due ${formatLocal(zone, setBy.at)} (${setBy.action})`;
}

function formatCounts({ desired, current, status }: NonNullable<Drift["counts"]>): string {
  return current === desired
    ? `${current} in service, ${status}`
    : `${current} in service of ${desired}, ${status}`;
}

function formatProblemLines({ differs, message, fix }: DriftProblem): readonly string[] {
  return [
    `  ${differs ? "differs" : "note"}: ${message}`,
    ...(fix === undefined ? [] : [`    fix: ${fix}`]),
  ];
}

/** A count that AWS could not give is asked for again, which helps only where AWS then can. */
function formatHealing({ endpoint, heals, findings }: Drift): readonly string[] {
  if (heals === undefined) return [];
  const at = formatLocal(chooseShownZone(endpoint), heals.at);
  const what = findings.some(({ code }) => code === "limits")
    ? "put right by itself"
    : "tried again by itself";
  return [`  ${what}: ${at}, ${heals.action} sets ${formatLimits(heals.limits)}`];
}
