import { html, type Html } from "../report/html";

/** A field of the editing page with its label. In: `kind`: the choice with which it is shown; absent for any */
export function renderField(label: string, input: Html, kind?: string): Html {
  return kind === undefined
    ? html`<label class="field"><span>${label}</span>${input}</label>`
    : html`<label class="field" data-for="${kind}"><span>${label}</span>${input}</label>`;
}
