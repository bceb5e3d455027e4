import fc from "fast-check";
import type { Cover } from "../../bench/firing-cover";
import { integerSolver, type Solve } from "../../bench/integer-program";
import { leastCover } from "../../bench/least-cover";
import { smallerCover } from "../../bench/smaller-cover";
import { runs } from "../support/runs";

let solve: Solve;
beforeAll(async () => {
  solve = await integerSolver();
});

/** The fewest of all ways to choose sets. */
function fewest({ items, setCount }: Cover): number {
  const ways = Array.from({ length: 1 << setCount }, (_, way) => way);
  const covering = ways.filter((way) => items.every((of) => of.some((set) => (way >> set) & 1)));
  return Math.min(...covering.map((way) => way.toString(2).replaceAll("0", "").length));
}

const coverArbitrary: fc.Arbitrary<Cover> = fc.integer({ min: 1, max: 8 }).chain((setCount) =>
  fc
    .array(fc.subarray([...Array(setCount).keys()], { minLength: 1 }), {
      minLength: 1,
      maxLength: 14,
    })
    .map((items) => ({ setCount, items })),
);

describe("leastCover", () => {
  it("is what trying all ways finds", () => {
    fc.assert(
      fc.property(coverArbitrary, (cover) => {
        expect(leastCover(cover, solve)).toBe(fewest(cover));
      }),
      runs(0.4),
    );
  });
});

describe("smallerCover", () => {
  it("leaves one set of two that cover the same, and one item of two that are covered together", () => {
    const items = [
      [0, 1],
      [0, 1, 2],
      [2, 3],
      [3, 4],
    ];
    expect(smallerCover({ setCount: 5, items })).toEqual({ setCount: 2, items: [[0], [1]] });
  });

  it("keeps what no other can stand for", () => {
    const items = [
      [0, 1],
      [1, 2],
      [0, 2],
    ];
    expect(smallerCover({ setCount: 3, items })).toEqual({ setCount: 3, items });
  });
});
