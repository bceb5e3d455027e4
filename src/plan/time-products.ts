/**
 * The minutes of the day at which one scheduled action fires: each of `minutes` in each of `hours`.
 *
 * Both sorted, without repeats, not empty; `minutes` 0-59, `hours` 0-23.
 */
export interface TimeProduct {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
}

/** A stretch `[from, to)` of the day, in minutes, and minutes of it that must fire besides `from`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly mustFire: readonly number[];
}

/**
 * Few products that fire in the stretches and nowhere else.
 *
 * In:  stretches sorted, disjoint; `reassertEveryMinutes` 1 or more
 * Out: disjoint products; each stretch fires at its `from` and at each `mustFire`, and no
 *      `reassertEveryMinutes` pass in it, up to its end, without a firing
 */
export function timeProducts(
  stretches: readonly Stretch[],
  reassertEveryMinutes: number,
): readonly TimeProduct[] {
  const choices = stretches.map((stretch) =>
    waysToFire(stretch, reassertEveryMinutes).map((way) => withMust(way, stretch)),
  );
  return choices.reduce<readonly TimeProduct[]>(
    (chosen, ways) => fewest(ways.map((way) => joinProducts([...chosen, ...way]))) ?? chosen,
    [],
  );
}

/**
 * Few products that fire at exactly these minutes of the day.
 *
 * In: no minute twice
 */
export function productsAt(minutesOfDay: readonly number[]): readonly TimeProduct[] {
  return joinProducts(minutesOfDay.map(single));
}

function single(minuteOfDay: number): TimeProduct {
  return { minutes: [minuteOfDay % 60], hours: [Math.floor(minuteOfDay / 60)] };
}

function fewest(ways: readonly (readonly TimeProduct[])[]): readonly TimeProduct[] | undefined {
  return ways.toSorted((a, b) => a.length - b.length)[0];
}

/** One stretch cut into clock hours: it begins at minute `am` of hour `ah` and ends before minute `bm` of hour `bh`. */
interface ClockStretch {
  readonly ah: number;
  readonly am: number;
  readonly bh: number;
  readonly bm: number;
}

function waysToFire(stretch: Stretch, every: number): readonly (readonly TimeProduct[])[] {
  const { from, to } = stretch;
  const bh = Math.floor((to - 1) / 60);
  const clock = { ah: Math.floor(from / 60), am: from % 60, bh, bm: to - bh * 60 };
  if (every >= 60) return [[everyFewHours(clock, every)]];
  const step = stepWithin(every);
  if (clock.ah === clock.bh) {
    return [[{ minutes: progression(clock.am, clock.bm, step), hours: [clock.ah] }]];
  }
  return [
    samePattern(clock, step, every),
    withoutLastHour(clock, step, every),
    onGrid(clock, step),
    twoPatterns(clock, step, every),
  ].filter((way) => way !== undefined);
}

/** The largest divisor of 60 that is at most `every`: a grid with it looks the same in every hour. */
function stepWithin(every: number): number {
  for (let step = Math.min(every, 60); step > 1; step--) if (60 % step === 0) return step;
  return 1;
}

function everyFewHours({ ah, am, bh, bm }: ClockStretch, every: number): TimeProduct {
  const last = am < bm ? bh : bh - 1;
  return { minutes: [am], hours: progression(ah, last + 1, Math.floor(every / 60)) };
}

/** One product: a pattern that fits before the end's minute as well as after the start's. */
function samePattern(
  { ah, am, bh, bm }: ClockStretch,
  step: number,
  every: number,
): readonly TimeProduct[] | undefined {
  if (am >= bm) return undefined;
  const regular = progression(am, bm, step);
  const enough = (minutes: readonly number[]): boolean => am + 60 - (minutes.at(-1) ?? am) <= every;
  const minutes = enough(regular) ? regular : [...new Set([...regular, bm - 1])];
  return enough(minutes) ? [{ minutes, hours: range(ah, bh) }] : undefined;
}

/** One product where the stretch ends so early in its last hour that the hour before can see to it. */
function withoutLastHour(
  { ah, am, bh, bm }: ClockStretch,
  step: number,
  every: number,
): readonly TimeProduct[] | undefined {
  const regular = progression(am, 60, step);
  const last = regular.at(-1) ?? am;
  // What is due before the next firing or the end, whichever comes later.
  const due = 60 + Math.max(am, bm) - every;
  if (due > 59) return undefined;
  const minutes = last >= due ? regular : [...regular, Math.max(due, last + 1)];
  return [{ minutes, hours: range(ah, bh - 1) }];
}

