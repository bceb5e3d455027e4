import { addAll, inBoth, numbersIn, setsMeet, takeAll } from "./bit-set";
import type { BlockDates } from "./block-ground";
import { daysHeld, type DateProduct } from "./date-products";
import { noDays, type DaySet } from "./day-set";
import type { DaySlots } from "./day-slots";
import { fewSets } from "./few-sets";
import { bitsOf } from "./month-blocks";

/** With more years or products than this, none are looked for. */
const mostYears = 8;
const mostProducts = 2000;

/** Steps of the search for few products. */
const searchSteps = 600;

/**
 * Few products that hold every day of `required` and only days of `allowed`, in layers: products of one layer share no
 * day.
 *
 * In:  as `dateProducts`
 * Out: empty where there are too many to look for them
 */
export function dateLayers(
  days: DaySlots,
  required: DaySet,
  allowed: DaySet,
): readonly BlockDates[] {
  if (days.yearClasses.length > mostYears) return [];
  const products = largestProducts(days, allowed);
  if (products.length > mostProducts) return [];
  const needed = numbersIn(required);
  const items = new Map(needed.map((day, item) => [day, item]));
  const sets = products.map((product) =>
    numbersIn(inBoth(daysHeld([product], days), required)).map((day) => items.get(day) ?? 0),
  );
  const few = fewSets(sets, needed.length, searchSteps).flatMap((set) => products[set] ?? []);
  return layered(days, lessened(days, required, few));
}

/** The products within `allowed` that cannot grow, and some that can. */
function largestProducts(days: DaySlots, allowed: DaySet): readonly DateProduct[] {
  const { yearClasses } = days;
  const whole = Array.from(allowed, (held, word) => wholeWeekdays(days, word, held));
  const open = Array.from(allowed, (held, word) => held | ~daysIn(days, word));
  const products: DateProduct[] = [];
  for (let first = 0; first < yearClasses.length; first++) {
    for (let last = first; last < yearClasses.length; last++) {
      const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
      for (const { months, mask } of shared(years, whole)) {
        products.push({ months, yearClasses: years, weekdays: bitsOf(mask) });
      }
      if (years.some((year) => yearClasses[year]?.repeats === true)) continue;
      for (const { months, mask } of shared(years, open)) {
        const daysOfMonth = bitsOf(mask & 0x7fffffff).map((day) => day + 1);
        if (daysOfMonth.length > 0) products.push({ months, yearClasses: years, daysOfMonth });
      }
    }
  }
  return products;
}

/** More sets of days than this are not looked at for one run of years. */
const mostMasks = 400;

/** For every set of days that some months have in common, in all of the years, those months. */
function shared(
  years: readonly number[],
  masks: readonly number[],
): readonly { readonly months: readonly number[]; readonly mask: number }[] {
  const good = Array.from({ length: 12 }, (_, month) =>
    years.reduce((mask, year) => mask & (masks[year * 12 + month] ?? 0), -1),
  );
  const sets = new Set(good.filter((mask) => mask !== 0));
  for (const a of sets) {
    for (const b of good) if ((a & b) !== 0 && sets.size < mostMasks) sets.add(a & b);
  }
  return [...sets].map((mask) => ({
    mask,
    months: good.flatMap((days, month) => ((days & mask) === mask ? [month] : [])),
  }));
}

function daysIn({ onWeekday }: DaySlots, word: number): number {
  let days = 0;
  for (let weekday = 0; weekday < 7; weekday++) days |= onWeekday[word * 7 + weekday] ?? 0;
  return days;
}

function wholeWeekdays({ onWeekday }: DaySlots, word: number, held: number): number {
  let whole = 0;
  for (let weekday = 0; weekday < 7; weekday++) {
    if (((onWeekday[word * 7 + weekday] ?? 0) & ~held) === 0) whole |= 1 << weekday;
  }
  return whole;
}

/** Each product without the months, years and days that the others make up for. */
function lessened(
  days: DaySlots,
  required: DaySet,
  products: readonly DateProduct[],
): readonly BlockDates[] {
  const less = products.map((product) => ({ product, held: daysHeld([product], days) }));
  less.forEach(({ product, held }, index) => {
    const own = inBoth(held, required);
    less.forEach((other, i) => {
      if (i !== index) takeAll(own, other.held);
    });
    const smaller = around(days, product, own);
    less[index] = { product: smaller, held: daysHeld([smaller], days) };
  });
  return less.map(({ product, held }) => ({ products: [product], days: held }));
}

/** The smallest product within one that holds some of its days. */
function around({ onWeekday }: DaySlots, product: DateProduct, own: DaySet): DateProduct {
  const words = product.yearClasses.flatMap((year) =>
    product.months
      .filter((month) => own[year * 12 + month] !== 0)
      .map((month) => year * 12 + month),
  );
  const years = words.map((word) => Math.floor(word / 12));
  const yearClasses = product.yearClasses.filter(
    (year) => Math.min(...years) <= year && year <= Math.max(...years),
  );
  const months = product.months.filter((month) => words.some((word) => word % 12 === month));
  const isOn = (mask: (word: number) => number): boolean =>
    words.some((word) => ((own[word] ?? 0) & mask(word)) !== 0);
  if ("weekdays" in product) {
    const weekdays = product.weekdays.filter((weekday) =>
      isOn((word) => onWeekday[word * 7 + weekday] ?? 0),
    );
    return { months, yearClasses, weekdays };
  }
  const daysOfMonth = product.daysOfMonth.filter((day) => isOn(() => 1 << (day - 1)));
  return { months, yearClasses, daysOfMonth };
}

/** Each product in the first layer in which it meets none, those of many days first. */
function layered(days: DaySlots, products: readonly BlockDates[]): readonly BlockDates[] {
  const layers: BlockDates[] = [];
  for (const { products: one, days: held } of products) {
    const index = layers.findIndex((layer) => !setsMeet(layer.days, held));
    const layer = layers[index] ?? { products: [], days: noDays(days) };
    const all = layer.days.slice();
    addAll(all, held);
    layers[index < 0 ? layers.length : index] = {
      products: [...layer.products, ...one],
      days: all,
    };
  }
  return layers;
}
