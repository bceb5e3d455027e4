import fc from "fast-check";
import type { WindowDraft } from "../../../src/cli/editor/drafts";
import {
  applyShape,
  moveEnd,
  moveShape,
  moveStart,
  toWindowShape,
  type WindowShape,
} from "../../../src/cli/editor/window-shape";
import { runs } from "../../support/runs";

const weekly: WindowDraft = {
  id: "office",
  name: "office",
  kind: "weekly",
  days: [0, 1, 2, 3, 4],
  fromDay: 0,
  toDay: 0,
  dates: "",
  from: "8:00",
  to: "18:00",
  min: "4",
  max: "12",
};
const span: WindowDraft = { ...weekly, kind: "span", days: [4], fromDay: 4, toDay: 0 };

describe("toWindowShape", () => {
  it("reads a window within a day, across midnight, and until midnight", () => {
    expect(toWindowShape(weekly)).toEqual({ days: [0, 1, 2, 3, 4], from: 480, length: 600 });
    expect(toWindowShape({ ...weekly, from: "22:00", to: "02:00" })).toMatchObject({ length: 240 });
    expect(toWindowShape({ ...weekly, from: "22:00", to: "24:00" })).toMatchObject({ length: 120 });
    expect(toWindowShape({ ...weekly, from: "22:00", to: "00:00" })).toMatchObject({ length: 120 });
  });

  it("reads a span, also across Sunday", () => {
    const weekend = { ...span, from: "18:00", to: "06:00" };
    expect(toWindowShape(weekend)).toEqual({ days: [4], from: 1080, length: 2 * 1440 + 720 });
    expect(toWindowShape({ ...weekend, toDay: 5 })).toMatchObject({ length: 720 });
  });

  it("gives no position for dates and invalid times", () => {
    expect(toWindowShape({ ...weekly, kind: "dates", dates: "2026-12-24" })).toBeUndefined();
    expect(toWindowShape({ ...weekly, to: "18" })).toBeUndefined();
    expect(toWindowShape({ ...weekly, from: "24:00" })).toBeUndefined();
  });
});

describe("applyShape", () => {
  const place = (shape: Partial<WindowShape>, draft = weekly): WindowDraft =>
    applyShape(draft, { days: [0], from: 480, length: 600, ...shape });

  it("keeps the text of an unchanged time", () => {
    expect(place({ days: [1] })).toMatchObject({ days: [1], from: "8:00", to: "18:00" });
    expect(place({ length: 630 })).toMatchObject({ from: "8:00", to: "18:30" });
    expect(place({ from: 540, length: 540 })).toMatchObject({ from: "09:00", to: "18:00" });
  });

  it("keeps the text of an unchanged end, also midnight", () => {
    const until = (to: string, length: number) => place({ from: 60, length }, { ...weekly, from: "0:30", to }).to;
    expect(until("9:30", 510)).toBe("9:30");
    expect(until("9:30", 540)).toBe("10:00");
    const night = { ...weekly, days: [0], from: "22:00", to: "00:00" };
    expect(place({ from: 1380, length: 60 }, night)).toMatchObject({ from: "23:00", to: "00:00" });
    const weekend = { ...span, fromDay: 4, toDay: 6, from: "18:00", to: "24:00" };
    const longer = place({ days: [4], from: 1020, length: 3300 }, weekend);
    expect(longer).toMatchObject({ from: "17:00", toDay: 6, to: "24:00" });
  });

  it("ends at 24:00 on the same day, after midnight on the next", () => {
    expect(place({ length: 960 })).toMatchObject({ kind: "weekly", to: "24:00" });
    expect(place({ length: 1020 })).toMatchObject({ kind: "weekly", to: "01:00" });
  });

  it("writes both days if a window is longer than a day", () => {
    const long = place({ days: [4], from: 1080, length: 3600 });
    expect(long).toMatchObject({ kind: "span", fromDay: 4, from: "18:00", toDay: 0, to: "06:00" });
    expect(place({ days: [6], from: 480, length: 1440 })).toMatchObject({
      kind: "span",
      fromDay: 6,
      toDay: 0,
      to: "08:00",
    });
    expect(place({ from: 0, length: 1440 })).toMatchObject({ kind: "weekly", to: "24:00" });
  });

  it("keeps both days of a span, even if it is short", () => {
    const short = place({ days: [5], from: 480, length: 60 }, span);
    expect(short).toMatchObject({ kind: "span", fromDay: 5, toDay: 5, to: "09:00" });
  });
});

describe("moveShape", () => {
  it("moves all days of a window, also across midnight and Sunday", () => {
    const shape = { days: [0, 6], from: 1380, length: 120 };
    expect(moveShape(shape, 90)).toEqual({ days: [0, 1], from: 30, length: 120 });
    expect(moveShape(shape, -1440)).toEqual({ days: [5, 6], from: 1380, length: 120 });
    expect(moveShape({ days: [0], from: 0, length: 60 }, -15)).toEqual({ days: [6], from: 1425, length: 60 });
  });
});

describe("moveEnd and moveStart", () => {
  const office = { days: [0, 1, 2, 3, 4], from: 480, length: 600 };

  it("never make a window shorter than the minimum", () => {
    expect(moveEnd(office, -900, 15)).toMatchObject({ from: 480, length: 15 });
    expect(moveStart(office, 900, 15)).toMatchObject({ from: 1065, length: 15 });
  });

  it("stop before a window on several days overlaps its own next day", () => {
    expect(moveEnd(office, 5000, 15)).toMatchObject({ from: 480, length: 1425 });
    expect(moveEnd({ ...office, from: 0 }, 5000, 15)).toMatchObject({ from: 0, length: 1440 });
    expect(moveStart(office, -5000, 15)).toMatchObject({ length: 1425 });
  });

  it("let a window on one day last several days", () => {
    const friday = { days: [4], from: 1080, length: 60 };
    expect(moveEnd(friday, 3 * 1440, 15)).toEqual({ ...friday, length: 4380 });
    expect(moveStart(friday, -2 * 1440, 15)).toEqual({ days: [2], from: 1080, length: 2940 });
    expect(moveEnd(friday, 20_000, 15)).toEqual({ ...friday, length: 10_065 });
  });
});

const shape = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
    fc.integer({ min: 0, max: 95 }),
    fc.integer({ min: 1, max: 95 }),
    fc.integer({ min: 1, max: 671 }),
  )
  .map(([days, from, short, long]) => ({
    days: days.toSorted((a, b) => a - b),
    from: from * 15,
    length: (days.length === 1 ? long : short) * 15,
  }));
const minutes = fc.integer({ min: -700, max: 700 }).map((steps) => steps * 15);

describe("any shape", () => {
  it("survives a round trip through a draft", () => {
    fc.assert(
      fc.property(shape, fc.constantFrom(weekly, span), (wanted, draft) => {
        expect(toWindowShape(applyShape(draft, wanted))).toEqual(wanted);
      }),
      runs(),
    );
  });

  it("returns after a move there and back, and keeps one edge if the other moves", () => {
    const edge = ({ days, from, length }: WindowShape, which: "start" | "end"): number[] =>
      days.map((day) => (day * 1440 + from + (which === "end" ? length : 0)) % 10_080).toSorted((a, b) => a - b);
    fc.assert(
      fc.property(shape, minutes, (was, by) => {
        expect(moveShape(moveShape(was, by), -by)).toEqual(was);
        expect(edge(moveEnd(was, by, 15), "start")).toEqual(edge(was, "start"));
        expect(edge(moveStart(was, by, 15), "end")).toEqual(edge(was, "end"));
      }),
      runs(),
    );
  });
});
