import {
  firesAt,
  includes,
  leastOf,
  ProductShapes,
  type Point,
  type Product,
  type ProductGround,
} from "./product-shapes";

/** Limits and use of the search. */
interface SearchRules<R> {
  /** Undefined where nothing can be made of products. */
  readonly accept: (products: readonly Product[]) => R | undefined;
  /** Products that are looked at. */
  readonly mostWork: number;
}

/**
 * What is made of at most `count` products of which one fires at each need, all of them where it is allowed and no two
 * in a part of a single minute.
 *
 * Each need is given to one of the products, the need that can go to fewest first; a product is no larger than what it
 * is given. Those of any plan hold these, so where one of these holds too much or two meet, so it is in the plan.
 *
 * Out: undefined where there are none, or none within the limits
 */
export function fewestProducts<R>(
  ground: ProductGround,
  count: number,
  rules: SearchRules<R>,
): R | undefined {
  const search = new Search(ground, count, rules);
  search.run();
  return search.found;
}

/** A product on the way. */
interface Growing {
  readonly product: Product;
  /** What it may not come to hold, since that has been tried. */
  readonly barred: readonly Product[];
  /** By point, the product that fires there too; undefined where there can be none, or no need asks for it. */
  readonly larger: readonly (Product | undefined)[];
}

interface State {
  readonly growing: readonly Growing[];
  /** What no further product may come to hold. */
  readonly barred: readonly Product[];
  /** The needs at which nothing fires. */
  readonly open: readonly number[];
}

/** A product in the place of a smaller one, or further one. */
interface Step {
  readonly index: number;
  readonly product: Product;
}

class Search<R> {
  found: R | undefined;
  private work = 0;
  private readonly shapes: ProductShapes;
  private readonly points: readonly Point[];
  /** By need, indexes of its points. */
  private readonly needs: readonly (readonly number[])[];
  private readonly sharing = new Map<number, boolean>();

  constructor(
    private readonly ground: ProductGround,
    private readonly count: number,
    private readonly rules: SearchRules<R>,
  ) {
    this.shapes = new ProductShapes(ground);
    const { hourCount, partCount } = ground;
    const keyOf = ({ kind, hour, part }: Point): number =>
      (kind * hourCount + hour) * partCount + part;
    const points = new Map(ground.needs.flat().map((point) => [keyOf(point), point]));
    const indexes = new Map([...points.keys()].map((key, index) => [key, index]));
    this.points = [...points.values()];
    this.needs = ground.needs.map((need) =>
      need.flatMap((point) => indexes.get(keyOf(point)) ?? []),
    );
  }

  run(): void {
    const all = this.needs.map((_, need) => need);
    if (!this.areApart(all, this.count)) this.from({ growing: [], barred: [], open: all });
  }

  private from(state: State): void {
    if (state.open.length === 0) {
      this.found = this.rules.accept(this.withAllParts(state.growing));
      return;
    }
    const need = this.hardest(state);
    if (need === undefined) return;
    const tried: Step[] = [];
    for (const step of this.inOrder(state, this.stepsFor(state, need))) {
      this.from(this.after(state, step, tried));
      if (this.found !== undefined || this.work > this.rules.mostWork) return;
      tried.push(step);
    }
  }

  /** More minutes to choose from make plainer expressions. */
  private withAllParts(growing: readonly Growing[]): readonly Product[] {
    const products = growing.map(({ product }) => product);
    for (const index of products.keys()) {
      const others = products.toSpliced(index, 1);
      for (let part = 0; part < this.ground.partCount; part++) {
        const product = products[index];
        const larger = product && this.shapes.withPart(product, part);
        if (larger !== undefined && this.isFree(larger, others)) products[index] = larger;
      }
    }
    return products;
  }

  /** The need that can be met in fewest ways; undefined where the needs are more than products can be. */
  private hardest({ growing, open }: State): number | undefined {
    const further = this.count - growing.length;
    const alone: number[] = [];
    let [hardest, fewest] = [undefined as number | undefined, Infinity];
    for (const need of open) {
      const points = this.needs[need] ?? [];
      let ways = 0;
      for (const { larger } of growing) {
        for (const point of points) if (larger[point] !== undefined) ways++;
      }
      if (ways === 0) alone.push(need);
      if (further > 0) ways += points.length;
      if (ways < fewest) [hardest, fewest] = [need, ways];
    }
    return this.areApart(alone, further) ? undefined : hardest;
  }

  /** Whether more than `most` needs are found of which no product can meet two. */
  private areApart(needs: readonly number[], most: number): boolean {
    const apart: number[] = [];
    for (const need of needs.length > most ? needs : []) {
      if (apart.some((other) => this.canShare(other, need))) continue;
      if (apart.push(need) > most) return true;
    }
    return false;
  }

