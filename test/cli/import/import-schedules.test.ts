import * as fc from "fast-check";
import { importSchedules } from "../../../src/cli/import/import-schedules";
import type { ImportedAction } from "../../../src/cli/import/imported-target";
import { toEpochDay, weekdays } from "../../../src/timetable/time/plain-date-time";
import { runs } from "../../support/runs";

type Written = Pick<ImportedAction, "schedule"> & Partial<ImportedAction>;

const office = { name: "out", schedule: "cron(0 8 ? * MON-FRI *)", min: 4, max: 12 };
const evening = { name: "in", schedule: "cron(0 18 ? * MON-FRI *)", min: 1, max: 2 };

function imported(actions: readonly Written[], more: { initial?: object; zone?: string } = {}) {
  const { initial, zone } = more;
  const target = {
    id: "t",
    unit: "instances" as const,
    actions: actions.map((action, index) => ({ name: `a${index}`, timezone: "Europe/Berlin", ...action })),
    ...(initial === undefined ? {} : { initial }),
  };
  const result = importSchedules(target, {
    fromDay: toEpochDay(2026, 11, 24),
    toDay: toEpochDay(2028, 11, 24),
    ...(zone === undefined ? {} : { zone }),
  });
  if (!("draft" in result)) throw new Error(result.problems.map((p) => p.message).join("; "));
  return result;
}

/** Refuses to be read: why. */
function refusal(actions: readonly Written[]): string {
  const target = {
    id: "t",
    unit: "instances" as const,
    actions: actions.map((one) => ({ name: "a", timezone: "UTC", ...one })),
  };
  const result = importSchedules(target, { fromDay: toEpochDay(2026, 11, 24), toDay: toEpochDay(2028, 11, 24) });
  if ("draft" in result) throw new Error("it was read");
  return result.problems.map(({ message }) => message).join("; ");
}

