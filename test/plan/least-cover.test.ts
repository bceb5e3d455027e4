import fc from "fast-check";
import type { Cover } from "../bench/firing-cover";
import { integerSolver, type Solve } from "../bench/integer-program";
import { leastCover } from "../bench/least-cover";
import { smallerCover } from "../bench/smaller-cover";
import { runs } from "../support/runs";

let solve: Solve;
beforeAll(async () => {
  solve = await integerSolver();
});

/** The fewest of all ways to choose sets, each up to `most` times. */
function fewest({ items, counts, setCount }: Cover, most: number): number {
  const base = most + 1;
  const timesIn = (way: number, set: number): number => Math.floor(way / base ** set) % base;
  const sum = (way: number, sets: readonly number[]): number =>
    sets.reduce((all, set) => all + timesIn(way, set), 0);
  const ways = Array.from({ length: base ** setCount }, (_, way) => way);
  const covering = ways.filter(
    (way) =>
      items.every((of) => sum(way, of) > 0) &&
      counts.every(({ least, sets }) => sum(way, sets) >= least),
  );
  return Math.min(...covering.map((way) => sum(way, [...Array(setCount).keys()])));
}

const coverArbitrary: fc.Arbitrary<Cover> = fc.integer({ min: 1, max: 8 }).chain((setCount) =>
  fc
    .array(fc.subarray([...Array(setCount).keys()], { minLength: 1 }), {
      minLength: 1,
      maxLength: 14,
    })
    .map((items) => ({ setCount, items, counts: [] })),
);

const countedArbitrary: fc.Arbitrary<Cover> = fc.integer({ min: 1, max: 5 }).chain((setCount) => {
  const sets = fc.subarray([...Array(setCount).keys()], { minLength: 1 });
  const count = fc.record({ least: fc.integer({ min: 2, max: 3 }), sets });
  return fc.record({
    setCount: fc.constant(setCount),
    items: fc.array(sets, { minLength: 1, maxLength: 8 }),
    counts: fc.array(count, { minLength: 1, maxLength: 2 }),
  });
});

describe("leastCover", () => {
  it("is what trying all ways finds", () => {
    fc.assert(
      fc.property(coverArbitrary, (cover) => {
        expect(leastCover(cover, solve)).toBe(fewest(cover, 1));
      }),
      runs(0.4),
    );
  });

  it("is what trying all ways finds, where some sets are needed several times", () => {
    fc.assert(
      fc.property(countedArbitrary, (cover) => {
        expect(leastCover(cover, solve)).toBe(fewest(cover, 3));
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
    const least = { setCount: 2, items: [[0], [1]], counts: [] };
    expect(smallerCover({ setCount: 5, items, counts: [] })).toEqual(least);
  });

  it("keeps what no other can stand for", () => {
    const items = [
      [0, 1],
      [1, 2],
      [0, 2],
    ];
    const cover = { setCount: 3, items, counts: [] };
    expect(smallerCover(cover)).toEqual(cover);
  });

  it("keeps a set that counts where none does that could stand for it", () => {
    const cover = { setCount: 2, items: [[0, 1], [1]], counts: [{ least: 2, sets: [0] }] };
    const least = { setCount: 2, items: [[0]], counts: [{ least: 2, sets: [1] }] };
    expect(smallerCover(cover)).toEqual(least);
  });
});
