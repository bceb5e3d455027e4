import type { EpochMinute } from "../time/instant";
import type { EpochDay } from "../time/plain-date";
import { toPlainMinute } from "../time/zone";
import { type Segment, weekMinutes } from "../timetable/timeline";
import { wrapped } from "./columns";
import { limitsOnTheClock } from "./limits-over-time";
import { dateText } from "./moment-text";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";
import type { DrawOptions } from "./week-cells";
import { weekGrid } from "./week-grid";
import { weekLegend } from "./week-legend";
import { isSpecial, specialDayLines } from "./special-days";
import { daysOverview } from "./year-overview";

/**
 * The week that repeats: grid and legend.
 *
 * In: an endpoint with a timeline
 */
export function usualWeekText(endpoint: ReportedEndpoint, options: DrawOptions): string {
  const segments = endpoint.timeline?.week ?? [];
  return [
    `every week, ${shownZone(endpoint)}`,
    weekGrid(segments, {}, options),
    "",
    weekLegend(segments, true, options.width),
  ].join("\n");
}

/**
 * A real week: grid with dates, legend, and what is special about flagged days.
 *
 * In: an endpoint with a timeline or a plan; `monday` is one
 */
export function realWeekText(
  endpoint: ReportedEndpoint,
  monday: EpochDay,
  options: DrawOptions,
): string {
  const segments = realWeek(endpoint, monday);
  const days = daysOverview(endpoint, monday, monday + 7);
  const special = days.filter(isSpecial);
  const flagged = special.map((day) => day.day - monday);
  const title = `week of ${dateText(monday)}, ${shownZone(endpoint)}`;
  return [
    title,
    weekGrid(segments, { monday, flagged }, options),
    "",
    weekLegend(segments, false, options.width),
    ...(special.length === 0 ? [] : [""]),
    ...specialDayLines(special).flatMap((line) => wrapped(`* ${line}`, options.width, 4)),
  ].join("\n");
}

/** Minutes from Monday 00:00, as grids want them. */
export function realWeek(endpoint: ReportedEndpoint, monday: EpochDay): readonly Segment[] {
  const start = monday * 1440;
  return limitsOnTheClock(endpoint, start, start + weekMinutes).map((segment) => ({
    ...segment,
    from: segment.from - start,
    to: segment.to - start,
  }));
}

/** The date of the endpoint's zone on which a moment lies. */
export function dateAt(endpoint: ReportedEndpoint, at: EpochMinute): EpochDay {
  return Math.floor(toPlainMinute(shownZone(endpoint), at) / 1440);
}
