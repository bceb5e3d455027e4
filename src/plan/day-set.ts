import { addAll, type BitSet } from "./bit-set";
import type { DaySlots } from "./day-slots";

/** A set of days: a word for each month, bits as in `DaySlot`. */
export type DaySet = BitSet;

/** A set without a day. */
export function createDaySet({ yearClasses }: DaySlots): DaySet {
  return new Int32Array(yearClasses.length * 12);
}

/** The days that are in any of the sets. */
export function joinDays(days: DaySlots, sets: readonly DaySet[]): DaySet {
  const joined = createDaySet(days);
  for (const set of sets) addAll(joined, set);
  return joined;
}

const bytesAsText = new TextDecoder("latin1");

/** One character a byte: quicker to make and to compare than any list. Equal for equal sets. */
export function toDaySetKey(days: DaySet): string {
  return bytesAsText.decode(days);
}
