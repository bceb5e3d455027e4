import fc from "fast-check";
import ianaZones from "../../../src/timetable/time/iana-zones.json";
import { timetableArbitrary } from "../../support/arbitraries";
import { differences, noDifferences } from "../../support/plan-differences";
import { progress, runs } from "../../support/runs";

/** Half an hour of clock change, irregular changes at Ramadan, 45 minutes of offset, changes at midnight. */
const oddZones = [
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "Asia/Gaza",
  "Africa/Cairo",
  "America/Santiago",
  "Asia/Beirut",
  "Pacific/Chatham",
  "America/St_Johns",
];

const zoneArbitrary = fc.oneof(
  fc.constantFrom("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"),
  fc.constantFrom(...oddZones),
  fc.constantFrom(...ianaZones.canonical.filter((zone) => /^[A-Z][a-z]+[/]/.test(zone) && !zone.startsWith("Etc/"))),
);

/** One half of the cases. Each half has a file of its own, so that jest runs them side by side. */
export function describeEqualityShard(shard: 1 | 2): void {
  describe(`scheduledActions for any timetable, shard ${shard}`, () => {
    it("replays to the timeline, with one firing a minute and none overdue", () => {
      const { seed = 0, numRuns = 0 } = runs(0.5);
      const tell = progress(`equality, shard ${shard}, seed ${seed + shard - 1}`, numRuns, 250);
      fc.assert(
        fc.property(timetableArbitrary, zoneArbitrary, (timetable, zone) => {
          const found = JSON.stringify(differences(timetable, zone));
          if (found !== JSON.stringify(noDifferences)) throw new Error(found);
          tell();
        }),
        { seed: seed + shard - 1, numRuns },
      );
    });
  });
}
