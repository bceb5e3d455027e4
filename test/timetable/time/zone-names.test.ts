import { aliases, canonical } from "../../../src/timetable/time/iana-zones.json";
import { findZoneProblem } from "../../../src/timetable/time/zone-names";

const meant: readonly (readonly [name: string, zone: string])[] = [
  ["Europe/Lonodn", "Europe/London"],
  ["Europe\\Berlin", "Europe/Berlin"],
  ["Eurpoe/Berlin", "Europe/Berlin"],
  ["America/New York", "America/New_York"],
  ["Europe/Zürich", "Europe/Zurich"],
  ["US/New_York", "America/New_York"],
  ["Berlin", "Europe/Berlin"],
  ["Calcutta", "Asia/Kolkata"],
  ["Asia/Kuala_Lumpor", "Asia/Kuala_Lumpur"],
  ["US/Pacific", "America/Los_Angeles"],
];

/** Cities without a zone of their own, fixed offsets, and names that several zones have. */
const unknown: readonly string[] = [
  ...["Europe/Munich", "Munich", "Europe/Hamburg", "Europe/Milan", "Europe/Wien", "Europe/Geneva"],
  ...["America/Boston", "America/Dallas", "America/San_Francisco", "America/San_Diego", "America/Victoria"],
  ...["Asia/Beijing", "Asia/Mumbai", "Asia/Delhi", "Asia/Osaka", "Africa/Abuja", "Nice", "Giza"],
  ...["Eastern", "Pacific", "Central", "MEZ", "Z", "Local", "GMT+1", "UTC-05:00", "+01:00", "", "/"],
];

describe("findZoneProblem", () => {
  it("finds nothing wrong with any canonical name", () => {
    expect(canonical.length).toBeGreaterThan(400);
    expect(canonical.filter((name) => findZoneProblem(name) !== undefined)).toEqual([]);
  });

  it.each(["UTC", "Asia/Kolkata", "Europe/Kyiv", "Europe/Stockholm", "America/Argentina/Salta"])("accepts %s", (name) =>
    expect(findZoneProblem(name)).toBeUndefined(),
  );

  it.each([
    ["EST", "America/New_York", '"EST" has no daylight saving rules and AWS may not know it'],
    ["CEST", "Europe/Berlin", '"CEST" has no daylight saving rules and AWS may not know it'],
    ["US/Eastern", "America/New_York", '"US/Eastern" is an old name of America/New_York'],
    ["Asia/Calcutta", "Asia/Kolkata", '"Asia/Calcutta" is an old name of Asia/Kolkata'],
    ["Europe/Kiev", "Europe/Kyiv", '"Europe/Kiev" is an old name of Europe/Kyiv'],
    ["Iceland", "Atlantic/Reykjavik", '"Iceland" is an old name of Atlantic/Reykjavik'],
    ["Etc/UTC", "UTC", '"Etc/UTC" is not the canonical name of UTC'],
    ["GMT", "UTC", '"GMT" is not the canonical name of UTC'],
    ["europe/berlin", "Europe/Berlin", '"europe/berlin" is not a name in the IANA time zone database'],
    ["Europe/Berln", "Europe/Berlin", '"Europe/Berln" is not a name in the IANA time zone database'],
    ["New York", "America/New_York", '"New York" is not a name in the IANA time zone database'],
    ["utc", "UTC", '"utc" is not a name in the IANA time zone database'],
  ])("refuses %s and suggests %s", (name, suggestion, reason) =>
    expect(findZoneProblem(name)).toEqual({ reason, suggestion }),
  );

  it.each(["UTC+1", "GMT-5", "Etc/GMT+5", "Etc/GMT-14", "+01:00", "-0530", "UTC+05:30"])(
    "refuses the fixed offset %s and suggests none",
    (name) =>
      expect(findZoneProblem(name)).toEqual({ reason: `"${name}" is a fixed offset: it has no daylight saving rules` }),
  );

  it("suggests none for what comes near no name", () =>
    expect(findZoneProblem("somewhere warm")).toEqual({
      reason: '"somewhere warm" is not a name in the IANA time zone database',
    }));

  it.each(meant)("suggests for %s %s", (name, zone) => expect(findZoneProblem(name)?.suggestion).toBe(zone));

  it.each(unknown)("guesses nothing for %j", (name) => {
    expect(findZoneProblem(name)).toBeDefined();
    expect(findZoneProblem(name)).not.toHaveProperty("suggestion");
  });

  it("suggests only canonical names", () =>
    expect(Object.values(aliases).filter((target) => findZoneProblem(target) !== undefined)).toEqual([]));
});
