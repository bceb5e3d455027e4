import type { Problem } from "../problem";
import { type EpochMinute, formatInstant } from "../time/instant";
import { toDateParts } from "../time/plain-date";
import type { Segment } from "../timetable/timeline";
import { formatAverageMonth } from "./cost-text";
import { html, type Html } from "./html";
import { formatWeekdayDate } from "./moment-text";
import { findMonday } from "./monday";
import { computeMonthlyUsage } from "./months-of-use";
import { findNextChanges } from "./next-firings";
import { pageScript } from "./page-script";
import { pageStyle } from "./page-style";
import { renderFirings, renderLegend, renderMonths, renderProblems } from "./page-tables";
import { renderWeekChart } from "./page-week";
import { renderYearMap } from "./page-year";
import { formatEndpointTitle } from "./preview-text";
import { type ReportedEndpoint, chooseShownZone } from "./reported-endpoint";
import { listLegendRows } from "./week-legend";
import { toLocalDay, listWeekSegments } from "./week-text";
import { listDays } from "./year-overview";

/** Firings that the page lists, and how far ahead they are looked for, in days. */
const listedFirings = { firings: 200, aheadDays: 120 };

/** What the page shows. `title`: the stack file; `now`: where "next" and the year begin */
export interface PageContent {
  readonly title: string;
  readonly now: EpochMinute;
  readonly endpoints: readonly ReportedEndpoint[];
  readonly problems: readonly Problem[];
}

/**
 * Everything about a stack's timetables as one HTML file that needs nothing else: no network, no fonts,
 * no library. Without JavaScript all endpoints are shown one below the other.
 *
 * In:  endpoints with a timeline or a plan
 * Out: the same content gives the same bytes
 */
export function renderPage(content: PageContent): string {
  const { title, now, endpoints, problems } = content;
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
        ${endpoints.length > 1 ? renderSwitcher(endpoints) : html``}
        <main>
          ${endpoints.map((endpoint, index) => renderEndpoint(endpoint, now, index))}
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

function renderSwitcher(endpoints: readonly ReportedEndpoint[]): Html {
  return html`<nav aria-label="Endpoints">
    ${endpoints.map(
      ({ name }) =>
        html`<button type="button" data-name="${name}" aria-pressed="false">${name}</button>`,
    )}
  </nav>`;
}

function renderEndpoint(endpoint: ReportedEndpoint, now: EpochMinute, index: number): Html {
  const zone = chooseShownZone(endpoint);
  const today = toLocalDay(endpoint, now);
  const { year, month } = toDateParts(today);
  const months = computeMonthlyUsage(endpoint, { year, month }, 12);
  const search = {
    from: now,
    to: now + listedFirings.aheadDays * 1440,
    count: listedFirings.firings,
  };
  const { segments, title, repeats } = chooseWeek(endpoint, now);
  return html`<section
    class="endpoint"
    data-name="${endpoint.name}"
    aria-labelledby="endpoint-${index}"
  >
    <h2 id="endpoint-${index}">${endpoint.name}</h2>
    <p class="facts">${formatEndpointTitle(endpoint)}, ${zone}</p>
    <h3>Week</h3>
    ${renderWeekChart(segments, title, Object.keys(endpoint.config?.timetable?.windows ?? {}))}
    ${renderLegend(listLegendRows(segments, repeats))}
    <h3>Year</h3>
    ${renderYearMap(listDays(endpoint, today, today + 366))}
    <h3>Next changes</h3>
    ${renderFirings(findNextChanges(endpoint, search), zone, `search-${index}`)}
    <h3>Instance-hours and cost</h3>
    <p class="facts">${formatAverageMonth(endpoint, months)}</p>
    ${renderMonths(months)}
  </section>`;
}

/** The repeating week; for the raw form, which has none, the present one. */
function chooseWeek(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
): { readonly segments: readonly Segment[]; readonly title: string; readonly repeats: boolean } {
  const { timeline } = endpoint;
  if (timeline !== undefined) {
    return { segments: timeline.week, title: "every week", repeats: true };
  }
  const monday = findMonday(toLocalDay(endpoint, now));
  return {
    segments: listWeekSegments(endpoint, monday),
    title: `week of ${formatWeekdayDate(monday)}`,
    repeats: false,
  };
}
