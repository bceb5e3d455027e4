import { versions } from "node:process";
import { links, version, zones } from "moment-timezone/data/packed/latest.json";
import type { OffsetInterval } from "./time-zone";

/**
 * Whether the zone data of the running Node is older than the data that comes with the program. A Node keeps the
 * data of its release, so it lacks what governments decide later.
 */
const isNodeOlder = (versions["tz"] ?? "") < version;

const packedZones: ReadonlyMap<string, string> = new Map(zones.map((packed) => [packed.split("|")[0] ?? "", packed]));
const linkTargets: ReadonlyMap<string, string> = new Map(
  links.map((link) => link.split("|")).map(([target = "", name = ""]) => [name, target]),
);
const unpackedZones = new Map<string, readonly OffsetInterval[]>();

/**
 * Finds the offsets of a zone over all time in the data that comes with the program.
 * @returns sorted, gapless, neighbors differ; undefined to use the data of Node
 */
export function findShippedOffsets(zone: string): readonly OffsetInterval[] | undefined {
  if (!isNodeOlder) return undefined;
  const known = unpackedZones.get(zone);
  if (known !== undefined) return known;
  const packed = packedZones.get(linkTargets.get(zone) ?? zone);
  if (packed === undefined) return undefined;
  const unpacked = unpackZone(packed);
  unpackedZones.set(zone, unpacked);
  return unpacked;
}

/**
 * Unpacks `name|abbreviations|offsets|indices|steps|population`: offsets in minutes west of UTC, steps in minutes
 * from one change to the next, both to the base of 60.
 * @see https://momentjs.com/timezone/docs/#/data-formats/packed-format/
 */
function unpackZone(packed: string): readonly OffsetInterval[] {
  const [, , offsets = "", indices = "", steps = ""] = packed.split("|");
  const minutesEast = offsets.split(" ").map((text) => 0 - Math.round(parseBase60(text)));
  const stepMinutes = steps.split(" ").map(parseBase60);
  const intervals: OffsetInterval[] = [];
  let [from, at] = [-Infinity, 0];
  for (const [index, letter] of [...indices].entries()) {
    const isLast = index === indices.length - 1;
    at += stepMinutes[index] ?? 0;
    const to = isLast ? Infinity : Math.round(at);
    const offsetMinutes = minutesEast[parseBase60(letter)] ?? 0;
    const last = intervals.at(-1);
    if (last?.offsetMinutes === offsetMinutes) intervals[intervals.length - 1] = { ...last, to };
    else intervals.push({ from, to, offsetMinutes });
    from = to;
  }
  return intervals;
}

const base60Digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX";

function parseBase60(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  const [whole = "", fraction = ""] = text.replace("-", "").split(".");
  const toNumber = (digits: string): number =>
    [...digits].reduce((sum, digit) => sum * 60 + base60Digits.indexOf(digit), 0);
  return sign * (toNumber(whole) + toNumber(fraction) / 60 ** fraction.length);
}