describe("importSchedules", () => {
  it("finds baseline and window of an office week", () => {
    const { draft, differences } = imported([office, evening]);
    expect(draft).toEqual({
      timezone: "Europe/Berlin",
      baseline: { min: 1, max: 2 },
      windows: { out: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
    });
    expect(differences).toEqual([]);
  });

  it("keeps max if an action sets only min", () => {
    const { draft, differences, notes } = imported(
      [
        { name: "out", schedule: office.schedule, min: 4 },
        { name: "in", schedule: evening.schedule, min: 1 },
      ],
      { initial: { min: 1, max: 9 } },
    );
    expect(draft.baseline).toEqual({ min: 1, max: 9 });
    expect(draft.windows?.["out"]).toMatchObject({ min: 4, max: 9 });
    expect(differences).toEqual([]);
    expect(notes).toContain("out sets only min: max stays the same");
  });

  it("joins limits across midnight and the end of the week", () => {
    const { draft } = imported([
      { name: "batch", schedule: "cron(0 22 ? * SUN *)", min: 8, max: 8 },
      { name: "end", schedule: "cron(0 2 ? * MON *)", min: 1, max: 2 },
    ]);
    expect(draft.windows).toEqual({ batch: { days: "sun", from: "22:00", to: "02:00", min: 8, max: 8 } });
  });

  it("writes several days as one window, also below the baseline", () => {
    const { draft, differences } = imported([
      { name: "down", schedule: "cron(0 18 ? * FRI *)", min: 1, max: 1 },
      { name: "up", schedule: "cron(0 6 ? * MON *)", min: 2, max: 6 },
    ]);
    expect(draft).toMatchObject({
      baseline: { min: 2, max: 6 },
      windows: { down: { from: "fri 18:00", to: "mon 06:00", min: 1, max: 1 } },
    });
    expect(differences).toEqual([]);
  });

  it("writes whole days, and days in a row, in the shortest way", () => {
    const { draft } = imported([
      { name: "free", schedule: "cron(0 0 ? * SAT *)", min: 1, max: 1 },
      { name: "work", schedule: "cron(0 0 ? * MON *)", min: 2, max: 6 },
    ]);
    expect(draft.windows).toEqual({ free: { days: ["sat", "sun"], from: "00:00", to: "24:00", min: 1, max: 1 } });
  });

  it("writes one-off actions as dated windows, in which the weekly actions still fire", () => {
    const { draft, differences, notes } = imported([
      office,
      evening,
      { name: "launch", schedule: "at(2026-12-05T06:00:00)", min: 10, max: 20 },
      { name: "end", schedule: "at(2026-12-05T22:00:00)", min: 1, max: 2 },
    ]);
    expect(draft.windows?.["launch"]).toEqual({ dates: "2026-12-05", from: "06:00", to: "22:00", min: 10, max: 20 });
    expect(differences).toEqual([]);
    expect(notes).toEqual(["dates are listed until 2028-11-24; later ones follow the week"]);
  });

  it("writes a day that is lower than usual as an exception", () => {
    const { draft, differences } = imported(
      [
        { ...office, schedule: "cron(0 8 ? 1-11 MON-FRI *)" },
        { ...office, name: "dec", schedule: "cron(0 8 1-23,25-31 12 ? *)" },
        { ...evening, schedule: "cron(0 18 * * ? *)" },
      ].map((one) => ({ ...one, timezone: "UTC" })),
    );
    expect(differences).toEqual([]);
    expect(draft.exceptions?.length).toBeGreaterThan(0);
  });

  it("chooses the zone in which the weeks are equal", () => {
    const actions = [
      { ...office, timezone: "Europe/Berlin" },
      { ...evening, timezone: "Europe/Berlin" },
      { name: "same", schedule: "at(2020-01-01T00:00:00)", timezone: "UTC", min: 1, max: 2 },
    ];
    const { draft, differences } = imported(actions);
    expect(draft.timezone).toBe("Europe/Berlin");
    expect(differences).toEqual([]);
  });

  it("notes that the offset between two zones changes", () => {
    const { differences = [], notes } = imported([office, { ...evening, timezone: "UTC" }]);
    expect(differences.length).toBeGreaterThan(100);
    expect(notes.join()).toContain("UTC and Europe/Berlin, whose offset to each other changes during the year");
  });

  it("notes that the only difference is a firing in the missing hour", () => {
    const { differences, notes } = imported([
      { name: "out", schedule: "cron(30 2 * * ? *)", min: 4, max: 12 },
      { name: "in", schedule: "cron(30 4 * * ? *)", min: 1, max: 2 },
    ]);
    expect(differences).toHaveLength(2);
    expect(notes[0]).toMatch(/^180 of these minutes are on days with a clock change: an action does not fire/);
  });

  it("ignores a firing that would put min above max", () => {
    const { draft, notes } = imported([office, evening, { name: "bad", schedule: "cron(0 20 * * ? *)", min: 5 }]);
    expect(draft.windows).toHaveProperty("out");
    expect(notes.join()).toContain(
      "bad would put min above max: AWS then requires both, so the import ignores such a firing",
    );
  });

  const noon = "cron(0 12 ? * MON *)";
  const past = { schedule: "at(2026-01-05T12:00:00)", timezone: "UTC" };

  it.each([
    ["limits", { schedule: noon, min: 1, max: 2 }, { schedule: noon, min: 3, max: 4 }],
    ["min", { schedule: noon, min: 1 }, { schedule: noon, min: 3 }],
    ["sides that fit in one order only", { schedule: noon, min: 5 }, { schedule: noon, max: 9 }],
  ])("refuses two actions that set different %s in one minute, in either order", (_what, first, second) => {
    const target = (...actions: readonly Written[]) => ({
      id: "t",
      unit: "instances" as const,
      initial: { min: 1, max: 3 },
      actions: actions.map((one, index) => ({ name: `a${index}`, timezone: "UTC", ...one })),
    });
    const span = { fromDay: toEpochDay(2026, 11, 24), toDay: toEpochDay(2028, 11, 24) };
    for (const given of [target(first, second), target(second, first)]) {
      expect(importSchedules(given, span)).toMatchObject({
        problems: [{ code: "import-undetermined", message: /^"a0" .* and "a1" .* fire in the same minute/ }].map(
          ({ code, message }) => ({ code, message: expect.stringMatching(message) }),
        ),
      });
    }
  });

  it("accepts two actions in one minute that set the same limits, or different sides of them", () => {
    const same = { schedule: noon, min: 1, max: 2 };
    expect(imported([office, evening, { ...evening, name: "again" }]).differences).toEqual([]);
    expect(imported([same, { ...same, timezone: "UTC" }]).differences).toEqual([]);
    const sides = [
      { schedule: noon, min: 2 },
      { schedule: noon, max: 9 },
    ];
    expect(imported(sides, { initial: { min: 1, max: 3 } }).differences).toEqual([]);
  });

  it("refuses a pair before the span only if its limits last until then", () => {
    const pair = [
      { ...past, min: 1, max: 2 },
      { ...past, min: 3, max: 4 },
    ];
    expect(imported([...pair, office, evening]).differences).toEqual([]);
    expect(refusal(pair)).toMatch(/fire in the same minute on Mon 2026-01-05 12:00 \+00:00: AWS does not say/);
  });

  it("names actions that do not fire in the span", () => {
    const later = { name: "later", schedule: "at(2029-01-01T00:00:00)", min: 1, max: 2 };
    expect(imported([office, evening, later]).notes).toEqual([
      "later is left out: it does not fire from 2026-11-24 to 2028-11-24",
    ]);
  });

  it("imports limits that change once and stay", () => {
    const { differences, draft } = imported([{ name: "more", schedule: "at(2026-12-01T08:00:00)", min: 4, max: 12 }], {
      initial: { min: 1, max: 2 },
    });
    expect(differences).toEqual([]);
    expect(draft.baseline).toEqual({ min: 4, max: 12 });
    expect(draft.exceptions).toEqual([{ dates: "2026-11-24..2026-11-30", use: { min: 1, max: 2 } }]);
  });

  it.each([
    ["cron(0 8 * * MON-FRI *)", "UTC", /cron\(0 8 \* \* MON-FRI \*\): /],
    ["rate(12 hours)", "UTC", /AWS does not say at which minute rate\(12 hours\) fires without a start time/],
    ["cron(0 8 * * ? *)", "Mars/Olympus", /"Mars\/Olympus" is not a time zone/],
    ["cron(0 8 * * ? *)", "UTC", /max before the first firing is unknown/],
  ])("refuses %s in %s", (schedule, timezone, why) => {
    expect(refusal([{ schedule, timezone, min: 1 }])).toMatch(why);
  });

  it("is equal at every minute for any week of changes", () => {
    const change = fc.record({
      minute: fc.integer({ min: 0, max: 10_079 }),
      min: fc.integer({ min: 1, max: 3 }),
      more: fc.integer({ min: 0, max: 2 }),
    });
    const changes = fc.uniqueArray(change, { minLength: 1, maxLength: 8, selector: (c) => c.minute });
    fc.assert(
      fc.property(changes, (list) => {
        const { differences } = imported(
          list.map(({ minute, min, more }) => {
            const day = weekdays[Math.floor(minute / 1440)]?.toUpperCase() ?? "";
            const [hour, at] = [Math.floor((minute % 1440) / 60), minute % 60];
            return { schedule: `cron(${at} ${hour} ? * ${day} *)`, timezone: "UTC", min, max: min + more };
          }),
        );
        if (differences?.length !== 0) throw new Error(`${differences?.length} differences`);
      }),
      runs(0.05),
    );
  });
});
