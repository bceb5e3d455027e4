import { toPlainMinute } from "../time/zone";
import { findClockChangeDays } from "./clock-days";
import { type LimitsDifference, countMinutes } from "./compare-limits";
import type { ImportedTarget } from "./imported-target";
import type { ReplayedLimits } from "./raw-limits";
import type { FoundTimetable } from "./timetable-of";

/**
 * What a reader should know of a timetable made from schedules: how lone sides were read, why it differs,
 * how far its dates reach.
 *
 * In: `until`: the date on which the span ends
 */
export function listNotes(
  { actions }: ImportedTarget,
  { refused }: ReplayedLimits,
  found: FoundTimetable,
  until: string,
): readonly string[] {
  const { draft } = found;
  const dated =
    draft.exceptions !== undefined ||
    Object.values(draft.windows ?? {}).some(({ dates }) => dates !== undefined);
  return [
    ...actions.flatMap(({ name, min, max }) => {
      if (min !== undefined && max !== undefined) return [];
      return min === undefined
        ? [`${name} sets max alone: min stays as it was`]
        : [`${name} sets min alone: max stays as it was`];
    }),
    ...refused.map(
      (name) =>
        `${name} would put min above max where it fires: AWS asks for both sides then, so it is taken to change nothing`,
    ),
    ...explainDifferences(
      actions.map(({ timezone }) => timezone),
      found,
    ),
    ...(dated ? [`dates are written down until ${until}: later ones are as every week`] : []),
  ];
}

function explainDifferences(
  actionZones: readonly string[],
  { draft, differences = [], oddDates }: FoundTimetable,
): readonly string[] {
  if (differences.length === 0) return [];
  const zones = [...new Set([draft.timezone, ...actionZones])];
  const atChanges = differences.filter((one) => isAtClockChange(one, zones));
  const rest = countMinutes(differences) - countMinutes(atChanges);
  return [
    ...(atChanges.length === 0
      ? []
      : [
          `${countMinutes(atChanges)} of these minutes are on days when the clocks change: a firing in the missing hour never comes, the timetable's does at its end`,
        ]),
    ...(rest > 0 && zones.length > 1
      ? [
          `the schedules are in ${zones.join(" and ")}, whose clocks move against each other over the year`,
        ]
      : []),
    ...(oddDates > 0
      ? [`${oddDates} dates are unlike the other weeks' days, too many to be written down`]
      : []),
    ...(rest > 0 && zones.length === 1 && oddDates === 0
      ? ["no window, exception or date says what the schedules do then"]
      : []),
  ];
}

function isAtClockChange({ from, to }: LimitsDifference, zones: readonly string[]): boolean {
  return zones.some((zone) => {
    const days = findClockChangeDays(zone, from - 1440, to + 1440);
    return days.has(Math.floor(toPlainMinute(zone, from) / 1440));
  });
}
