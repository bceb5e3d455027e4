import fc from "fast-check";
import { holdsAll, inBoth, setsMeet } from "../../src/plan/bit-set";
import { dateLayers } from "../../src/plan/date-layers";
import { dateProducts, daysHeld } from "../../src/plan/date-products";
import { joinedDays, noDays, type DaySet } from "../../src/plan/day-set";
import { daySlots, type DaySlot } from "../../src/plan/day-slots";
import { epochDayOf } from "../../src/time/plain-date";
import { runs } from "../support/runs";

const days = daySlots({ from: epochDayOf(2027, 1, 1), to: epochDayOf(2029, 1, 1) });

function daysThat(hold: (slot: DaySlot) => boolean): DaySet {
  const set = noDays(days);
  for (const slot of days.slots) {
    if (hold(slot)) set[slot.word] = (set[slot.word] ?? 0) | (1 << slot.bit);
  }
  return set;
}

function countOf(layers: ReturnType<typeof dateLayers>): number {
  return layers.reduce((sum, { products }) => sum + products.length, 0);
}

const everyDay = daysThat(() => true);

const weekday = fc.integer({ min: 0, max: 6 });

/** Some weekdays, without some dates; dates on which firing does no harm. */
const arbitrary = fc.record({
  weekdays: fc.uniqueArray(weekday, { minLength: 1 }),
  without: fc.uniqueArray(fc.integer({ min: 0, max: 730 }), { maxLength: 20 }),
  besides: fc.uniqueArray(weekday, { maxLength: 2 }),
});

describe("dateLayers", () => {
  it("holds all that is required and nothing that is not allowed, each layer no day twice", () => {
    fc.assert(
      fc.property(arbitrary, ({ weekdays, without, besides }) => {
        const first = epochDayOf(2027, 1, 1);
        const left = new Set(without.map((day) => first + day));
        const isOut = ({ day }: DaySlot): boolean => day !== undefined && left.has(day);
        const required = daysThat((slot) => weekdays.includes(slot.weekday) && !isOut(slot));
        const allowed = daysThat((slot) => {
          return [...weekdays, ...besides].includes(slot.weekday) && !isOut(slot);
        });
        const layers = dateLayers(days, required, allowed);
        const all = joinedDays(
          days,
          layers.map((layer) => layer.days),
        );
        expect(holdsAll(all, required)).toBe(true);
        expect(holdsAll(allowed, inBoth(all, everyDay))).toBe(true);
        for (const { products, days: held } of layers) {
          const sets = products.map((product) => daysHeld([product], days));
          expect(joinedDays(days, sets)).toEqual(held);
          expect(sets.some((a, i) => sets.slice(0, i).some((b) => setsMeet(a, b)))).toBe(false);
        }
      }),
      runs(0.2),
    );
  });

  it("takes fewer products than dates that share no day", () => {
    const out = ["0/4", "0/11", "3/5", "3/6", "5/17", "8/6", "10/25"];
    const workdays = daysThat(({ month, weekday, dayOfMonth }) => {
      return weekday < 5 && !out.includes(`${month}/${dayOfMonth}`);
    });
    const apart = dateProducts(days, workdays, workdays, { spare: false });
    expect(countOf(dateLayers(days, workdays, workdays))).toBeLessThan(apart.length);
  });

  it("is empty where there are too many years", () => {
    const many = daySlots({ from: epochDayOf(2027, 1, 1), to: epochDayOf(2040, 1, 1) });
    const all = noDays(many).fill(-1);
    expect(dateLayers(many, all, all)).toEqual([]);
  });
});