/** The grid that the start lies on, with what is missing in the first and the last hour cut out. */
function onGrid({ ah, am, bh, bm }: ClockStretch, step: number): readonly TimeProduct[] {
  const grid = progression(am % step, 60, step);
  const part = (minutes: readonly number[], from: number, to: number): readonly TimeProduct[] =>
    minutes.length === 0 || from > to ? [] : [{ minutes, hours: range(from, to) }];
  const late = grid.filter((minute) => minute >= am);
  const early = grid.filter((minute) => minute < am);
  return joinProducts([
    ...part(
      late.filter((minute) => minute < bm),
      ah,
      bh,
    ),
    ...part(
      late.filter((minute) => minute >= bm),
      ah,
      bh - 1,
    ),
    ...part(
      early.filter((minute) => minute < bm),
      ah + 1,
      bh,
    ),
    ...part(
      early.filter((minute) => minute >= bm),
      ah + 1,
      bh - 1,
    ),
  ]);
}

/**
 * Two products: one for the minutes after the start's in all hours but the last, one for those before
 * the end's in all hours but the first. Where both would fire in one minute the second fires earlier.
 */
function twoPatterns(
  { ah, am, bh, bm }: ClockStretch,
  step: number,
  every: number,
): readonly TimeProduct[] | undefined {
  const late = progression(am, 60, step);
  const early: number[] = [];
  let next = 0;
  for (;;) {
    while (next >= 0 && (late.includes(next) || next >= bm)) next--;
    if (next < 0 || next <= (early.at(-1) ?? -1)) return undefined;
    early.push(next);
    if (bm - next <= every && (am <= bm || am - next <= every)) break;
    next = next + every;
  }
  return [
    { minutes: late, hours: range(ah, bh - 1) },
    { minutes: early, hours: range(ah + 1, bh) },
  ];
}

/** Adds the minutes that must fire and do not yet. */
function withMust(way: readonly TimeProduct[], stretch: Stretch): readonly TimeProduct[] {
  const missing = stretch.mustFire.filter(
    (minute) => !way.some((product) => fires(product, minute)),
  );
  return [...way, ...missing.map(single)];
}

function fires({ minutes, hours }: TimeProduct, minuteOfDay: number): boolean {
  return hours.includes(Math.floor(minuteOfDay / 60)) && minutes.includes(minuteOfDay % 60);
}

/** Joins disjoint products that agree in their minutes or in their hours, until none do. */
function joinProducts(products: readonly TimeProduct[]): readonly TimeProduct[] {
  const byMinutes = joinBy(
    products,
    (product) => product.minutes.join(),
    (group) => ({ minutes: group[0]?.minutes ?? [], hours: union(group.map((p) => p.hours)) }),
  );
  const byHours = joinBy(
    byMinutes,
    (product) => product.hours.join(),
    (group) => ({ minutes: union(group.map((p) => p.minutes)), hours: group[0]?.hours ?? [] }),
  );
  return byHours.length < products.length ? joinProducts(byHours) : byHours;
}

function joinBy(
  products: readonly TimeProduct[],
  keyOf: (product: TimeProduct) => string,
  join: (group: readonly TimeProduct[]) => TimeProduct,
): readonly TimeProduct[] {
  const groups = new Map<string, TimeProduct[]>();
  for (const product of products) {
    const key = keyOf(product);
    groups.set(key, [...(groups.get(key) ?? []), product]);
  }
  return [...groups.values()].map(join);
}

function union(lists: readonly (readonly number[])[]): readonly number[] {
  return [...new Set(lists.flat())].toSorted((a, b) => a - b);
}

/** `from`, `from + step`, … below `to`. */
function progression(from: number, to: number, step: number): readonly number[] {
  return Array.from(
    { length: Math.max(0, Math.ceil((to - from) / step)) },
    (_, i) => from + i * step,
  );
}

/** `from` to `to`, both included. */
function range(from: number, to: number): readonly number[] {
  return progression(from, to + 1, 1);
}
