import { addAll, type BitSet, countOverlap, hasNumber, removeAll } from "./bit-set";

/** An item that covers needs at a cost. */
export interface Coverer<T> {
  readonly item: T;
  readonly covers: BitSet;
  readonly cost: number;
}

/** Replaces a coverer with one that covers less or costs more. */
export interface Change<T> {
  readonly from: Coverer<T>;
  readonly to: Coverer<T>;
}

/** What a cover becomes, and its true cost. */
export interface Made<R> {
  readonly result: R;
  readonly cost: number;
}

/** What else there is to a cover. */
export interface CoverRules<T, R> {
  /** Ways to change one of two coverers that cannot both be in a cover. undefined if they can. */
  readonly apart: (a: Coverer<T>, b: Coverer<T>) => readonly Change<T>[] | undefined;
  /** Returns undefined if a cover cannot be used. */
  readonly accept: (items: readonly T[]) => Made<R> | undefined;
  /** How many steps the search may take, and how many covers `accept` may get. */
  readonly maxSteps: number;
  readonly maxCovers: number;
}

/**
 * Finds the cheapest coverers that cover all needs and can all be in one cover.
 *
 * Branches over the ways to change two that cannot, then over the coverers of the need that has fewest. Needs of
 * which no two share a coverer cost at least the sum of their cheapest coverers: it skips what cannot be cheaper
 * than the best cover so far. Within its limits nothing is cheaper, as far as costs are true.
 * @param all The needs.
 */
export function findMinCostSetCover<T, R>(
  coverers: readonly Coverer<T>[],
  all: BitSet,
  rules: CoverRules<T, R>,
): R | undefined {
  const search = new Search(listNeeds(coverers, all), all, rules);
  search.from([], new Set());
  return search.best?.result;
}

/** A need with its coverers. */
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

  private branch(chosen: readonly Coverer<T>[], cost: number, open: BitSet, banned: ReadonlySet<T>): void {
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

/** Sorts needs by their number of coverers. */
function listNeeds<T>(coverers: readonly Coverer<T>[], all: BitSet): readonly Need<T>[] {
  const needs: Need<T>[] = [];
  for (let need = 0; need < all.length * 32; need++) {
    if (!hasNumber(all, need)) continue;
    const by = coverers.filter(({ covers }) => hasNumber(covers, need));
    needs.push({ need, by, least: Math.min(...by.map(({ cost }) => cost)) });
  }
  return needs.toSorted((a, b) => a.by.length - b.by.length);
}

/** Sorts coverers by how much of `open` they cover for their cost, best first. */
function sortByValue<T>(coverers: readonly Coverer<T>[], open: BitSet): readonly Coverer<T>[] {
  return coverers
    .map((coverer) => ({ coverer, value: countOverlap(coverer.covers, open) / coverer.cost }))
    .toSorted((a, b) => b.value - a.value)
    .map(({ coverer }) => coverer);
}
