import {
  describeDatedInterval,
  describeEnd,
  describeWeekInterval,
} from "../../../../src/checks/stack/context/describe-interval";
import { minute } from "../../../support/timetables";

describe("describeWeekInterval", () => {
  it.each([
    [480, 600, "Monday 08:00-10:00"],
    [1320, 1440, "Monday 22:00-24:00"],
    [1320, 1560, "Monday 22:00 to Tuesday 02:00"],
    [6 * 1440 + 1320, 7 * 1440 + 120, "Sunday 22:00 to Monday 02:00"],
    [0, 10_080, "Monday 00:00 to Sunday 24:00"],
  ])("describes %i-%i as %s", (from, to, text) => {
    expect(describeWeekInterval(from, to)).toBe(text);
  });
});

describe("describeDatedInterval", () => {
  it("shows the date once within a day, else both", () => {
    const from = minute("2026-12-25T22:00");
    expect(describeDatedInterval(from, from + 120)).toBe("Friday 2026-12-25 22:00-24:00");
    expect(describeDatedInterval(from, from + 121)).toBe("Friday 2026-12-25 22:00 to Saturday 2026-12-26 00:01");
  });
});

describe("describeEnd", () => {
  it("counts midnight as the end of the day before", () => {
    expect(describeEnd(minute("2026-12-26T00:00"))).toBe("Friday 2026-12-25 24:00");
    expect(describeEnd(minute("2026-12-26T00:01"))).toBe("Saturday 2026-12-26 00:01");
  });
});
