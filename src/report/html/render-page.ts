import type { CapacityUnit } from "../../aws/facts";
import { formatNumber, formatRange, getCapacityHours, type MonthlyUsage, type UsageRange } from "../../plan/usage";
import { formatProblem, type Problem } from "../../problem";
import { formatLimits, type Segment } from "../../timetable";
import { type EpochMinute, formatInstant, formatLocal, formatUtc, formatWeekdayDate } from "../../timetable/time";
import type { LoadWeek } from "../../recommend";
import type { EndpointReport, NextChange, ReportedWeek } from "..";
import {
  formatAverageMonth,
  formatEndpointTitle,
  formatReassertion,
  hoursWords,
  listLegendRows,
  listUsageColumns,
} from "../text";
import { html, type Html } from "./html-template";
import { maxPrintedFirings, pageScript, pageStyle } from "./page-style-and-script";
import { renderWeekChart } from "./render-week-chart";
import { renderYearMap } from "./render-year-map";

/** What the page shows; `title` is the stack file. */
export interface PageContent {
  readonly title: string;
  readonly now: EpochMinute;
  readonly reports: readonly EndpointReport[];
  readonly problems: readonly Problem[];
  readonly load?: PageLoad;
}

/** The load of the only endpoint, over its usual week and over the worst real one. */
export interface PageLoad {
  readonly facts: readonly string[];
  readonly average: LoadWeek;
  readonly worst: LoadWeek;
  readonly worstWeek: ReportedWeek;
}

/**
 * Renders a stack's timetables as one HTML file that loads nothing else. Without JavaScript it shows all
 * endpoints, one below the other.
 */
