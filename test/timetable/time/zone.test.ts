import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { canonical } from "../../../src/timetable/time/iana-zones.json";
import { formatInstant, parseInstant } from "../../../src/timetable/time/instant";
import { formatPlainMinute, parsePlainDate } from "../../../src/timetable/time/plain-date-time";
import {
  getOffsetMinutes,
  listClockChanges,
  listGapsAndOverlaps,
  listOffsets,
  toEpochMinute,
  toPlainMinute,
} from "../../../src/timetable/time/time-zone";
import { runs } from "../../support/runs";

const at = (text: string): number => parseInstant(text) ?? NaN;
const day = (text: string): number => parsePlainDate(text) ?? NaN;
const shown = (zone: string, from: string, to: string): readonly string[] =>
  listGapsAndOverlaps(zone, day(from), day(to)).map(
    (s) => `${s.kind} ${formatPlainMinute(s.from)} ${formatPlainMinute(s.to)} ${formatInstant(s.at)}`,
  );

describe("listClockChanges", () => {
  it("lists both changes of a year", () => {
    expect(listClockChanges("Europe/Berlin", at("2026-01-01T00:00Z"), at("2027-01-01T00:00Z"))).toEqual([
      { at: at("2026-03-29T01:00Z"), offsetBefore: 60, offsetAfter: 120 },
      { at: at("2026-10-25T01:00Z"), offsetBefore: 120, offsetAfter: 60 },
    ]);
  });

  it("counts a change at the first moment of the span, and none at its end", () => {
    const change = at("2026-03-29T01:00Z");
    expect(listClockChanges("Europe/Berlin", change, change + 1)).toHaveLength(1);
    expect(listClockChanges("Europe/Berlin", change - 1, change)).toHaveLength(0);
  });

  it.each(["UTC", "Asia/Kolkata"])("finds none in %s", (zone) =>
    expect(listClockChanges(zone, at("2026-01-01T00:00Z"), at("2029-01-01T00:00Z"))).toEqual([]),
  );
});

describe("listGapsAndOverlaps", () => {
  it("lists the gap and the overlap on the wall clock", () =>
    expect(shown("Europe/Berlin", "2026-01-01", "2027-01-01")).toEqual([
      "gap 2026-03-29T02:00 2026-03-29T03:00 2026-03-29T01:00Z",
      "overlap 2026-10-25T02:00 2026-10-25T03:00 2026-10-25T01:00Z",
    ]));

  it("handles the half-hour change of Lord Howe", () =>
    expect(shown("Australia/Lord_Howe", "2026-01-01", "2027-01-01")).toEqual([
      "overlap 2026-04-05T01:30 2026-04-05T02:00 2026-04-04T15:00Z",
      "gap 2026-10-04T02:00 2026-10-04T02:30 2026-10-03T15:30Z",
    ]));

  it("handles changes at midnight", () => {
    expect(shown("Africa/Cairo", "2025-01-01", "2026-01-01")).toEqual([
      "gap 2025-04-25T00:00 2025-04-25T01:00 2025-04-24T22:00Z",
      "overlap 2025-10-30T23:00 2025-10-31T00:00 2025-10-30T21:00Z",
    ]);
    expect(shown("America/Asuncion", "2023-01-01", "2024-01-01")).toEqual([
      "overlap 2023-03-25T23:00 2023-03-26T00:00 2023-03-26T03:00Z",
      "gap 2023-10-01T00:00 2023-10-01T01:00 2023-10-01T04:00Z",
    ]);
  });

  it("follows a zone that dropped its rule", () => {
    expect(shown("America/Mexico_City", "2022-01-01", "2025-01-01")).toEqual([
      "gap 2022-04-03T02:00 2022-04-03T03:00 2022-04-03T08:00Z",
      "overlap 2022-10-30T01:00 2022-10-30T02:00 2022-10-30T07:00Z",
    ]);
  });

  it("handles a skipped day", () =>
    expect(shown("Pacific/Apia", "2011-12-29", "2012-01-01")).toEqual([
      "gap 2011-12-30T00:00 2011-12-31T00:00 2011-12-30T10:00Z",
    ]));

  it("lists a gap for each date that it touches, and for no other", () => {
    expect(shown("Europe/Berlin", "2026-03-29", "2026-03-30")).toHaveLength(1);
    expect(shown("Europe/Berlin", "2026-03-28", "2026-03-29")).toHaveLength(0);
    expect(shown("Europe/Berlin", "2026-03-30", "2026-03-31")).toHaveLength(0);
  });
});

