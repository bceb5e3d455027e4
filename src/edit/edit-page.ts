import { html, type Html } from "../report/html";
import { pageStyle } from "../report/page-style";
import { weekdayNames, weekdays } from "../time/weekday";
import { editPageStyle } from "./edit-style";
import { renderField } from "./page-field";
import { renderSettings } from "./settings-area";

/** What the page is made of. `script`: see `bundleScript`; `nonce`: what lets it and the style be used */
export interface EditPageContent {
  readonly title: string;
  readonly nonce: string;
  readonly script: string;
}

/** The page on which windows are edited. Its script fills it with what the server says. */
export function renderEditPage({ title, nonce, script }: EditPageContent): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>Edit ${title}</title>
        <style nonce="${nonce}">
          ${{ html: pageStyle + editPageStyle }}
        </style>
      </head>
      <body>
        <header>
          <h1>Edit ${title}</h1>
          ${renderToolbar()}
        </header>
        <div id="notice" role="alert" hidden></div>
        <nav id="endpoints" aria-label="Endpoints" hidden></nav>
        <main>${renderWeek()} ${renderWindowPanel()} ${renderSettings()} ${renderOutcome()}</main>
        <noscript>This page needs JavaScript.</noscript>
        <script nonce="${nonce}">
          ${{ html: script }};
        </script>
      </body>
    </html>`.html;
}

function renderToolbar(): Html {
  return html`<div class="tools" role="toolbar" aria-label="Changes">
    <button type="button" id="save" aria-keyshortcuts="Control+S" disabled>Save</button>
    <button type="button" id="undo" aria-keyshortcuts="Control+Z" disabled>Undo</button>
    <button type="button" id="redo" aria-keyshortcuts="Control+Shift+Z" disabled>Redo</button>
    <label
      >Step
      <select id="step">
        <option value="5">5 min</option>
        <option value="15" selected>15 min</option>
        <option value="30">30 min</option>
        <option value="60">1 h</option>
      </select></label
    >
    <output id="status" role="status" aria-live="polite"></output>
  </div>`;
}

function renderWeek(): Html {
  return html`<section class="week-area" aria-labelledby="week-title">
    <h2 id="week-title">Every week</h2>
    <p class="facts" id="facts"></p>
    <div id="week" role="group" aria-labelledby="week-title" aria-describedby="week-help">
      <div class="corner"></div>
      ${weekdays.map(
        (day) =>
          html`<div class="day-name">
            <abbr title="${weekdayNames[day]}">${weekdayNames[day].slice(0, 3)}</abbr>
          </div>`,
      )}
      <div class="hours" aria-hidden="true">
        ${[3, 6, 9, 12, 15, 18, 21].map(
          (hour) => html`<span class="at-${hour}">${String(hour).padStart(2, "0")}</span>`,
        )}
      </div>
      ${weekdays.map((_, day) => html`<div class="column" data-day="${day}"></div>`)}
    </div>
    <details id="week-help">
      <summary>How windows are moved</summary>
      <p>
        Drag a window to move it with all its days, its upper or lower edge to begin or end it
        elsewhere; drag over an empty place to add one. With the keyboard, a window being focused:
        arrow keys move it, with Shift its end, with Alt its beginning; Enter opens its fields,
        Delete removes it, Escape ends a drag. Ctrl+Z undoes, Ctrl+Shift+Z does it again, Ctrl+S
        saves.
      </p>
    </details>
  </section>`;
}

function renderWindowPanel(): Html {
  return html`<section class="side" aria-labelledby="list-title">
    <h2 id="list-title">Windows</h2>
    <ul id="list"></ul>
    <p><button type="button" id="add">Add a window</button></p>
    <form id="fields" aria-label="The chosen window" autocomplete="off" hidden>
      ${renderField("Name", html`<input name="name" spellcheck="false" />`)} ${renderStartFields()}
      <div class="pair" data-for="span">
        ${renderField("From day", renderDaySelect("fromDay"))}
        ${renderField("To day", renderDaySelect("toDay"))}
      </div>
      <div class="pair">
        ${renderField("From", html`<input name="from" spellcheck="false" placeholder="08:00" />`)}
        ${renderField("To", html`<input name="to" spellcheck="false" placeholder="18:00" />`)}
      </div>
      <div class="pair">
        ${renderField("Min instances", html`<input name="min" type="number" min="0" step="1" />`)}
        ${renderField("Max instances", html`<input name="max" type="number" min="0" step="1" />`)}
      </div>
      <p class="tools">
        <button type="button" id="copy">Copy</button>
        <button type="button" id="remove">Remove</button>
      </p>
    </form>
  </section>`;
}

function renderStartFields(): Html {
  return html`${renderField(
      "Begins",
      html`<select name="kind">
        <option value="weekly">on days of the week</option>
        <option value="span">once a week, for days</option>
        <option value="dates">on dates</option>
      </select>`,
    )}
    <fieldset data-for="weekly">
      <legend>Days</legend>
      ${weekdays.map(
        (day, index) =>
          html`<label class="day"
            ><input type="checkbox" name="day" value="${index}" /><span
              ><abbr title="${weekdayNames[day]}">${weekdayNames[day].slice(0, 3)}</abbr></span
            ></label
          >`,
      )}
    </fieldset>
    ${renderField(
      "Dates",
      html`<input name="dates" spellcheck="false" placeholder="2026-12-01..2026-12-03" />`,
      "dates",
    )}`;
}

function renderDaySelect(name: string): Html {
  return html`<select name="${name}">
    ${weekdays.map((day, index) => html`<option value="${index}">${weekdayNames[day]}</option>`)}
  </select>`;
}

function renderOutcome(): Html {
  return html`<section class="outcome" aria-label="What it leads to">
    <h2>Problems</h2>
    <div id="errors"></div>
    <details id="warnings" open>
      <summary></summary>
      <div></div>
    </details>
    <h2>Changes</h2>
    <div id="changes"></div>
    <h2>Instance-hours and cost</h2>
    <p class="facts" id="use"></p>
    <div id="use-table"></div>
    <h2>The week that results</h2>
    <div id="chart"></div>
  </section>`;
}