  private canShare(a: number, b: number): boolean {
    const key = a * this.needs.length + b;
    const known = this.sharing.get(key);
    if (known !== undefined) return known;
    const share = this.alone(a).some((product) =>
      this.needs[b]?.some((point) => this.with(product, point) !== undefined),
    );
    this.sharing.set(key, share);
    return share;
  }

  /** The products that fire at one point of a need and nowhere else. */
  private alone(need: number): readonly Product[] {
    return [false, true].flatMap((byDate) =>
      (this.needs[need] ?? []).flatMap((at) => {
        const point = this.points[at];
        return (point && this.shapes.alone(point, byDate)) ?? [];
      }),
    );
  }

  private with(product: Product, at: number): Product | undefined {
    const point = this.points[at];
    return point && this.shapes.with(product, point);
  }

  private stepsFor({ growing, barred }: State, need: number): readonly Step[] {
    const points = this.needs[need] ?? [];
    const grown = growing.flatMap(({ larger }, index) =>
      leastOf(points.flatMap((point) => larger[point] ?? [])).map((product) => ({
        index,
        product,
      })),
    );
    if (growing.length === this.count) return grown;
    const others = growing.map(({ product }) => product);
    const further = this.alone(need)
      .filter((product) => this.isFree(product, others) && holdsNone(product, barred))
      .map((product) => ({ index: growing.length, product }));
    return [...grown, ...further];
  }

  /** Those first that leave most ways to meet what is open then. */
  private inOrder(state: State, steps: readonly Step[]): readonly Step[] {
    if (steps.length < 2) return steps;
    return steps
      .map((step) => ({ step, room: this.roomIn(this.after(state, step, [])) }))
      .toSorted((a, b) => b.room - a.room)
      .map(({ step }) => step);
  }

  private roomIn({ growing, open }: State): number {
    let room = 0;
    for (const need of open) {
      let able = this.count - growing.length;
      for (const { larger } of growing) {
        if (this.needs[need]?.some((point) => larger[point] !== undefined) === true) able++;
      }
      room -= 2 ** -able;
    }
    return room;
  }

  /** In: `tried`: steps whose products need not be held any more */
  private after(state: State, { index, product }: Step, tried: readonly Step[]): State {
    const triedAt = (at: number): readonly Product[] =>
      tried.flatMap((step) => (step.index === at ? [step.product] : []));
    const open = state.open.filter((need) => !this.meets(product, need));
    const before = state.growing[index];
    const others = state.growing.flatMap((one, i) => (i === index ? [] : [one.product]));
    const barred = leastOf([...(before?.barred ?? state.barred), ...triedAt(index)]);
    const wanted = this.pointsOf(open);
    const larger = this.points.map((_, at) => {
      if (wanted[at] === 0 || (before && before.larger[at] === undefined)) return undefined;
      this.work++;
      const one = this.with(product, at);
      const may = one !== undefined && this.isFree(one, others) && holdsNone(one, barred);
      return may ? one : undefined;
    });
    const growing = state.growing.map((one, i) =>
      i === index ? { product, barred, larger } : this.beside(one, product, triedAt(i)),
    );
    return {
      growing: before === undefined ? [...growing, { product, barred, larger }] : growing,
      barred: [...state.barred, ...triedAt(state.growing.length)],
      open,
    };
  }

  private meets(product: Product, need: number): boolean {
    return (
      this.needs[need]?.some((at) => {
        const point = this.points[at];
        return point !== undefined && firesAt(product, point);
      }) === true
    );
  }

  /** By point, whether any of the needs holds it. */
  private pointsOf(needs: readonly number[]): Uint8Array {
    const held = new Uint8Array(this.points.length);
    for (const need of needs) for (const point of this.needs[need] ?? []) held[point] = 1;
    return held;
  }

  /** What becomes of a product beside one that has grown. */
  private beside(one: Growing, other: Product, tried: readonly Product[]): Growing {
    const may = (larger: Product | undefined): boolean =>
      larger === undefined || (!this.shapes.meet(larger, other) && holdsNone(larger, tried));
    if (one.larger.every(may)) return { ...one, barred: [...one.barred, ...tried] };
    return {
      product: one.product,
      barred: [...one.barred, ...tried],
      larger: one.larger.map((larger) => (may(larger) ? larger : undefined)),
    };
  }

  private isFree(product: Product, others: readonly Product[]): boolean {
    for (const other of others) if (this.shapes.meet(product, other)) return false;
    return true;
  }
}

function holdsNone(product: Product, barred: readonly Product[]): boolean {
  for (const one of barred) if (includes(product, one)) return false;
  return true;
}
