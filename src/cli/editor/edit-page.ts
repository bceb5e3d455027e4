import { html, type Html, pageStyle } from "../../report/html";
import { weekdayNames, weekdays } from "../../timetable/time";
import { formatDayUse } from "./drafts";

/** CSS in addition to `pageStyle`. */
const editPageStyle = `
html { scroll-padding-top: 7rem; } body { max-width: 1280px; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .4rem 1.2rem; position: sticky; top: 0; z-index: 5; background: var(--paper); padding: .5rem 0; border-bottom: 1px solid var(--line); margin-top: -.7rem; }
header h1 { margin: 0; }
main { display: grid; grid-template-columns: minmax(0, 1fr) 19rem; gap: 0 1.6rem; }
.settings, .outcome { grid-column: 1 / -1; }
.settings h3 { font-size: 1rem; margin: .8rem 0 .2rem; } #settings > .pair { max-width: 30rem; } #exceptions { list-style: none; margin: .3rem 0; padding: 0; }
#exceptions li { display: flex; flex-wrap: wrap; gap: 0 .6rem; align-items: end; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); padding: .3rem .8rem .5rem; margin: .4rem 0; } #exceptions .field { flex: 1 1 11rem; } #exceptions .pair { flex: 1 1 9rem; } #exceptions .pair .field { flex: 1 1 3rem; } #exceptions button { margin: .35rem 0; }
[aria-invalid="true"] { border-color: #d1242f; border-style: dashed; }
.tools { display: flex; flex-wrap: wrap; gap: .4rem .5rem; align-items: center; }
button, select, input { font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: .25rem .6rem; min-height: 2.1rem; }
button { background: var(--panel); cursor: pointer; } button:disabled { color: var(--soft); cursor: default; opacity: .6; }
button:hover:enabled { border-color: var(--max); }
#save:enabled { background: var(--max); border-color: var(--max); color: var(--paper); font-weight: 600; }
#status { color: var(--soft); }
#notice { border: 1px solid var(--special); border-left-width: 5px; border-radius: 6px; padding: .5rem .8rem; margin: .8rem 0; display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
#week { display: grid; grid-template-columns: 2rem repeat(7, minmax(0, 1fr)); user-select: none; -webkit-user-select: none; }
.day-name { text-align: center; color: var(--soft); padding: .15rem 0; } abbr { text-decoration: none; }
.hours, .column { position: relative; height: 36rem; }
.hours { color: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.hours span { position: absolute; right: .45rem; transform: translateY(-50%); }
.at-3 { top: 12.5%; } .at-6 { top: 25%; } .at-9 { top: 37.5%; } .at-12 { top: 50%; } .at-15 { top: 62.5%; } .at-18 { top: 75%; } .at-21 { top: 87.5%; }
.column { border-left: 1px solid var(--line); box-shadow: 0 1px var(--line); cursor: crosshair; touch-action: pan-y;
  background: repeating-linear-gradient(to bottom, var(--line) 0 1px, transparent 1px 4.5rem), repeating-linear-gradient(to bottom, var(--panel) 0 1.5rem, transparent 1.5rem 3rem); }
.column:last-child { border-right: 1px solid var(--line); }
.piece { position: absolute; overflow: hidden; border-radius: 5px; border: 1px solid rgb(var(--tone)); border-left-width: 4px; background: var(--paper); color: var(--ink); font-size: 12px; line-height: 1.25; padding: .15rem .25rem; cursor: grab; touch-action: pan-y; box-shadow: inset 0 0 0 40rem rgb(var(--tone) / .2); }
.piece.chosen { touch-action: none; box-shadow: inset 0 0 0 40rem rgb(var(--tone) / .42); outline: 2px solid rgb(var(--tone)); outline-offset: -1px; z-index: 2; } .piece:focus-visible { outline: 2px solid var(--max); outline-offset: 1px; z-index: 3; }
.piece.short { padding: 0 .25rem; font-size: 10px; line-height: 1.1; }
.piece.wrong { border-style: dashed; border-color: #d1242f; }
.piece.open-start { border-top: 0; border-top-left-radius: 0; border-top-right-radius: 0; } .piece.open-end { border-bottom: 0; border-bottom-left-radius: 0; border-bottom-right-radius: 0; }
.piece b, .piece span { display: block; overflow: hidden; text-overflow: ellipsis; pointer-events: none; } .piece b { font-weight: 600; white-space: nowrap; } .piece span { color: var(--soft); }
.piece i { position: absolute; left: 0; right: 0; height: min(9px, 25%); cursor: ns-resize; } .piece i.start { top: -1px; } .piece i.end { bottom: -1px; }
.dragging, .dragging .piece, .dragging .column { cursor: grabbing; }
#list { list-style: none; margin: .3rem 0; padding: 0; } #list button { width: 100%; text-align: left; margin: .15rem 0; border-left-width: 5px; padding: .3rem .6rem; }
#list button { border-left-color: rgb(var(--tone)); } #list button.dates { --tone: var(--t3); }
#list button[aria-pressed="true"] { box-shadow: inset 0 0 0 1px var(--max); } #list button span { display: block; color: var(--soft); font-size: 13px; } #list button.wrong b::after { content: " has errors"; color: #d1242f; font-weight: 400; }
#fields { border: 1px solid var(--line); border-radius: 8px; padding: .7rem .8rem; background: var(--panel); }
.field { display: block; margin: .35rem 0; flex: 1; min-width: 0; } .field span { display: block; color: var(--soft); font-size: 13px; } .field input, .field select { width: 100%; }
.pair { display: flex; gap: .6rem; } fieldset { border: 0; margin: .35rem 0; padding: 0; min-width: 0; display: flex; } legend { color: var(--soft); font-size: 13px; padding: 0; }
.day { flex: 1; position: relative; } .day input { position: absolute; opacity: 0; width: 100%; height: 100%; margin: 0; min-height: 0; cursor: pointer; } .day span { display: block; text-align: center; border: 1px solid var(--line); background: var(--paper); padding: .25rem 0; font-size: 13px; }
.day:first-of-type span { border-radius: 6px 0 0 6px; } .day:last-of-type span { border-radius: 0 6px 6px 0; } .day + .day span { border-left: 0; }
.day input:checked + span { background: var(--max); border-color: var(--max); color: var(--paper); } .day input:focus-visible + span { outline: 2px solid var(--max); outline-offset: 2px; }
#chart.old, #use.old, #changes.old { opacity: .45; }
@media (max-width: 800px) { body { padding: .7rem; } main { display: block; } #week { grid-template-columns: 1.4rem repeat(7, minmax(0, 1fr)); } .hours span { right: .2rem; } .piece { padding: .1rem .15rem; font-size: 11px; border-left-width: 3px; } header h1 { font-size: 1rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: 100%; } }
[hidden] { display: none !important; }
`;

