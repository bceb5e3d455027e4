import { type Problem, problemText } from "../problem";
import { numberText, rangeText } from "./cost-text";
import { html, type Html } from "./html";
import { limitsText } from "./limits-text";
import { localText, utcText } from "./moment-text";
import type { MonthOfUse } from "./months-of-use";
import type { NextChange } from "./next-firings";
import { printedFirings } from "./page-style";

/** The firings that move limits, with a search. In: all in `zone` */
export function firingsTable(changes: readonly NextChange[], zone: string, id: string): Html {
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
                <td class="time">${localText(zone, at)}</td>
                <td class="time utc">${utcText(at)}</td>
                <td class="time">${limitsText(limits)}</td>
                <td class="time">${limitsText(before)}</td>
                <td>${action}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${changes.length > printedFirings ? html`<p class="paper">The first ${printedFirings} of ${changes.length}.</p>` : html``}`;
}

/** Months with instance-hours and, where the price is known, cost. In: at least one month */
export function monthsTable(months: readonly MonthOfUse[]): Html {
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
        ${months.map((month) => monthRow(month, largest))}
      </tbody>
    </table>
  </div>`;
}

function monthRow({ month, hours, instanceHours, costUsd }: MonthOfUse, largest: number): Html {
  const width = (100 * instanceHours.max) / largest;
  const filled = instanceHours.max === 0 ? 0 : (100 * instanceHours.min) / instanceHours.max;
  return html`<tr>
    <td class="time">${month}</td>
    <td class="number">${numberText(hours)}</td>
    <td class="number">${rangeText(instanceHours)}</td>
    ${costUsd === undefined ? html`` : html`<td class="number">${rangeText(costUsd)}</td>`}
    <td style="width:34%">
      <div class="bar" style="width:${width}%"><i style="width:${filled}%"></i></div>
    </td>
  </tr>`;
}

/** Problems as the command prints them. */
export function problemList(problems: readonly Problem[]): Html {
  if (problems.length === 0) return html`<p>No problems.</p>`;
  return html`${problems.map(
    (problem) => html`<div class="problem ${problem.severity}">${problemText(problem)}</div>`,
  )}`;
}

/** Times, limits and reasons of a week. In: the lines of `weekLegend`, split into cells */
export function legendTable(rows: readonly (readonly string[])[]): Html {
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