describe("toEpochMinute", () => {
  const zone = "Europe/Berlin";
  const plain = (text: string): number => at(`${text}Z`);

  it("takes the requested pass of an overlap", () => {
    expect(formatInstant(toEpochMinute(zone, plain("2026-10-25T02:30"), "earlier"))).toBe("2026-10-25T00:30Z");
    expect(formatInstant(toEpochMinute(zone, plain("2026-10-25T02:30"), "later"))).toBe("2026-10-25T01:30Z");
  });

  it("moves a time in a gap by the gap's length", () =>
    expect(formatInstant(toEpochMinute(zone, plain("2026-03-29T02:30"), "compatible"))).toBe("2026-03-29T01:30Z"));
});

/** Zones whose rules changed after the data of the oldest supported Node, from this moment on. */
const changedZones: Readonly<Record<string, readonly [from: string, offsetMinutes: number]>> = {
  "Africa/Casablanca": ["2026-12-01T00:00Z", 0],
  "Africa/El_Aaiun": ["2026-12-01T00:00Z", 0],
  "America/Edmonton": ["2026-12-01T00:00Z", -360],
  "America/Havana": ["2026-12-01T00:00Z", -240],
  "America/Inuvik": ["2026-12-01T00:00Z", -360],
  "America/Vancouver": ["2026-12-01T00:00Z", -420],
  "America/Winnipeg": ["2026-12-01T00:00Z", -300],
};

describe("zones whose rules changed in 2026", () => {
  it.each(Object.entries(changedZones))("%s has its new offset", (zone, [from, offsetMinutes]) => {
    expect(getOffsetMinutes(zone, at(from))).toBe(offsetMinutes);
    const plain = at(from) + offsetMinutes;
    expect(toEpochMinute(zone, plain, "compatible")).toBe(at(from));
    expect(listOffsets(zone, at(from), at(from) + 1)).toMatchObject([{ offsetMinutes }]);
  });

  it("have no clock change left in Vancouver", () => {
    expect(listClockChanges("America/Vancouver", at("2026-04-01T00:00Z"), at("2040-01-01T00:00Z"))).toEqual([]);
  });
});

describe("zones", () => {
  const zone = fc.constantFrom(...canonical);
  const sameZone = fc.constantFrom(...canonical.filter((name) => !(name in changedZones)));
  const minute = fc.integer({ min: at("2000-01-01T00:00Z"), max: at("2040-01-01T00:00Z") });

  it("convert as Temporal does, in every zone of the list without new rules", () => {
    fc.assert(
      fc.property(sameZone, minute, (name, moment) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(moment * 60_000).toZonedDateTimeISO(name);
        expect(formatPlainMinute(toPlainMinute(name, moment))).toBe(zoned.toPlainDateTime().toString().slice(0, 16));
        const [first, second] = (["earlier", "later"] as const).map((pass) =>
          toEpochMinute(name, toPlainMinute(name, moment), pass),
        );
        expect([first, second]).toContain(moment);
      }),
      runs(),
    );
  });

  it("convert local times near a clock change as Temporal does", () => {
    const disambiguation = fc.constantFrom("earlier", "later", "compatible");
    fc.assert(
      fc.property(sameZone, minute, fc.integer({ min: -180, max: 180 }), disambiguation, (name, from, near, pass) => {
        const change = listClockChanges(name, from, from + 366 * 1440)[0]?.at ?? from;
        const plain = toPlainMinute(name, change) + near;
        const local = Temporal.PlainDateTime.from(formatPlainMinute(plain));
        const moment = local.toZonedDateTime(name, { disambiguation: pass }).epochMilliseconds / 60_000;
        expect(toEpochMinute(name, plain, pass)).toBe(moment);
      }),
      runs(),
    );
  });

  it("have the same offsets in a list as one by one", () => {
    fc.assert(
      fc.property(
        zone,
        minute,
        fc.nat(3 * 366 * 1440),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (name, from, length, share) => {
          const to = from + length + 1;
          const table = listOffsets(name, from, to);
          expect(table[0]?.from).toBe(from);
          expect(table.at(-1)?.to).toBe(to);
          for (const [index, next] of table.slice(1).entries()) {
            expect(next.from).toBe(table[index]?.to);
            expect(next.offsetMinutes).not.toBe(table[index]?.offsetMinutes);
          }
          const moment = from + Math.floor(share * length);
          const stretch = table.find((s) => s.from <= moment && moment < s.to);
          expect(stretch?.offsetMinutes).toBe(getOffsetMinutes(name, moment));
        },
      ),
      runs(),
    );
  });
});
