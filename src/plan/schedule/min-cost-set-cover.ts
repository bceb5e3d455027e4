import { addAll, type BitSet, countOverlap, hasNumber, removeAll } from "./bit-set";

/** Something that covers needs at a cost. */
export interface Coverer<T> {
  readonly item: T;
  readonly covers: BitSet;
  readonly cost: number;
}

/** A coverer with something less, or dearer, in its place. */
export interface Change<T> {
  readonly from: Coverer<T>;
  readonly to: Coverer<T>;
}

/** What is made of a cover, and its true cost. */
export interface Made<R> {
  readonly result: R;
  readonly cost: number;
}

/** What else there is to a cover. */
export interface CoverRules<T, R> {
  /** Ways to change one of two so that they can stand together; undefined where they can as they are. */
  readonly apart: (a: Coverer<T>, b: Coverer<T>) => readonly Change<T>[] | undefined;
  /** Undefined where nothing can be made of a cover. */
  readonly accept: (items: readonly T[]) => Made<R> | undefined;
  /** Steps of the search, and covers that are given to `accept`. */
  readonly maxSteps: number;
  readonly maxCovers: number;
}

/**
 * What is made of the cheapest coverers that cover all needs between them and can stand together.
 *
 * Branches over the ways to tell two apart that cannot stand together, then over the coverers of the
 * need that has fewest. Needs of which no two share a coverer cost at least their cheapest coverers
 * together: what cannot beat the best found is not looked at.
 *
 * In:  `all`: the needs
 * Out: nothing is cheaper, as far as costs are true and no limit is reached
 */
export function minCostSetCover<T, R>(
  coverers: readonly Coverer<T>[],
  all: BitSet,
  rules: CoverRules<T, R>,
): R | undefined {
  const search = new Search(listNeeds(coverers, all), all, rules);
  search.from([], new Set());
  return search.best?.result;
}

/** A need with those that cover it. */
interface Need<T> {
  readonly need: number;
  readonly by: readonly Coverer<T>[];
  readonly least: number;
}

class Search<T, R> {
  best: Made<R> | undefined;
  private steps = 0;
  private covers = 0;
  /** For a need, all that those which cover it cover too. */
  private readonly near = new Map<Need<T>, BitSet>();

  constructor(
    private readonly needs: readonly Need<T>[],
    private readonly all: BitSet,
    private readonly rules: CoverRules<T, R>,
  ) {}

  from(chosen: readonly Coverer<T>[], banned: ReadonlySet<T>): void {
    const { maxSteps: mostSteps, maxCovers: mostCovers } = this.rules;
    if (++this.steps > mostSteps || this.covers > mostCovers) return;
    const cost = chosen.reduce((sum, coverer) => sum + coverer.cost, 0);
    const open = this.all.slice();
    for (const { covers } of chosen) removeAll(open, covers);
    if (cost + this.leastCost(open) >= this.bestCost()) return;
    const changes = this.changesIn(chosen);
    if (changes !== undefined) {
      for (const { from, to } of changes) {
        const changed = chosen.map((coverer) => (coverer === from ? to : coverer));
        this.from(changed, banned);
      }
    } else if (open.every((word) => word === 0)) this.take(chosen);
    else this.branch(chosen, cost, open, banned);
  }

  private branch(
    chosen: readonly Coverer<T>[],
    cost: number,
    open: BitSet,
    banned: ReadonlySet<T>,
  ): void {
    const need = this.needs.find((one) => hasNumber(open, one.need));
    const tried = new Set(banned);
    for (const coverer of sortByValue(need?.by ?? [], open)) {
      if (tried.has(coverer.item) || cost + coverer.cost >= this.bestCost()) continue;
      tried.add(coverer.item);
      this.from([...chosen, coverer], tried);
    }
  }

  private take(chosen: readonly Coverer<T>[]): void {
    this.covers++;
    const made = this.rules.accept(chosen.map(({ item }) => item));
    if (made !== undefined && made.cost < this.bestCost()) this.best = made;
  }

  private bestCost(): number {
    return this.best?.cost ?? Infinity;
  }

  private changesIn(chosen: readonly Coverer<T>[]): readonly Change<T>[] | undefined {
    for (const [index, a] of chosen.entries()) {
      for (const b of chosen.slice(0, index)) {
        const changes = this.rules.apart(a, b);
        if (changes !== undefined) return changes;
      }
    }
    return undefined;
  }

  private leastCost(open: BitSet): number {
    let sum = 0;
    const left = open.slice();
    for (const need of this.needs) {
      if (!hasNumber(left, need.need)) continue;
      sum += need.least;
      removeAll(left, this.nearOf(need));
    }
    return sum;
  }

  private nearOf(need: Need<T>): BitSet {
    const known = this.near.get(need);
    if (known !== undefined) return known;
    const near = new Int32Array(this.all.length);
    for (const { covers } of need.by) addAll(near, covers);
    this.near.set(need, near);
    return near;
  }
}

/** Needs with the fewest coverers first. */
function listNeeds<T>(coverers: readonly Coverer<T>[], all: BitSet): readonly Need<T>[] {
  const needs: Need<T>[] = [];
  for (let need = 0; need < all.length * 32; need++) {
    if (!hasNumber(all, need)) continue;
    const by = coverers.filter(({ covers }) => hasNumber(covers, need));
    needs.push({ need, by, least: Math.min(...by.map(({ cost }) => cost)) });
  }
  return needs.toSorted((a, b) => a.by.length - b.by.length);
}

/** Those that cover most of what is open for their cost first. */
function sortByValue<T>(coverers: readonly Coverer<T>[], open: BitSet): readonly Coverer<T>[] {
  return coverers
    .map((coverer) => ({ coverer, value: countOverlap(coverer.covers, open) / coverer.cost }))
    .toSorted((a, b) => b.value - a.value)
    .map(({ coverer }) => coverer);
}
