import { html, type Html } from "../report/html";
import { weekdayNames, weekdays } from "../time/weekday";
import { renderField } from "./page-field";
import { formatDayUse } from "./settings-draft";

/** The part of the editing page for what holds outside the windows. The script fills it. */
export function renderSettings(): Html {
  return html`<section class="settings" aria-labelledby="settings-title">
    <h2 id="settings-title">Baseline and exceptions</h2>
    <form id="settings" autocomplete="off">
      <div class="pair">
        ${renderField("Baseline min", renderCountInput("min"))}
        ${renderField("Baseline max", renderCountInput("max"))}
        ${renderField(
          "Ready before",
          html`<input name="readyBefore" spellcheck="false" placeholder="10m" />`,
        )}
      </div>
      <h3 id="exceptions-title">Exceptions</h3>
      <p class="facts" id="no-exceptions">None: the weekly windows begin on every date.</p>
      <ol id="exceptions" aria-labelledby="exceptions-title"></ol>
      <p><button type="button" id="add-exception">Add an exception</button></p>
      <datalist id="calendars"></datalist>
    </form>
    <template id="exception">${renderExceptionRow()}</template>
  </section>`;
}

function renderExceptionRow(): Html {
  return html`<li role="group">
    ${renderField(
      "On",
      html`<select name="on">
        <option value="calendar">a calendar's dates</option>
        <option value="dates">dates</option>
      </select>`,
    )}
    ${renderField(
      "Calendar",
      html`<input name="calendar" list="calendars" spellcheck="false" />`,
      "calendar",
    )}
    ${renderField(
      "Dates",
      html`<input name="dates" spellcheck="false" placeholder="2026-12-24, 2026-12-31" />`,
      "dates",
    )}
    ${renderField(
      "Instead of the weekly windows",
      html`<select name="use">
        <option value="baseline">the baseline</option>
        ${weekdays.map(
          (day) =>
            html`<option value="${formatDayUse(day)}">the windows of ${weekdayNames[day]}</option>`,
        )}
        <option value="limits">limits for the whole day</option>
      </select>`,
    )}
    <span class="pair" data-for="limits">
      ${renderField("Min", renderCountInput("min"))} ${renderField("Max", renderCountInput("max"))}
    </span>
    <button type="button" name="remove">Remove</button>
  </li>`;
}

function renderCountInput(name: string): Html {
  return html`<input name="${name}" type="number" min="0" step="1" />`;
}
