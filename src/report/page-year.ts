import { datePartsOf } from "../time/plain-date";
import { html, type Html } from "./html";
import { limitsText } from "./limits-text";
import { mondayOf } from "./monday";
import { dateText } from "./moment-text";
import { shadesOf } from "./shades";
import { isSpecial, specialDayLines } from "./special-days";
import { dayName } from "./week-words";
import type { DayOverview } from "./year-overview";

/** Sizes in the drawing's own units. */
const cell = 15;
const gap = 2;
const left = 34;
const top = 20;

const monthNames = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
];

/**
 * A year as a heat map: a column a week, a row a weekday, darker where more instances may run. Dates that
 * are unlike their weekday have a frame, clock changes a dot.
 *
 * In: days that follow each other, at least one
 */
export function pageYear(days: readonly DayOverview[]): Html {
  const firstMonday = mondayOf(days[0]?.day ?? 0);
  const shadeOf = shadesOf(days.map((day) => day.highest));
  const columnOf = (day: DayOverview): number => Math.floor((day.day - firstMonday) / 7);
  const columns = Math.max(...days.map(columnOf)) + 1;
  const width = left + columns * (cell + gap);
  const special = specialDayLines(days.filter(isSpecial));
  const label = `the year day by day: ${special.length} special dates or stretches, told below`;
  return html`<figure>
    <svg viewBox="0 0 ${width} ${top + 7 * (cell + gap)}" role="img" aria-label="${label}">
      ${[0, 2, 4, 6].map((row) => html`<text class="tick" x="0" y="${top + row * (cell + gap) + 12}">${dayName(row)}</text>`)}
      ${days.map((day) => monthLabel(day, columnOf(day)))}
      ${days.map((day) => dayCell(day, columnOf(day), shadeOf(day.highest)))}
    </svg>
    <p class="key">
      ${[0, 1, 2, 3].map((shade) => html`<span class="swatch heat h${shade}"></span>`)} fewer to
      more instances at most,
      <span class="swatch heat h0 differs"></span> unlike its weekday, <span class="dot"></span> the
      clock changes
    </p>
    ${special.length === 0 ? html`<p>No special dates in this year.</p>` : specialList(special)}
  </figure>`;
}

function specialList(lines: readonly string[]): Html {
  return html`<details open>
    <summary>Special dates</summary>
    <ul class="special">
      ${lines.map((line) => html`<li>${line}</li>`)}
    </ul>
  </details>`;
}

function monthLabel({ day }: DayOverview, column: number): Html {
  const { month, day: dayOfMonth } = datePartsOf(day);
  if (dayOfMonth !== 1) return html``;
  return html`<text class="tick" x="${left + column * (cell + gap)}" y="12"
    >${monthNames[month - 1] ?? ""}</text
  >`;
}

function dayCell(day: DayOverview, column: number, shade: number): Html {
  const row = day.day - mondayOf(day.day);
  const [x, y] = [left + column * (cell + gap), top + row * (cell + gap)];
  const words = isSpecial(day)
    ? specialDayLines([day]).join("")
    : `${dateText(day.day)}: at most ${limitsText(day.highest)}`;
  const kind = day.differs ? "heat differs" : "heat";
  return html`<rect
      class="${kind} h${shade}"
      x="${x}"
      y="${y}"
      width="${cell}"
      height="${cell}"
      rx="2"
      ><title>${words}</title></rect
    >
    ${day.clockChange === undefined ? html`` : html`<circle class="dot" cx="${x + cell / 2}" cy="${y + cell / 2}" r="3" />`}`;
}
