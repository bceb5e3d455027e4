import { type Problem, problemText } from "../problem";
import { formatNumber, formatRange } from "./cost-text";
import { html, type Html } from "./html";
import { formatLimits } from "./limits-text";
import { formatLocal, formatUtc } from "./moment-text";
import type { MonthlyUsage } from "./months-of-use";
import type { NextChange } from "./next-firings";
import { maxPrintedFirings } from "./page-style";

/** The firings that move limits, with a search. In: all in `defineZone` */
export function renderFirings(changes: readonly NextChange[], zone: string, id: string): Html {
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

/** Months with instance-hours and, where the price is known, cost. In: at least one month */
export function renderMonths(months: readonly MonthlyUsage[]): Html {
  const priced = months.some((month) => month.costUsd !== undefined);
  const largest = Math.max(1, ...months.map((month) => month.instanceHours.max));
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          <th>month</th>
          <th class="number">hours</th>
          <th class="number">instance-hours</th>
          ${priced ? html`<th class="number">cost in USD</th>` : html``}
          <th>from min to max</th>
        </tr>
      </thead>
      <tbody>
        ${months.map((month) => renderMonth(month, largest))}
      </tbody>
    </table>
  </div>`;
}

function renderMonth(
  { month, hours, instanceHours, costUsd }: MonthlyUsage,
  largest: number,
): Html {
  const width = (100 * instanceHours.max) / largest;
  const filled = instanceHours.max === 0 ? 0 : (100 * instanceHours.min) / instanceHours.max;
  return html`<tr>
    <td class="time">${month}</td>
    <td class="number">${formatNumber(hours)}</td>
    <td class="number">${formatRange(instanceHours)}</td>
    ${costUsd === undefined ? html`` : html`<td class="number">${formatRange(costUsd)}</td>`}
    <td style="width:34%">
      <div class="bar" style="width:${width}%"><i style="width:${filled}%"></i></div>
    </td>
  </tr>`;
}

/** Problems as the command prints them. */
export function renderProblems(problems: readonly Problem[]): Html {
  if (problems.length === 0) return html`<p>No problems.</p>`;
  return html`${problems.map(
    (problem) => html`<div class="problem ${problem.severity}">${problemText(problem)}</div>`,
  )}`;
}

/** Times, limits and reasons of a week. In: the lines of `formatLegend`, split into cells */
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
