import { formatDayRange, toWindowDraft, toWindowValues } from "../../../src/cli/editor/drafts";

const limits = { min: 4, max: 12 };

describe("toWindowDraft", () => {
  it("keeps the texts of the file and the parsed days", () => {
    const written = { days: "weekdays", from: "8:00", to: "18:00", ...limits };
    const read = { starts: { days: ["mon", "sun"] as const }, fromMinute: 0, lengthMinutes: 1, limits };
    expect(toWindowDraft("office", written, read)).toEqual({
      id: "office",
      name: "office",
      kind: "weekly",
      days: [0, 6],
      fromDay: 0,
      toDay: 0,
      dates: "",
      from: "8:00",
      to: "18:00",
      min: "4",
      max: "12",
    });
  });

  it("detects spans and windows on dates", () => {
    expect(toWindowDraft("weekend", { from: "fri 18:00", to: "Monday 06:00" })).toMatchObject({
      kind: "span",
      days: [4],
      fromDay: 4,
      from: "18:00",
      toDay: 0,
      to: "06:00",
    });
    expect(toWindowDraft("launch", { dates: ["2026-12-01", "2026-12-03"] })).toMatchObject({
      kind: "dates",
      dates: "2026-12-01, 2026-12-03",
    });
  });

  it("accepts any value", () => {
    expect(toWindowDraft("odd", ["no", "map"])).toMatchObject({ from: "", days: [], min: "" });
    expect(toWindowDraft("odd", { from: 800, to: null, min: true })).toMatchObject({
      from: "800",
      to: "",
      min: "true",
    });
    expect(toWindowDraft("odd", { from: "fri 18:00", to: "06:00" })).toMatchObject({
      kind: "weekly",
      from: "fri 18:00",
    });
  });
});

describe("toWindowValues", () => {
  const office = toWindowDraft("office", { from: "08:00", to: "18:00", ...limits });

  it("writes only keys of its kind that have a value", () => {
    expect(toWindowValues({ ...office, days: [0, 1] })).toEqual({
      days: "mon-tue",
      from: "08:00",
      to: "18:00",
      min: 4,
      max: 12,
    });
    expect(toWindowValues({ ...office, kind: "span", fromDay: 5, toDay: 6, max: "" })).toEqual({
      from: "sat 08:00",
      to: "sun 18:00",
      min: 4,
    });
    expect(toWindowValues({ ...office, kind: "dates", dates: "2026-12-01, 2026-12-03" })).toMatchObject({
      dates: ["2026-12-01", "2026-12-03"],
    });
  });

  it("keeps a bad number as text", () => {
    expect(toWindowValues({ ...office, min: "1.5", max: "many" })).toMatchObject({ min: "1.5", max: "many" });
  });
});

describe("formatDayRange", () => {
  it.each([
    [[], ""],
    [[2], "wed"],
    [[0, 1, 2, 3, 4], "mon-fri"],
    [[0, 4, 5, 6], "fri-mon"],
    [[5, 6], "sat-sun"],
    [[0, 6], "sun-mon"],
    [
      [0, 2, 4],
      ["mon", "wed", "fri"],
    ],
    [[0, 1, 2, 3, 4, 5, 6], "daily"],
  ])("%j is %j", (days, text) => {
    expect(formatDayRange(days)).toEqual(text);
  });
});
