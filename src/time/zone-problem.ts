import { canonical, aliases } from "./iana-zones.json";

/** Why a zone's name is refused; `suggestion` is a canonical name, absent when none comes near. */
export interface ZoneProblem {
  readonly reason: string;
  readonly suggestion?: string;
}

const canonicalNames: ReadonlySet<string> = new Set(canonical);
const aliasTargets: ReadonlyMap<string, string> = new Map(Object.entries(aliases));

/**
 * Why a name is no zone for a timetable.
 *
 * Canonical is what IANA lists for users to choose from, and `UTC`. The list comes from the database
 * itself, not from `Intl.supportedValuesOf`, which lacks Asia/Kolkata, Europe/Kyiv and UTC.
 *
 * Out:    undefined for a canonical name with rules, in its exact spelling
 * Source: "canonical names of the IANA time zones supported by Joda-Time",
 *         https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 */
export function findZoneProblem(name: string): ZoneProblem | undefined {
  if (canonicalNames.has(name)) return undefined;
  const target = aliasTargets.get(name);
  if (target !== undefined) return { reason: describeAlias(name, target), suggestion: target };
  if (/^((Etc\/)?(GMT|UTC)|UT)? *[+-−]?\d{1,2}(:?\d{2})?$/.test(name)) {
    return { reason: `"${name}" is a fixed offset: it has no daylight saving rules` };
  }
  const suggestion = findClosestZone(name);
  return {
    reason: `"${name}" is not a name in the IANA time zone database`,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}

function describeAlias(name: string, target: string): string {
  if (target === "UTC") return `"${name}" is not the canonical name of UTC`;
  if (/^[A-Z]{2,4}$/.test(name) && !/^(PRC|ROC|ROK|NZ|GB)$/.test(name)) {
    return `"${name}" has no daylight saving rules and AWS may not know it`;
  }
  return `"${name}" is an old name of ${target}`;
}

/** The canonical name that a misspelt one is nearest to: by the whole name, or by its place alone. */
function findClosestZone(name: string): string | undefined {
  const wanted = name.trim().toLowerCase().replaceAll(" ", "_");
  const candidates = [...canonicalNames, ...aliasTargets.keys()].map((candidate) => {
    const whole = candidate.toLowerCase();
    const place = whole.slice(whole.lastIndexOf("/") + 1);
    return {
      zone: aliasTargets.get(candidate) ?? candidate,
      distance: computeEditDistance(wanted, wanted.includes("/") ? whole : place),
    };
  });
  const best = candidates.toSorted((a, b) => a.distance - b.distance)[0];
  return best !== undefined && best.distance <= wanted.length / 3 ? best.zone : undefined;
}

/** Levenshtein's distance: insertions, deletions and replacements of one letter. */
function computeEditDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...a].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...b].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
