import { type CapacityUnit, unitWords } from "../../aws/facts";
import { findMonday, formatLimits } from "../../timetable";
import { formatWeekday, formatWeekdayDate, toDateParts } from "../../timetable/time";
import { type DayOverview, describeSpecialDays, isSpecialDay } from "..";
import { createShadeLookup } from "../text";
import { html, type Html } from "./html-template";

/** Sizes in units of the drawing. */
const cellSize = 15;
const cellGap = 2;
const leftMargin = 34;
const topMargin = 20;

const monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * Renders a year as a heat map: a column for each week, darker if more may run. Dates unlike their
 * weekday have a frame, clock changes a dot.
 * @param days consecutive, at least one
 */
export function renderYearMap(days: readonly DayOverview[], unit: CapacityUnit): Html {
  const firstMonday = findMonday(days[0]?.day ?? 0);
  const shadeOf = createShadeLookup(days.map((day) => day.highest));
  const findColumn = (day: DayOverview): number => Math.floor((day.day - firstMonday) / 7);
  const columns = Math.max(...days.map(findColumn)) + 1;
  const width = leftMargin + columns * (cellSize + cellGap);
  const special = describeSpecialDays(days.filter(isSpecialDay));
  const label = `the year day by day: ${special.length} special dates or intervals, listed below`;
  return html`<figure>
    <svg viewBox="0 0 ${width} ${topMargin + 7 * (cellSize + cellGap)}" role="img" aria-label="${label}">
      ${[0, 2, 4, 6].map((row) => html`<text class="tick" x="0" y="${topMargin + row * (cellSize + cellGap) + 12}">${formatWeekday(row)}</text>`)}
      ${days.map((day) => renderMonthLabel(day, findColumn(day)))}
      ${days.map((day) => renderDay(day, findColumn(day), shadeOf(day.highest)))}
    </svg>
    <p class="key">
      ${[0, 1, 2, 3].map((shade) => html`<span class="swatch heat h${shade}"></span>`)} fewer to more
      ${unitWords[unit].many} at most,
      <span class="swatch heat h0 differs"></span> unlike its weekday, <span class="dot"></span> the clock changes
    </p>
    ${special.length === 0 ? html`<p>No special dates in this year.</p>` : renderSpecialDays(special)}
  </figure>`;
}

function renderSpecialDays(lines: readonly string[]): Html {
  return html`<details open>
    <summary>Special dates</summary>
    <ul class="special">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}

function renderMonthLabel({ day }: DayOverview, column: number): Html {
  const { month, day: dayOfMonth } = toDateParts(day);
  if (dayOfMonth !== 1) return html``;
  return html`<text class="tick" x="${leftMargin + column * (cellSize + cellGap)}" y="12"
    >${monthNames[month - 1] ?? ""}</text
  >`;
}

function renderDay(day: DayOverview, column: number, shade: number): Html {
  const row = day.day - findMonday(day.day);
  const [x, y] = [leftMargin + column * (cellSize + cellGap), topMargin + row * (cellSize + cellGap)];
  const text = isSpecialDay(day)
    ? describeSpecialDays([day]).join("")
    : `${formatWeekdayDate(day.day)}: at most ${formatLimits(day.highest)}`;
  const kind = day.differs ? "heat differs" : "heat";
  return html`<rect class="${kind} h${shade}" x="${x}" y="${y}" width="${cellSize}" height="${cellSize}" rx="2"
      ><title>${text}</title></rect
    >
    ${day.clockChange === undefined ? html`` : html`<circle class="dot" cx="${x + cellSize / 2}" cy="${y + cellSize / 2}" r="3" />`}`;
}
