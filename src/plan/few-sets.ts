import { smallerSets } from "./smaller-sets";

/**
 * Few sets that hold all items between them.
 *
 * Begins with the largest set for what is left, time after time. Then one set is taken out, and while anything is
 * missing another one changes places with one that holds it; what is missing often weighs more and more, so that the
 * search does not go round in circles.
 *
 * In:  `sets`: the items of each; each item is in one at least; `steps`: changes of place that are tried
 * Out: indexes of sets, in order
 */
export function fewSets(
  sets: readonly (readonly number[])[],
  itemCount: number,
  steps: number,
): readonly number[] {
  if (itemCount === 0) return [];
  const { items, from, ...smaller } = smallerSets(sets, itemCount);
  const search = new Search(items, smaller.itemCount);
  search.fill();
  let best = search.chosen();
  for (let step = 0; step < steps; step++) {
    while (search.isWhole()) {
      best = search.chosen();
      search.dropLeast();
    }
    search.dropLeast();
    search.addFor(step);
  }
  if (search.isWhole()) best = search.chosen();
  return best.flatMap((set) => from[set] ?? []);
}

/** The golden ratio: its multiples are spread evenly over the unit interval. */
const evenly = 0.618034;

class Search {
  private readonly holders: readonly number[][];
  private readonly weights: Int32Array;
  /** How many chosen sets hold each item. */
  private readonly held: Int32Array;
  private readonly isIn: Uint8Array;
  /** What is missing and a set holds, or would be missing without it, by weight. */
  private readonly worth: Int32Array;
  /** When a set last changed places. */
  private readonly changed: Int32Array;
  private readonly missing = new Set<number>();
  private time = 0;

  constructor(
    private readonly sets: readonly (readonly number[])[],
    itemCount: number,
  ) {
    this.holders = Array.from({ length: itemCount }, () => []);
    sets.forEach((items, set) => {
      for (const item of items) this.holders[item]?.push(set);
    });
    this.weights = new Int32Array(itemCount).fill(1);
    this.held = new Int32Array(itemCount);
    this.isIn = new Uint8Array(sets.length);
    this.worth = Int32Array.from(sets, (items) => items.length);
    this.changed = new Int32Array(sets.length);
    for (let item = 0; item < itemCount; item++) this.missing.add(item);
  }

  isWhole(): boolean {
    return this.missing.size === 0;
  }

  chosen(): readonly number[] {
    return this.sets.flatMap((_, set) => (this.isIn[set] === 1 ? [set] : []));
  }

  fill(): void {
    while (!this.isWhole()) {
      let best = -1;
      for (let set = 0; set < this.sets.length; set++) {
        if (this.isIn[set] === 0 && (this.worth[set] ?? 0) > (this.worth[best] ?? 0)) best = set;
      }
      this.change(best);
    }
  }

  /** Takes out the set that is missed least, of equal ones the one that has been in longest. */
  dropLeast(): void {
    let best = -1;
    for (let set = 0; set < this.sets.length; set++) {
      if (this.isIn[set] === 1 && (best < 0 || this.isBefore(set, best, 1))) best = set;
    }
    if (best >= 0) this.change(best);
  }

  /** Puts in the best set for one of the missing items, not the one that was just taken out if there is another. */
  addFor(step: number): void {
    const missing = [...this.missing];
    const item = missing[Math.floor(((step * evenly) % 1) * missing.length)] ?? 0;
    let best = -1;
    for (const set of this.holders[item] ?? []) {
      const other = best < 0 || this.changed[best] === this.time;
      if (other || (this.changed[set] !== this.time && this.isBefore(set, best, -1))) best = set;
    }
    this.change(best);
    for (const item of this.missing) {
      this.weights[item] = (this.weights[item] ?? 0) + 1;
      this.weigh(item, 1);
    }
  }

  private isBefore(a: number, b: number, sign: 1 | -1): boolean {
    const by = sign * ((this.worth[a] ?? 0) - (this.worth[b] ?? 0));
    return by < 0 || (by === 0 && (this.changed[a] ?? 0) < (this.changed[b] ?? 0));
  }

  /** Puts a set in, or takes it out. */
  private change(set: number): void {
    const into = this.isIn[set] === 0;
    this.isIn[set] = into ? 1 : 0;
    this.changed[set] = ++this.time;
    for (const item of this.sets[set] ?? []) {
      const weight = this.weights[item] ?? 0;
      const held = (this.held[item] ?? 0) + (into ? 1 : -1);
      this.held[item] = held;
      if (held === (into ? 1 : 0)) {
        if (into) this.missing.delete(item);
        else this.missing.add(item);
        this.weigh(item, into ? -weight : weight);
        this.addWorth(set, into ? weight : -weight);
      } else if (held === (into ? 2 : 1)) {
        const only = this.holders[item]?.find((other) => other !== set && this.isIn[other] === 1);
        this.addWorth(only ?? set, into ? -weight : weight);
      }
    }
  }

  private weigh(item: number, by: number): void {
    for (const set of this.holders[item] ?? []) this.addWorth(set, by);
  }

  private addWorth(set: number, by: number): void {
    this.worth[set] = (this.worth[set] ?? 0) + by;
  }
}
