import { aliases, canonical } from "./iana-zones.json";

/** Why a zone's name is refused. `suggestion`: a canonical name, absent if none is close. */
export interface ZoneProblem {
  readonly reason: string;
  readonly suggestion?: string;
}

const canonicalNames: ReadonlySet<string> = new Set(canonical);
const aliasTargets: ReadonlyMap<string, string> = new Map(Object.entries(aliases));

/**
 * Finds why a name is not a zone for a timetable. Canonical names are those that IANA lists for users to
 * choose from, and `UTC`: `Intl.supportedValuesOf` lacks Asia/Kolkata, Europe/Kyiv and UTC.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html
 * ("canonical names of the IANA time zones supported by Joda-Time")
 */
export function findZoneProblem(name: string): ZoneProblem | undefined {
  if (canonicalNames.has(name)) return undefined;
  const target = aliasTargets.get(name);
  if (target !== undefined) return { reason: describeAlias(name, target), suggestion: target };
  if (/^((Etc\/)?(GMT|UTC)|UT)? *[+-−]?\d{1,2}(:?\d{2})?$/.test(name)) {
    return { reason: `"${name}" is a fixed offset: it has no daylight saving rules` };
  }
  const suggestion = findMeantZone(name);
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

/** Names without case, accents and signs. `area`: of `Europe/Berlin`, absent if only the place is written. */
interface ZoneWords {
  readonly whole: string;
  readonly area: string | undefined;
  readonly place: string;
}

const knownZones = [...canonical.map((name) => [name, name] as const), ...aliasTargets].map(([name, zone]) => ({
  name,
  zone,
  ...parseZoneName(name),
}));

/**
 * Finds the zone that a name most likely means: the same words, the same place in another area, or a place of the same
 * area with a typo in at most each fifth letter. Finds none if several zones fit: another city is no typo.
 */
function findMeantZone(name: string): string | undefined {
  const { whole, area, place } = parseZoneName(name);
  const sameArea = knownZones.filter((known) => area === undefined || known.area === area);
  const candidates = [
    knownZones.filter((known) => known.whole === whole),
    knownZones.filter((known) => known.place === place && (area === undefined || canonicalNames.has(known.name))),
    ...Array.from({ length: Math.floor(place.length / 5) }, (_, index) =>
      sameArea.filter((known) => isSimilar(place, known.place, index + 1)),
    ),
  ].find((found) => found.length > 0);
  const [zone, ...others] = new Set(candidates?.map((candidate) => candidate.zone));
  return others.length === 0 ? zone : undefined;
}

function parseZoneName(name: string): ZoneWords {
  const words = name
    .normalize("NFD")
    .toLowerCase()
    .split("/")
    .map((word) => word.replaceAll(/[^a-z0-9]/g, ""));
  return { whole: words.join(""), area: words.length > 1 ? words[0] : undefined, place: words.at(-1) ?? "" };
}

/** Whether at most so many typos differ: insertions, deletions, replacements and swaps of neighbors. */
function isSimilar(a: string, b: string, typos: number): boolean {
  if (a === b || typos === 0) return a === b;
  const [restA, restB] = [a.slice(1), b.slice(1)];
  if (a[0] === b[0]) return isSimilar(restA, restB, typos);
  const isSwapped = a[0] === b[1] && a[1] === b[0];
  return (
    isSimilar(restA, restB, typos - 1) ||
    isSimilar(restA, b, typos - 1) ||
    isSimilar(a, restB, typos - 1) ||
    (isSwapped && isSimilar(a.slice(2), b.slice(2), typos - 1))
  );
}
