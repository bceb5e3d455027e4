import fc from "fast-check";
import { layOutWeek } from "../../../src/cli/editor/window-shape";
import { runs } from "../../support/runs";

const at = (id: string, days: readonly number[], fromHour: number, hours: number) => ({
  id,
  shape: { days, from: fromHour * 60, length: hours * 60 },
});

describe("layOutWeek", () => {
  it("cuts a window at midnight, also on Sunday", () => {
    const [monday, sunday] = layOutWeek([at("batch", [6], 22, 4)]);
    expect(monday).toMatchObject({ day: 0, from: 0, to: 120, start: 6, begins: false, ends: true });
    expect(sunday).toMatchObject({ day: 6, from: 1320, to: 1440, begins: true, ends: false });
  });

  it("ends at midnight without a piece on the next day", () => {
    expect(layOutWeek([at("late", [2], 20, 4)])).toHaveLength(1);
  });

  it("puts only overlapping pieces side by side", () => {
    const pieces = layOutWeek([at("a", [0], 8, 4), at("b", [0], 10, 4), at("c", [0], 12, 4), at("d", [0], 20, 1)]);
    expect(pieces.map(({ id, lane, lanes }) => [id, lane, lanes])).toEqual([
      ["a", 0, 2],
      ["b", 1, 2],
      ["c", 0, 2],
      ["d", 0, 1],
    ]);
  });

  it("never puts one piece over another, and loses no minute", () => {
    const window = fc.tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 23 }),
    );
    fc.assert(
      fc.property(fc.array(window, { maxLength: 8 }), (windows) => {
        const placed = windows.map(([days, from, hours], n) => at(`w${n}`, days, from, hours));
        const pieces = layOutWeek(placed);
        const minutes = placed.reduce((sum, { shape }) => sum + shape.days.length * shape.length, 0);
        expect(pieces.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(minutes);
        for (const a of pieces) {
          const clash = pieces.find(
            (b) => b !== a && b.day === a.day && b.lane === a.lane && b.from < a.to && a.from < b.to,
          );
          expect(clash).toBeUndefined();
        }
      }),
      runs(),
    );
  });
});
