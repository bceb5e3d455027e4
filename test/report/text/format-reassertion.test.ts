import type { Reassertion } from "../../../src/plan/replay/reassertion";
import { formatReassertion } from "../../../src/report/text/format-reassertion";
import { instant } from "../../support/instant";

const from = instant("2026-12-25T08:00+01:00");

function format(parts: Partial<Reassertion>, minutes = 600): string {
  const usual = { everyMinutes: 15, withinEvery: 0.61, withinHour: 0.87 };
  return formatReassertion({ ...usual, longestGap: { from, minutes }, ...parts }, "Europe/Berlin");
}

describe("formatReassertion", () => {
  it("says how soon limits are corrected, and where the longest gap is", () =>
    expect(format({})).toBe(
      "limits are corrected within 15 minutes 61% of the time, within an hour 87%; longest gap 10h, from Fri 2026-12-25 08:00 +01:00",
    ));

  it("does not call a rounded share the whole", () => {
    const whole = { withinEvery: 1, withinHour: 1 };
    expect(format(whole, 75)).toContain("within 15 minutes over 99% of the time, within an hour over 99%; ");
    expect(format(whole, 61)).toContain("within 15 minutes over 99% of the time, within an hour 100%; ");
    expect(format(whole, 16)).toContain("within 15 minutes 100% of the time, within an hour 100%; ");
  });

  it("names the hour once", () =>
    expect(format({ everyMinutes: 60, withinEvery: 0.87 })).toMatch(
      /^limits are corrected within an hour 87% of the time; longest gap 10h, /,
    ));

  it("names only the hour if nothing is aimed for", () =>
    expect(
      formatReassertion({ everyMinutes: "never", withinHour: 0.09, longestGap: { from, minutes: 3720 } }, "UTC"),
    ).toBe("limits are corrected within an hour 9% of the time; longest gap 2d14h, from Fri 2026-12-25 07:00 +00:00"));

  it.each([
    [0, "0m"],
    [15, "15m"],
    [75, "1h15m"],
    [2879, "47h59m"],
    [2880, "2d"],
    [525_600, "365d"],
  ])("writes a gap of %i minutes as %s", (minutes, text) => expect(format({}, minutes)).toContain(`gap ${text}, from`));

  it.each([
    [1, "a minute"],
    [90, "90 minutes"],
    [120, "2 hours"],
  ])("writes an aim of %i minutes as %s", (everyMinutes, text) =>
    expect(format({ everyMinutes })).toContain(`within ${text} 61%`),
  );
});
