import type { Problem } from "../problem";
import { type EpochMinute, formatInstant } from "../time/instant";
import { datePartsOf } from "../time/plain-date";
import type { Segment } from "../timetable/timeline";
import { averageMonthText } from "./cost-text";
import { html, type Html } from "./html";
import { dateText } from "./moment-text";
import { mondayOf } from "./monday";
import { monthsOfUse } from "./months-of-use";
import { nextChanges } from "./next-firings";
import { pageScript } from "./page-script";
import { pageStyle } from "./page-style";
import { firingsTable, legendTable, monthsTable, problemList } from "./page-tables";
import { pageWeek } from "./page-week";
import { pageYear } from "./page-year";
import { endpointTitle } from "./preview-text";
import { type ReportedEndpoint, shownZone } from "./reported-endpoint";
import { legendRows } from "./week-legend";
import { dateAt, realWeek } from "./week-text";
import { daysOverview } from "./year-overview";

/** Firings that the page lists, and how far ahead they are looked for, in days. */
const listed = { firings: 200, aheadDays: 120 };

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
export function page(content: PageContent): string {
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
        ${endpoints.length > 1 ? switcher(endpoints) : html``}
        <main>
          ${endpoints.map((endpoint, index) => endpointSection(endpoint, now, index))}
          <h2>Problems</h2>
          ${problemList(problems)}
        </main>
        <script>
          ${{ html: pageScript }};
        </script>
      </body>
    </html>`;
  return `${body.html}\n`;
}

function switcher(endpoints: readonly ReportedEndpoint[]): Html {
  return html`<nav aria-label="Endpoints">
    ${endpoints.map(
      ({ name }) =>
        html`<button type="button" data-name="${name}" aria-pressed="false">${name}</button>`,
    )}
  </nav>`;
}

function endpointSection(endpoint: ReportedEndpoint, now: EpochMinute, index: number): Html {
  const zone = shownZone(endpoint);
  const today = dateAt(endpoint, now);
  const { year, month } = datePartsOf(today);
  const months = monthsOfUse(endpoint, { year, month }, 12);
  const search = { from: now, to: now + listed.aheadDays * 1440, count: listed.firings };
  const { segments, title, repeats } = weekOf(endpoint, now);
  return html`<section
    class="endpoint"
    data-name="${endpoint.name}"
    aria-labelledby="endpoint-${index}"
  >
    <h2 id="endpoint-${index}">${endpoint.name}</h2>
    <p class="facts">${endpointTitle(endpoint)}, ${zone}</p>
    <h3>Week</h3>
    ${pageWeek(segments, title, Object.keys(endpoint.config?.timetable?.windows ?? {}))}
    ${legendTable(legendRows(segments, repeats))}
    <h3>Year</h3>
    ${pageYear(daysOverview(endpoint, today, today + 366))}
    <h3>Next changes</h3>
    ${firingsTable(nextChanges(endpoint, search), zone, `search-${index}`)}
    <h3>Instance-hours and cost</h3>
    <p class="facts">${averageMonthText(endpoint, months)}</p>
    ${monthsTable(months)}
  </section>`;
}

/** The repeating week; for the raw form, which has none, the present one. */
function weekOf(
  endpoint: ReportedEndpoint,
  now: EpochMinute,
): { readonly segments: readonly Segment[]; readonly title: string; readonly repeats: boolean } {
  const { timeline } = endpoint;
  if (timeline !== undefined) {
    return { segments: timeline.week, title: "every week", repeats: true };
  }
  const monday = mondayOf(dateAt(endpoint, now));
  return {
    segments: realWeek(endpoint, monday),
    title: `week of ${dateText(monday)}`,
    repeats: false,
  };
}