export function renderPage(content: PageContent): string {
  const { title, now, reports, problems, load } = content;
  const body = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
        />
        <title>Timetable ${title}</title>
        <style>
          ${{ html: pageStyle }}
        </style>
      </head>
      <body>
        <h1>Timetable ${title}</h1>
        <p class="facts">as of ${formatInstant(now).replace("T", " ")}</p>
        ${reports.length > 1 ? renderSwitcher(reports) : html``}
        <main>
          ${reports.map((report, index) => renderEndpoint(report, index, load))}
          <h2>Problems</h2>
          ${renderProblems(problems)}
        </main>
        <script>
          ${{ html: pageScript }};
        </script>
      </body>
    </html>`;
  return `${body.html}\n`;
}

function renderSwitcher(reports: readonly EndpointReport[]): Html {
  return html`<nav aria-label="Endpoints">
    ${reports.map(({ name }) => html`<button type="button" data-name="${name}" aria-pressed="false">${name}</button>`)}
  </nav>`;
}

function renderEndpoint(report: EndpointReport, index: number, load?: PageLoad): Html {
  const { name, zone, reassertion, windows, months, unit } = report;
  const { segments, title, repeats } = chooseWeek(report);
  return html`<section class="endpoint" data-name="${name}" aria-labelledby="endpoint-${index}">
    <h2 id="endpoint-${index}">${name}</h2>
    <p class="facts">${formatEndpointTitle(report)}, ${zone}</p>
    ${reassertion === undefined ? html`` : html`<p class="facts">${formatReassertion(reassertion, zone)}</p>`}
    <h3>Week</h3>
    ${renderWeekChart(segments, title, { windows, unit })} ${renderLegend(listLegendRows(segments, repeats))}
    ${load === undefined ? html`` : renderPageLoad(report, load)}
    <h3>Year</h3>
    ${renderYearMap(report.days, unit)}
    <h3>Next changes</h3>
    ${renderFirings(report.nextChanges, zone, `search-${index}`)}
    <h3>${capitalize(hoursWords[unit].many)} and cost</h3>
    <p class="facts">${formatAverageMonth(report)}</p>
    ${renderMonths(months, unit)}
  </section>`;
}

function renderPageLoad(report: EndpointReport, { facts, average, worst, worstWeek }: PageLoad): Html {
  const { windows, unit } = report;
  const { segments, title } = chooseWeek(report);
  const { monday, segments: worstSegments } = worstWeek;
  const worstTitle = `the worst week, of ${formatWeekdayDate(monday)}`;
  return html`<h3>Load</h3>
    ${facts.map((fact) => html`<p class="facts">${fact}</p>`)}
    ${renderWeekChart(segments, `the average load over the limits of ${title}`, { windows, unit, load: average })}
    ${renderWeekChart(worstSegments, worstTitle, { windows, unit, load: worst })}`;
}

/** The week that repeats; `schedules` have none, so the real one. */
function chooseWeek({ usualWeek, week }: EndpointReport): {
  readonly segments: readonly Segment[];
  readonly title: string;
  readonly repeats: boolean;
} {
  return usualWeek === undefined
    ? { segments: week.segments, title: `week of ${formatWeekdayDate(week.monday)}`, repeats: false }
    : { segments: usualWeek, title: "every week", repeats: true };
}

function renderFirings(changes: readonly NextChange[], zone: string, id: string): Html {
  return html`<div class="search">
      <label for="${id}">Search</label>
      <input id="${id}" type="search" placeholder="date, action, limits" />
      <output for="${id}" aria-live="polite">${changes.length} of ${changes.length}</output>
    </div>
    <div class="table long" tabindex="0" role="region" aria-label="Next changes">
      <table class="firings">
        <thead>
          <tr>
            <th class="time">local time (${zone})</th>
            <th class="time utc">UTC</th>
            <th class="time">min-max</th>
            <th>before</th>
            <th>action</th>
          </tr>
        </thead>
        <tbody>
          ${changes.map(
            ({ at, limits, before, action }) =>
              html`<tr>
                <td class="time">${formatLocal(zone, at)}</td>
                <td class="time utc">${formatUtc(at)}</td>
                <td class="time">${formatLimits(limits)}</td>
                <td class="time">${formatLimits(before)}</td>
                <td>${action}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${changes.length > maxPrintedFirings ? html`<p class="paper">The first ${maxPrintedFirings} of ${changes.length}.</p>` : html``}`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function renderMonths(months: readonly MonthlyUsage[], unit: CapacityUnit): Html {
  const columns = listUsageColumns(months);
  const largest = Math.max(1, ...months.map((month) => getCapacityHours(month, unit).max));
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          <th>month</th>
          <th class="number">hours</th>
          ${columns.map(({ heading }) => html`<th class="number">${heading}</th>`)}
          <th>fewest to most</th>
        </tr>
      </thead>
      <tbody>
        ${months.map((month, index) => {
          const ranges = columns.flatMap((column) => column.ranges[index] ?? []);
          return renderMonth(month, ranges, { hours: getCapacityHours(month, unit), largest });
        })}
      </tbody>
    </table>
  </div>`;
}

function renderMonth(
  { month, hours }: MonthlyUsage,
  ranges: readonly UsageRange[],
  drawn: { readonly hours: UsageRange; readonly largest: number },
): Html {
  const width = (100 * drawn.hours.max) / drawn.largest;
  const filled = drawn.hours.max === 0 ? 0 : (100 * drawn.hours.min) / drawn.hours.max;
  return html`<tr>
    <td class="time">${month}</td>
    <td class="number">${formatNumber(hours)}</td>
    ${ranges.map((range) => html`<td class="number">${formatRange(range)}</td>`)}
    <td style="width:34%">
      <div class="bar" style="width:${width}%"><i style="width:${filled}%"></i></div>
    </td>
  </tr>`;
}

function renderProblems(problems: readonly Problem[]): Html {
  if (problems.length === 0) return html`<p>No problems.</p>`;
  return html`${problems.map(
    (problem) => html`<div class="problem ${problem.severity}">${formatProblem(problem)}</div>`,
  )}`;
}

/** Renders the rows of `listLegendRows`. */
export function renderLegend(rows: readonly (readonly string[])[]): Html {
  const [heading = [], ...body] = rows;
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          ${heading.map((cell) => html`<th>${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
