import { formatMapEntry } from "../edit-stack/value-text";
import { formatLimits } from "../report/limits-text";
import { formatLocal } from "../report/moment-text";
import { formatPlainDate } from "../time/plain-date";
import { toPlainMinute } from "../time/zone";
import { countMinutes } from "./compare-limits";
import type { ImportedTimetable } from "./import-schedules";

/** Stretches that are told one by one. */
const maxShownDifferences = 5;

/**
 * An imported timetable as a piece of a stack file: comments with the proof, then `timetable:`.
 *
 * Out: YAML, to be put under an endpoint
 */
export function formatImportedTimetable(imported: ImportedTimetable): string {
  const { draft, target, notes } = imported;
  const count = target.actions.length;
  const comments = [
    `${target.id}: ${count} scheduled action${count === 1 ? "" : "s"}`,
    ...formatProof(imported),
    ...notes.map((note) => `note: ${note}`),
  ];
  const layout = { lineEnd: "\n", step: 2, listStep: 2, braces: true };
  return [
    ...comments.map((line) => `# ${line}`),
    ...formatMapEntry("timetable", draft, layout),
  ].join("\n");
}

/** Whether both are equal at each minute, and where they are not. */
export function formatProof({
  draft,
  from,
  to,
  differences,
}: ImportedTimetable): readonly string[] {
  const { timezone: zone } = draft;
  const date = (at: number): string => formatPlainDate(Math.floor(toPlainMinute(zone, at) / 1440));
  const span = `from ${date(from)} to ${date(to)}, ${zone}`;
  if (differences === undefined) return [`not compared: the timetable cannot be compiled`];
  if (differences.length === 0) return [`equal at each minute ${span}`];
  const share = `${countMinutes(differences)} of ${to - from} minutes`;
  const told = differences.slice(0, maxShownDifferences).map((one) => {
    const said = `schedules ${formatLimits(one.schedules)}, timetable ${formatLimits(one.timetable)}`;
    return `  ${formatLocal(zone, one.from)} to ${formatLocal(zone, one.to)}: ${said}`;
  });
  const more = differences.length - told.length;
  return [
    `not equal in ${share} ${span}:`,
    ...told,
    ...(more > 0 ? [`  and ${more} more stretches`] : []),
  ];
}
