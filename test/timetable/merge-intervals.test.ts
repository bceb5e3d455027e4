import { mergeIntervals } from "../../src/timetable/timeline";

describe("mergeIntervals", () => {
  it("sorts, and joins those that overlap, touch or lie in one another", () => {
    const stretches = [
      { from: 20, to: 25 },
      { from: 0, to: 5 },
      { from: 1, to: 2 },
      { from: 5, to: 7 },
      { from: 24, to: 30 },
    ];
    expect(mergeIntervals(stretches)).toEqual([
      { from: 0, to: 7 },
      { from: 20, to: 30 },
    ]);
  });

  it("leaves out empty and backward ones", () => {
    expect(
      mergeIntervals([
        { from: 3, to: 3 },
        { from: 9, to: 4 },
      ]),
    ).toEqual([]);
  });
});