/** @param kind the choice for which the field is visible; absent for all */
function renderField(label: string, input: Html, kind?: string): Html {
  return kind === undefined
    ? html`<label class="field"><span>${label}</span>${input}</label>`
    : html`<label class="field" data-for="${kind}"><span>${label}</span>${input}</label>`;
}

function renderSettings(): Html {
  return html`<section class="settings" aria-labelledby="settings-title">
    <h2 id="settings-title">Baseline and exceptions</h2>
    <form id="settings" autocomplete="off">
      <div class="pair">
        ${renderField("Baseline min", renderCountInput("min"))} ${renderField("Baseline max", renderCountInput("max"))}
        ${renderField("Ready before", html`<input name="readyBefore" spellcheck="false" placeholder="10m" />`)}
      </div>
      <h3 id="exceptions-title">Exceptions</h3>
      <p class="facts" id="no-exceptions">None: the weekly windows apply on every date.</p>
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
    ${renderField("Calendar", html`<input name="calendar" list="calendars" spellcheck="false" />`, "calendar")}
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
          (day) => html`<option value="${formatDayUse(day)}">the windows of ${weekdayNames[day]}</option>`,
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

/** `nonce`: allows the script and the style to run. */
interface EditPageContent {
  readonly title: string;
  readonly nonce: string;
  readonly script: string;
}

/** Renders the page; its script fills it with data from the server. */
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
      <summary>How to move windows</summary>
      <p>
        Drag a window to move it on all its days. Drag its upper or lower edge to change its start or end. Drag over
        empty space to add a window. With the keyboard, focus a window: arrow keys move it, Shift with an arrow moves
        its end, Alt with an arrow its start. Enter opens its fields, Delete removes it, Escape cancels a drag. Ctrl+Z
        undoes, Ctrl+Shift+Z redoes, Ctrl+S saves.
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
        ${renderField("From day", renderDaySelect("fromDay"))} ${renderField("To day", renderDaySelect("toDay"))}
      </div>
      <div class="pair">
        ${renderField("From", html`<input name="from" spellcheck="false" placeholder="08:00" />`)}
        ${renderField("To", html`<input name="to" spellcheck="false" placeholder="18:00" />`)}
      </div>
      <div class="pair">
        ${renderField("Min", html`<input name="min" type="number" min="0" step="1" />`)}
        ${renderField("Max", html`<input name="max" type="number" min="0" step="1" />`)}
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
      "Starts",
      html`<select name="kind">
        <option value="weekly">on days of the week</option>
        <option value="span">once a week, for several days</option>
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
  return html`<section class="outcome" aria-label="Results">
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
    <h2>The resulting week</h2>
    <div id="chart"></div>
  </section>`;
}
