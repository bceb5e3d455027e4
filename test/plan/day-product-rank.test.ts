import fc from "fast-check";
import { dayProductRank } from "../bench/day-product-rank";
import type { Day, Days } from "../bench/firing-days";
import { datePartsOf, epochDayOf, weekdayOf } from "../../src/time/plain-date";
import { weekdays } from "../../src/time/weekday";
import { runs } from "../support/runs";

const years = [2027, 2028];

const list: readonly Day[] = years.flatMap((year, group) => {
  const [first, end] = [epochDayOf(year, 1, 1), epochDayOf(year + 1, 1, 1)];
  return Array.from({ length: end - first }, (_, i) => {
    const { month, day: dayOfMonth } = datePartsOf(first + i);
    const weekday = weekdays.indexOf(weekdayOf(first + i));
    return { pattern: 0, years: group, month: month - 1, weekday, dayOfMonth };
  });
});

const days: Days = { patterns: [], list, follows: [], single: years.map(() => true) };

/** Which days hold: by weekday or by day of the month, in some months of some years. */
interface Product {
  readonly byDay: boolean;
  readonly on: readonly number[];
  readonly months: readonly number[];
  readonly years: readonly number[];
}

function holds({ byDay, on, months, years }: Product, day: Day): boolean {
  const told = byDay ? day.dayOfMonth : day.weekday;
  return on.includes(told) && months.includes(day.month) && years.includes(day.years);
}

function from(first: number, count: number): fc.Arbitrary<readonly number[]> {
  const all = Array.from({ length: count }, (_, i) => first + i);
  return fc.subarray(all, { minLength: 1 });
}

const product: fc.Arbitrary<Product> = fc.boolean().chain((byDay) =>
  fc.record({
    byDay: fc.constant(byDay),
    on: byDay ? from(1, 31) : from(0, 7),
    months: from(0, 12),
    years: from(0, 2),
  }),
);

/** Those that share no day with one before. */
function apart(products: readonly Product[]): readonly Product[] {
  return products.reduce<readonly Product[]>((kept, one) => {
    const meets = list.some((day) => holds(one, day) && kept.some((other) => holds(other, day)));
    return meets ? kept : [...kept, one];
  }, []);
}

/** Disjoint by the days they are on, so that most are kept. */
const sharing: fc.Arbitrary<readonly Product[]> = fc
  .tuple(fc.array(product, { maxLength: 4 }), fc.array(from(0, 12), { maxLength: 6 }))
  .map(([products, monthSets]) => {
    const more = monthSets.map((months, i) => {
      const on = [4 * i + 1, 4 * i + 3];
      return { byDay: true, on, months, years: [i % 2] };
    });
    return apart([...more, ...products]);
  });

describe("dayProductRank", () => {
  it("is no more than the products by day of the month that days are shared out to", () => {
    fc.assert(
      fc.property(sharing, (products) => {
        const wanted = list.map((day) => products.some((one) => holds(one, day)));
        const byDay = products.filter((one) => one.byDay).length;
        expect(dayProductRank(days, wanted)).toBeLessThanOrEqual(byDay);
      }),
      runs(0.4),
    );
  });

  it("finds nothing where weekdays do", () => {
    const wanted = list.map(({ weekday, month }) => weekday < 5 && month !== 6);
    expect(dayProductRank(days, wanted)).toBe(0);
  });

  it("tells months apart by the days they are without", () => {
    const without = ["0/4/3", "0/5/10", "1/7/30", "1/9/17"];
    const wanted = list.map(
      ({ years, month, weekday, dayOfMonth }) =>
        weekday < 5 && !without.includes(`${years}/${month}/${dayOfMonth}`),
    );
    expect(dayProductRank(days, wanted)).toBe(4);
  });

  it("leaves out months with a day that is open", () => {
    const wanted = list.map(({ month, weekday, dayOfMonth }) => {
      if (month === 2 && dayOfMonth === 9) return undefined;
      return weekday < 5 && dayOfMonth !== 10;
    });
    const closed = list.map(({ month }, d) => month !== 2 && wanted[d] === true);
    expect(dayProductRank(days, wanted)).toBe(dayProductRank(days, closed));
  });
});
