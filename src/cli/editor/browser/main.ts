import { formatProblemCount } from "../../../problem";
import type { EditOutcome, EndpointOutcome } from "../apply-edit-request";
import { Editor, fetchStart } from "./editor";
import { createElement, getButton, getElement } from "./elements";
import { enableDragging, enableKeys } from "./pointer-and-keys";
import { showWeek, showWindowList } from "./week-and-window-list";
import { showSettings, showWindowFields } from "./window-and-settings-fields";

/** Draws the buttons above the week, the status and notices, and handles keyboard shortcuts. */
function showToolbar(editor: Editor): void {
  const draw = (): void => {
    const canBeSaved = editor.outcome?.canBeSaved === true && !editor.isStale;
    getButton("save").disabled = !editor.isChanged || !canBeSaved;
    getButton("undo").disabled = !editor.canUndo;
    getButton("redo").disabled = !editor.canRedo;
    const status = [describeStatus(editor), editor.announcement].filter((text) => text !== "").join("; ");
    if (getElement("status").textContent !== status) getElement("status").textContent = status;
    drawNotice(editor);
    drawEndpointButtons(editor);
  };
  editor.onChange(draw);
  draw();
  getButton("save").addEventListener("click", () => void editor.save());
  getButton("undo").addEventListener("click", () => {
    editor.undo();
  });
  getButton("redo").addEventListener("click", () => {
    editor.redo();
  });
  document.addEventListener("keydown", (event) => {
    if (runShortcut(editor, event)) event.preventDefault();
  });
  window.addEventListener("beforeunload", (event) => {
    if (editor.isChanged) event.preventDefault();
  });
  // The user may have changed the file elsewhere.
  window.addEventListener("focus", () => void editor.check());
}

function runShortcut(editor: Editor, { key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  if (!ctrlKey && !metaKey) return false;
  switch (key.toLowerCase()) {
    case "s":
      void editor.save();
      return true;
    case "z":
      if (shiftKey) editor.redo();
      else editor.undo();
      return true;
    case "y":
      editor.redo();
      return true;
    default:
      return false;
  }
}

function describeStatus(editor: Editor): string {
  if (editor.notice?.conflict === true) return "cannot be saved";
  if (editor.isStale) return "checking";
  const { problems = [] } = editor.outcome ?? {};
  const state = editor.isChanged ? "not saved yet" : "as in the file";
  const hasErrors = problems.some(({ severity }) => severity === "error");
  return [
    hasErrors && editor.isChanged ? "cannot be saved" : state,
    ...(problems.length === 0 ? [] : [formatProblemCount(problems)]),
  ].join(", ");
}

let shownNotice: string | undefined;

function drawNotice(editor: Editor): void {
  const { notice } = editor;
  if (notice?.text === shownNotice) return;
  shownNotice = notice?.text;
  const box = getElement("notice");
  box.hidden = notice === undefined;
  if (notice === undefined) {
    box.replaceChildren();
    return;
  }
  box.replaceChildren(
    createElement("span", { text: notice.text }),
    ...(notice.conflict ? [createReloadButton(editor)] : []),
  );
  box.scrollIntoView({ block: "nearest" });
}

function createReloadButton(editor: Editor): HTMLElement {
  const reload = createElement("button", { text: "Reload", attributes: { type: "button" } });
  reload.addEventListener("click", () => void editor.reload());
  return reload;
}

function drawEndpointButtons(editor: Editor): void {
  const nav = getElement("endpoints");
  nav.hidden = editor.endpoints.length < 2;
  const focused = document.activeElement?.textContent;
  const hadFocus = nav.contains(document.activeElement);
  nav.replaceChildren(
    ...editor.endpoints.map((name) => {
      const choice = createElement("button", {
        text: name,
        attributes: { type: "button", "aria-pressed": String(name === editor.endpoint) },
      });
      choice.addEventListener("click", () => {
        editor.show(name);
      });
      if (hadFocus && name === focused)
        queueMicrotask(() => {
          choice.focus();
        });
      return choice;
    }),
  );
}

type OutcomeProblem = EditOutcome["problems"][number];

/** Draws the outcome: problems, changes to the file, cost, the resulting week. */
function showOutcome(editor: Editor): void {
  let shown: unknown;
  const draw = (): void => {
    const outcome = editor.outcome?.endpoints[editor.endpoint];
    const isOld = editor.isStale || outcome === undefined;
    for (const id of ["chart", "use", "changes"]) getElement(id).classList.toggle("old", isOld);
    if (shown === editor.outcome && getElement("facts").dataset["endpoint"] === editor.endpoint) return;
    shown = editor.outcome;
    getElement("facts").dataset["endpoint"] = editor.endpoint;
    drawProblems(editor);
    if (outcome !== undefined) drawEndpointOutcome(outcome);
  };
  editor.onChange(draw);
  draw();
}

/** Errors are always visible; the rest can be collapsed. */
function drawProblems(editor: Editor): void {
  const problems = editor.outcome?.problems ?? [];
  const isError = ({ severity }: OutcomeProblem): boolean => severity === "error";
  const [errors, others] = [problems.filter(isError), problems.filter((problem) => !isError(problem))];
  const none = createElement("p", { text: "No problems." });
  getElement("errors").replaceChildren(...(problems.length === 0 ? [none] : errors.map(createProblemElement)));
  const warnings = getElement("warnings");
  const [heading, list] = warnings.children;
  warnings.hidden = others.length === 0;
  if (heading !== undefined) heading.textContent = formatProblemCount(others);
  list?.replaceChildren(...others.map(createProblemElement));
}

function createProblemElement({ severity, text }: OutcomeProblem): HTMLElement {
  return createElement("div", { text, classes: ["problem", severity] });
}

function drawEndpointOutcome({ facts, use, words, table, chart }: EndpointOutcome): void {
  getElement("facts").textContent = facts;
  const items = words.map((text) => createElement("li", { text }));
  getElement("changes").replaceChildren(
    items.length === 0
      ? createElement("p", { text: "No changes for a year from now." })
      : createElement("ul", { children: items }),
  );
  getElement("use").textContent = use;
  getElement("use-table").replaceChildren(...(table.length === 0 ? [] : [createTable(table)]));
  // The server escapes all text of the stack file.
  getElement("chart").innerHTML = chart;
}

function createTable([heading = [], ...rows]: readonly (readonly string[])[]): HTMLElement {
  const row = (cells: readonly string[], tag: "td" | "th"): HTMLElement =>
    createElement("tr", { children: cells.map((text) => createElement(tag, { text })) });
  return createElement("div", {
    classes: ["table"],
    children: [
      createElement("table", {
        children: [
          createElement("thead", { children: [row(heading, "th")] }),
          createElement("tbody", { children: rows.map((cells) => row(cells, "td")) }),
        ],
      }),
    ],
  });
}

async function startPage(): Promise<void> {
  const reply = await fetchStart();
  if (reply.kind !== "answer") {
    const notice = getElement("notice");
    notice.hidden = false;
    notice.textContent = reply.reason;
    return;
  }
  const editor = new Editor(reply.answer);
  showWeek(editor);
  showWindowList(editor);
  showWindowFields(editor);
  showSettings(editor);
  showOutcome(editor);
  showToolbar(editor);
  enableDragging(editor);
  enableKeys(editor);
  await editor.check();
}

void startPage();
