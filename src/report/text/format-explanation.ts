import { chooseShownZone, formatUnitSuffix, type ReportedEndpoint } from "../../plan/usage";
import { formatLimits, formatLimitsChange, type Limits, type Segment } from "../../timetable";
import { formatLateness, formatLocal, formatUtc, toPlainMinute, toWeekday, weekdayNames } from "../../timetable/time";
import type { Explanation } from "..";
import { formatColumns, wrapText } from "./format-columns";
import { formatOverride } from "./format-preview";

/** Formats an explanation as labels and texts, in lines of at most `width` columns. */
export function formatExplanation(endpoint: ReportedEndpoint, explanation: Explanation, width: number): string {
  const zone = chooseShownZone(endpoint);
  const { at, limits, reasons, minutesLate, since, setBy, override, usual, next } = explanation;
  const weekday = weekdayNames[toWeekday(Math.floor(toPlainMinute(zone, at) / 1440))];
  const rows: readonly (readonly [string, string])[] = [
    [
      "limits",
      `min ${limits.min}, max ${limits.max}${formatUnitSuffix(endpoint, limits)}${formatLateNote(minutesLate)}`,
    ],
    ["decided by", reasons.map((name) => addLimits(endpoint, name)).join(", ")],
    ...toRows("shared", endpoint.timetables, (timetables) => timetables.map(describeTimetable).join("; ")),
    ...toRows("instead of", usual, (segment) => `${describeLayers(segment)}, as on every other ${weekday}`),
    ...toRows("override", override, (state) => formatOverride(zone, state)),
    ...toRows("since", since, (moment) => formatLocal(zone, moment)),
    ...toRows("last set by", setBy, (set) => `${set.action}, fired ${formatLocal(zone, set.at)}`),
    ...toRows(
      "next change",
      next,
      (change) => `${formatLocal(zone, change.at)}: ${describeNextChange(limits, change)}`,
    ),
  ];
  const title = `${endpoint.name} at ${formatLocal(zone, at)} (${zone}), ${formatUtc(at)}`;
  const indent = 2 + Math.max(...rows.map(([label]) => label.length)) + 2;
  return [
    ...wrapText(title, width, 2),
    ...formatColumns(rows)
      .split("\n")
      .flatMap((line) => wrapText(`  ${line}`, width, indent)),
  ].join("\n");
}

function toRows<T>(
  label: string,
  value: T | undefined,
  text: (value: T) => string,
): readonly (readonly [string, string])[] {
  return value === undefined ? [] : [[label, text(value)]];
}

function describeTimetable({ name, endpoints }: NonNullable<ReportedEndpoint["timetables"]>[number]): string {
  return `timetable ${name}, of ${endpoints.join(", ")}`;
}

function describeNextChange(limits: Limits, next: NonNullable<Explanation["next"]>): string {
  const by = next.action === undefined ? "" : `, by action ${next.action}`;
  return `${formatLimitsChange(limits, next.limits)} (${next.reasons.join(", ")})${by}${formatLateNote(next.minutesLate)}`;
}

function formatLateNote(minutesLate: number | undefined): string {
  return minutesLate === undefined ? "" : `; ${formatLateness(minutesLate)}, because the clock goes back`;
}

function describeLayers({ limits, reasons }: Pick<Segment, "limits" | "reasons">): string {
  return `${formatLimits(limits)} (${reasons.join(", ")})`;
}

/** Adds the limits of a window or the baseline: if windows overlap, the largest apply. */
function addLimits({ config }: ReportedEndpoint, name: string): string {
  const window = /^window (.*)$/.exec(name)?.[1];
  const limits =
    window === undefined
      ? name === "baseline"
        ? (config?.timetable?.baseline ?? config?.baseline)
        : undefined
      : config?.timetable?.windows?.[window]?.limits;
  return limits === undefined ? name : `${name} (${formatLimits(limits)})`;
}
