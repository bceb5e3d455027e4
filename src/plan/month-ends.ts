import type { DaySlots } from "./day-slots";

/** Days with such as come right after them in another month or year, where a month and a weekday stand for all. */
export function monthEnds({
  slots,
  yearClasses,
}: DaySlots): readonly (readonly [day: number, after: number])[] {
  const first = yearClasses.map((_, years) =>
    slots.findIndex(({ yearClass }) => yearClass === years),
  );
  const daysOf = (years: number, month: number, weekday: number): readonly number[] => {
    const start = first[years];
    if (start === undefined) return [];
    if (yearClasses[years]?.repeats === true) return [start + month * 7 + weekday];
    return month === 0 && slots[start]?.weekday === weekday ? [start] : [];
  };
  return slots.flatMap(({ index, yearClass, month, weekday, day }) => {
    if (day !== undefined && slots[index + 1]?.yearClass === yearClass) return [];
    const next = (weekday + 1) % 7;
    const within = day === undefined ? daysOf(yearClass, (month + 1) % 12, next) : [];
    const after = month === 11 ? daysOf(yearClass + 1, 0, next) : [];
    return [...within, ...after].map((other) => [index, other] as const);
  });
}
