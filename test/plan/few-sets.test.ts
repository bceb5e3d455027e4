import fc from "fast-check";
import { fewSets } from "../../src/plan/few-sets";
import { smallerSets } from "../../src/plan/smaller-sets";
import { runs } from "../support/runs";

interface Problem {
  readonly sets: readonly (readonly number[])[];
  readonly itemCount: number;
}

function holdAll({ sets, itemCount }: Problem, some: readonly number[]): boolean {
  return new Set(some.flatMap((set) => sets[set] ?? [])).size === itemCount;
}

/** The fewest of all ways to choose sets. */
function fewest({ sets, itemCount }: Problem): number {
  const ways = Array.from({ length: 1 << sets.length }, (_, way) =>
    [...sets.keys()].filter((set) => (way >> set) & 1),
  );
  const holding = ways.filter((way) => holdAll({ sets, itemCount }, way));
  return Math.min(...holding.map((way) => way.length));
}

/** Each item is in one set at least. */
const problem: fc.Arbitrary<Problem> = fc.integer({ min: 1, max: 14 }).chain((itemCount) => {
  const set = fc.subarray([...Array(itemCount).keys()]);
  return fc.array(set, { minLength: 1, maxLength: 8 }).map((sets) => {
    const held = new Set(sets.flat());
    const rest = [...Array(itemCount).keys()].filter((item) => !held.has(item));
    return { sets: rest.length === 0 ? sets : [...sets, rest], itemCount };
  });
});

describe("fewSets", () => {
  it("holds all items, by as few sets as trying all ways finds", () => {
    fc.assert(
      fc.property(problem, (one) => {
        const few = fewSets(one.sets, one.itemCount, 200);
        expect(holdAll(one, few)).toBe(true);
        expect(few).toHaveLength(fewest(one));
      }),
      runs(),
    );
  });

  it("finds two sets where the largest one leads to three", () => {
    const sets = [
      [0, 1, 2, 3, 8],
      [0, 1, 4, 5],
      [2, 3, 6, 7, 8],
      [4, 5],
      [6, 7],
    ];
    expect(fewSets(sets, 9, 20)).toEqual([1, 2]);
  });

  it("is no set where there is nothing to hold", () => {
    expect(fewSets([[]], 0, 20)).toEqual([]);
  });
});

describe("smallerSets", () => {
  it("needs as many sets as before", () => {
    fc.assert(
      fc.property(problem, (one) => {
        const { items, from, itemCount } = smallerSets(one.sets, one.itemCount);
        expect(fewest({ sets: items, itemCount })).toBe(fewest(one));
        expect(from).toHaveLength(items.length);
      }),
      runs(),
    );
  });

  it("leaves one item of those that are held together, and one set of those that hold the same", () => {
    const sets = [[0, 1], [0, 1, 2], [3], [3]];
    expect(smallerSets(sets, 4)).toEqual({ items: [[0], [1]], from: [1, 3], itemCount: 2 });
  });
});
