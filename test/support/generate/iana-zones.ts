import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Writes src/timetable/time/iana-zones.json from a compiled copy of the IANA time zone data.
 *
 * Usage: npm run iana-zones -- FOLDER      (FOLDER holds tzdata.zi and zone.tab)
 *
 * Canonical is what IANA lists for users to choose from (zone.tab), and UTC. What the data links to
 * another name for the sake of its size (Europe/Stockholm to Europe/Berlin) stays canonical.
 * Source: https://data.iana.org/time-zones/theory.html
 */

/** Old names whose link in the data goes to another place than the one the name means. */
const betterTargets: Readonly<Record<string, string>> = {
  "Africa/Asmera": "Africa/Asmara",
  "Africa/Timbuktu": "Africa/Bamako",
  "America/Coral_Harbour": "America/Atikokan",
  "America/Virgin": "America/St_Thomas",
  "Antarctica/South_Pole": "Antarctica/McMurdo",
  "Atlantic/Jan_Mayen": "Arctic/Longyearbyen",
  "Pacific/Ponape": "Pacific/Pohnpei",
  "Pacific/Truk": "Pacific/Chuuk",
  "Pacific/Yap": "Pacific/Chuuk",
  Iceland: "Atlantic/Reykjavik",
  EST: "America/New_York",
  MST: "America/Denver",
  EST5EDT: "America/New_York",
  CST6CDT: "America/Chicago",
  MST7MDT: "America/Denver",
  PST8PDT: "America/Los_Angeles",
  "Etc/UTC": "UTC",
  "Etc/GMT": "UTC",
};

/** Abbreviations that are no names in the data, with the place most people who write them mean. */
const abbreviations: Readonly<Record<string, string>> = {
  AEST: "Australia/Sydney",
  AKST: "America/Anchorage",
  BST: "Europe/London",
  CDT: "America/Chicago",
  CEST: "Europe/Berlin",
  CST: "America/Chicago",
  EDT: "America/New_York",
  EEST: "Europe/Athens",
  HKT: "Asia/Hong_Kong",
  IST: "Asia/Kolkata",
  JST: "Asia/Tokyo",
  KST: "Asia/Seoul",
  MDT: "America/Denver",
  MSK: "Europe/Moscow",
  NZST: "Pacific/Auckland",
  PDT: "America/Los_Angeles",
  PST: "America/Los_Angeles",
  SAST: "Africa/Johannesburg",
  SGT: "Asia/Singapore",
};

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("usage: npm run iana-zones -- FOLDER");
const zi = readFileSync(join(folder, "tzdata.zi"), "utf8").split("\n");
const canonical = [
  ...readFileSync(join(folder, "zone.tab"), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t")[2] ?? ""),
  "UTC",
].toSorted();
const links = zi
  .filter((line) => line.startsWith("L "))
  .map((line) => line.split(" ").slice(1))
  .map(([target = "", name = ""]) => [name, betterTargets[target] ?? target] as const);
const aliases = Object.fromEntries(
  [...links, ...Object.entries(betterTargets), ...Object.entries(abbreviations)]
    .filter(([name]) => !canonical.includes(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
const unknownTargets = Object.values(aliases).filter((target) => !canonical.includes(target));
if (unknownTargets.length > 0) throw new Error(`not canonical: ${unknownTargets.join(" ")}`);
const version = /^# version (\S+)/.exec(zi[0] ?? "")?.[1];
writeFileSync(
  join(__dirname, "../../../src/timetable/time/iana-zones.json"),
  `${JSON.stringify({ source: `IANA time zone database ${version}`, canonical, aliases }, null, 2)}\n`,
);
