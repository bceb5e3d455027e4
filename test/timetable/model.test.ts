import { combineLimits, isEqualLimits } from "../../src/timetable/model";
import { limits } from "../support/timetables";

describe("combineLimits", () => {
  it("combines min and max separately", () => {
    expect(combineLimits(limits("2-9"), limits("5-6"))).toEqual(limits("5-9"));
  });
});

describe("isEqualLimits", () => {
  it("compares both numbers", () => {
    expect(isEqualLimits(limits("2-9"), limits("2-9"))).toBe(true);
    expect(isEqualLimits(limits("2-9"), limits("2-8"))).toBe(false);
    expect(isEqualLimits(limits("2-9"), limits("1-9"))).toBe(false);
  });
});
