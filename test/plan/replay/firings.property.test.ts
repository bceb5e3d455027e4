import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { parseSchedule } from "../../../src/plan/cron/parse-schedule";
import { listFirings, type OverlapReading } from "../../../src/plan/replay/firings";
import { canonical } from "../../../src/timetable/time/iana-zones.json";
import { dialectArbitrary, type DialectCase } from "../../support/cron-dialect";
import { runs } from "../../support/runs";

const years = { min: 2019, max: 2034 };
const first = Date.UTC(years.min, 1) / 60_000;
const last = Date.UTC(years.max, 10) / 60_000;

/** Where a case looks: anywhere, or from shortly before a clock change on. */
const placeArbitrary = fc
  .record({
    zone: fc.constantFrom(...canonical),
    from: fc.integer({ min: first, max: last }),
    before: fc.option(fc.integer({ min: 0, max: 900 }), { freq: 3 }),
    length: fc.integer({ min: 1, max: 3 * 1440 }),
  })
  .map(({ zone, from, before, length }) => {
    const change = nearChange(zone, from);
    const start = before === null || change === undefined ? from : change - before;
    return { zone, from: start, to: start + length };
  });

function nearChange(zone: string, from: number): number | undefined {
  const zoned = Temporal.Instant.fromEpochMilliseconds(from * 60_000).toZonedDateTimeISO(zone);
  const change = zoned.getTimeZoneTransition("next");
  const at = change === null ? Infinity : change.epochMilliseconds / 60_000;
  return at < last ? at : undefined;
}

/**
 * Takes each minute's wall clock from Temporal (a quarter's first minute: no clock of these years
 * changes elsewhere) and compares it with the case's own meaning.
 */
function bruteForce(
  { onDate, atTime }: DialectCase,
  { zone, from, to }: { zone: string; from: number; to: number },
  overlap: OverlapReading,
): readonly number[] {
  const firings: number[] = [];
  const seen = new Set<string>();
  let today = { date: "", matches: false };
  const start = Math.floor(from / 15) * 15 - 26 * 60;
  for (let quarter = start; quarter < to; quarter += 15) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * 60_000).toZonedDateTimeISO(zone);
    const shown = zoned.toString({ timeZoneName: "never", offset: "never" });
    const again = seen.has(shown);
    seen.add(shown);
    if (quarter + 15 <= from || (again && overlap === "once")) continue;
    const date = shown.slice(0, 10);
    if (date !== today.date) today = { date, matches: onDate(zoned.toPlainDate()) };
    if (!today.matches) continue;
    for (let minute = Math.max(quarter, from); minute < Math.min(quarter + 15, to); minute++) {
      if (atTime(zoned.hour, zoned.minute + minute - quarter)) firings.push(minute);
    }
  }
  return firings;
}

describe("listFirings", () => {
  it.each(["once", "twice"] as const)("fires in the minutes whose local fields match, doubled hours %s", (overlap) => {
    fc.assert(
      fc.property(dialectArbitrary(years), placeArbitrary, (dialect, place) => {
        const action = { name: "a", schedule: dialect.text, timezone: place.zone, min: 1, max: 2 };
        const found = [...listFirings([action], { ...place, overlap }).at].join(" ");
        const expected = bruteForce(dialect, place, overlap).join(" ");
        if (found !== expected) throw new Error(`found ${found}, expected ${expected}`);
      }),
      runs(),
    );
  });

  it("orders the firings of many actions by minute, then by their place in the list", () => {
    fc.assert(
      fc.property(
        fc.array(dialectArbitrary(years), { minLength: 2, maxLength: 6 }),
        placeArbitrary,
        (dialects, place) => {
          const actions = dialects.map(({ text }, index) => ({
            name: `a${index}`,
            schedule: text,
            timezone: place.zone,
            min: 1,
            max: 2,
          }));
          const span = { ...place, overlap: "twice" } as const;
          const together = listFirings(actions, span);
          const apart = actions
            .flatMap((action, index) => [...listFirings([action], span).at].map((at) => ({ at, index })))
            .toSorted((a, b) => a.at - b.at || a.index - b.index);
          expect([...together.at]).toEqual(apart.map(({ at }) => at));
          expect([...together.action]).toEqual(apart.map(({ index }) => index));
        },
      ),
      runs(0.2),
    );
  });
});

describe("parseSchedule", () => {
  it("reads every form of the dialect that has one meaning", () => {
    fc.assert(
      fc.property(dialectArbitrary(years), ({ text }) => {
        const { schedule, problems: faults } = parseSchedule(text);
        const errors = faults.filter(({ severity }) => severity === "error");
        if (schedule === undefined || errors.length > 0) throw new Error(JSON.stringify(faults));
      }),
      runs(),
    );
  });

  it("never throws, and returns a schedule exactly if there is no error", () => {
    const anything = fc.oneof(
      fc.string(),
      fc
        .array(fc.constantFrom(..."0123456789*?,-/#LWMON FRI ".split("")), { maxLength: 30 })
        .map((letters) => `cron(${letters.join("")})`),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { schedule, problems: faults } = parseSchedule(text);
        const failed = faults.some(({ severity }) => severity === "error");
        expect(schedule === undefined).toBe(failed);
        for (const { message, fix = "" } of faults) {
          expect(`${message} ${fix}`).not.toMatch(/undefined|null|NaN|Infinity/);
        }
      }),
      runs(),
    );
  });
});
