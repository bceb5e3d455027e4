import { compileTimetable, limitsAt } from "../../src/package";
import { StackFolder } from "../cli/commands/stack-files";

describe("limitsAt", () => {
  const folder = new StackFolder();
  afterAll(() => {
    folder.remove();
  });

  // Berlin's clock goes back from 03:00 to 02:00 at 01:00Z, and forward from 02:00 to 03:00 at 01:00Z.
  it.each([
    "2026-10-25T00:15Z",
    "2026-10-25T00:30Z",
    "2026-10-25T01:15Z",
    "2026-10-25T02:00Z",
    "2026-10-25T02:15",
    "2026-10-25T02:45",
    "2027-03-28T02:45",
    "2026-12-25T09:00",
  ])("gives the limits of timetable at: %s", async (moment) => {
    const windows = { night: { days: "daily", from: "02:30", to: "10:00", min: 4, max: 12 } };
    const exceptions = [{ dates: "2026-12-25", use: "baseline" }];
    const timetable = { timezone: "Europe/Berlin", baseline: { min: 1, max: 2 }, windows, exceptions };
    folder.write(
      "Pulumi.dev.yaml",
      `config: { endpoints: { e: { endpoint: { existing: e }, timetable: ${JSON.stringify(timetable)} } } }\n`,
    );
    const { out } = await folder.run("at", moment, "--endpoint", "e", "--json");
    const { because: _because, minutesLate: _minutesLate, unit: _unit, ...limits } = JSON.parse(out);
    expect(limitsAt(timetable, moment)).toEqual(limits);
  });

  const plain = { timezone: "Europe/Berlin", baseline: { min: 1, max: 2 } };

  it("takes seconds that are zero, and a Date", () => {
    expect(limitsAt(plain, "2026-12-21T08:00:00")).toEqual(plain.baseline);
    expect(limitsAt(plain, new Date(Date.UTC(2026, 11, 21)))).toEqual(plain.baseline);
  });

  it.each([new Date(Number.NaN), "2026-13-25T09:00", "2026-12-21T08:00:30", "", undefined, 5])(
    "refuses what is no moment: %s",
    (moment) => {
      expect(() => limitsAt(plain, moment as string)).toThrow(
        /is not a moment: write 2026-12-25T09:00 in the timetable's zone, or 2026-12-25T08:00Z$/,
      );
    },
  );
});

describe("compileTimetable", () => {
  it("has no timetables to name, unlike a stack file", () => {
    for (const timetable of ["office", { like: "office" }]) {
      expect(() => compileTimetable(timetable as never)).toThrow(
        [
          '  the stack has no timetable "office"',
          "  expected: a map with the key baseline, or a name under timetables of the stack file",
          "  fix: add office under timetables, or write the timetable here",
        ].join("\n"),
      );
    }
  });
});
