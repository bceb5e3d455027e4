import type { EpochMinute } from "../time/instant";
import { listClockChanges } from "../time/zone";
import {
  listParsedFirings,
  findFirstFiringIndex,
  type Firings,
  type ParsedAction,
} from "./firings";

/**
 * The firings of a span under "twice", made from those under "once".
 *
 * The two readings differ only in the second passes of doubled hours, a few hours in a span of years,
 * so only these are replayed again.
 *
 * In:  `once`: `listParsedFirings` of the same actions and span
 */
export function addSecondPasses(
  actions: readonly ParsedAction[],
  once: Firings,
  span: { readonly from: EpochMinute; readonly to: EpochMinute },
): Firings {
  const zones = new Set(
    actions.flatMap(({ schedule, action }) => (schedule === undefined ? [] : [action.timezone])),
  );
  const passes = [...zones]
    .flatMap((zone) => listClockChanges(zone, span.from - 1440, span.to))
    .map(({ at, offsetBefore, offsetAfter }) => ({
      from: Math.max(at, span.from),
      to: Math.min(at + offsetBefore - offsetAfter, span.to),
    }))
    .filter(({ from, to }) => from < to)
    .toSorted((a, b) => a.from - b.from);
  return passes.reduce((firings, pass) => {
    const again = listParsedFirings(actions, { ...pass, overlap: "twice" });
    return replaceFirings(firings, pass, again);
  }, once);
}

/** `firings` with those in `[from, to)` replaced. */
function replaceFirings(
  { at, action }: Firings,
  { from, to }: { readonly from: EpochMinute; readonly to: EpochMinute },
  inside: Firings,
): Firings {
  const [first, last] = [findFirstFiringIndex(at, from), findFirstFiringIndex(at, to)];
  const length = at.length - (last - first) + inside.at.length;
  const after = first + inside.at.length;
  const minutes = new Int32Array(length);
  minutes.set(at.subarray(0, first));
  minutes.set(inside.at, first);
  minutes.set(at.subarray(last), after);
  const actions = new Uint16Array(length);
  actions.set(action.subarray(0, first));
  actions.set(inside.action, first);
  actions.set(action.subarray(last), after);
  return { at: minutes, action: actions };
}
