import type { EpochMinute } from "../time/instant";
import type { EpochDay } from "../time/plain-date";
import { toPlainMinute } from "../time/zone";
import { type Segment, minutesPerWeek } from "../timetable/timeline";
import { wrapText } from "./columns";
import { listLimitsOnClock } from "./limits-over-time";
import { formatWeekdayDate } from "./moment-text";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";
import type { DrawOptions } from "./week-cells";
import { drawLimitsWeek } from "./week-grid";
import { formatLegend } from "./week-legend";
import { isSpecialDay, describeSpecialDays } from "./special-days";
import { listDays } from "./year-overview";

/**
 * The week that repeats: grid and legend.
 *
 * In: an endpoint with a timeline
 */
export function formatUsualWeek(endpoint: ReportedEndpoint, options: DrawOptions): string {
  const segments = endpoint.timeline?.week ?? [];
  return [
    `every week, ${chooseShownZone(endpoint)}`,
    drawLimitsWeek(segments, {}, options),
    "",
    formatLegend(segments, true, options.width),
  ].join("\n");
}

/**
 * A real week: grid with dates, legend, and what is special about flagged days.
 *
 * In: an endpoint with a timeline or a plan; `monday` is one
 */
export function formatRealWeek(
  endpoint: ReportedEndpoint,
  monday: EpochDay,
  options: DrawOptions,
): string {
  const segments = listWeekSegments(endpoint, monday);
  const days = listDays(endpoint, monday, monday + 7);
  const special = days.filter(isSpecialDay);
  const flagged = special.map((day) => day.day - monday);
  const title = `week of ${formatWeekdayDate(monday)}, ${chooseShownZone(endpoint)}`;
  return [
    title,
    drawLimitsWeek(segments, { monday, flagged }, options),
    "",
    formatLegend(segments, false, options.width),
    ...(special.length === 0 ? [] : [""]),
    ...describeSpecialDays(special).flatMap((line) => wrapText(`* ${line}`, options.width, 4)),
  ].join("\n");
}

/** Minutes from Monday 00:00, as grids want them. */
export function listWeekSegments(endpoint: ReportedEndpoint, monday: EpochDay): readonly Segment[] {
  const start = monday * 1440;
  return listLimitsOnClock(endpoint, start, start + minutesPerWeek).map((segment) => ({
    ...segment,
    from: segment.from - start,
    to: segment.to - start,
  }));
}

/** The date of the endpoint's zone on which a moment lies. */
export function toLocalDay(endpoint: ReportedEndpoint, at: EpochMinute): EpochDay {
  return Math.floor(toPlainMinute(chooseShownZone(endpoint), at) / 1440);
}
