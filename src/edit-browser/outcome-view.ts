import type { EditOutcome, EndpointOutcome } from "../edit/messages";
import { countText } from "../problem";
import type { Editor } from "./editor";
import { getElement, createElement } from "./elements";

type OutcomeProblem = EditOutcome["problems"][number];

/** Shows what the windows lead to: problems, changes against the file, cost, the week that results. */
export function showOutcome(editor: Editor): void {
  let shown: unknown;
  const draw = (): void => {
    const outcome = editor.outcome?.endpoints[editor.endpoint];
    const isOld = editor.isStale || outcome === undefined;
    for (const id of ["chart", "use", "changes"]) getElement(id).classList.toggle("old", isOld);
    if (shown === editor.outcome && getElement("facts").dataset["endpoint"] === editor.endpoint)
      return;
    shown = editor.outcome;
    getElement("facts").dataset["endpoint"] = editor.endpoint;
    drawProblems(editor);
    if (outcome !== undefined) drawEndpointOutcome(outcome);
  };
  editor.onChange(draw);
  draw();
}

/** Errors always stand there; the rest can be folded away, and stays so. */
function drawProblems(editor: Editor): void {
  const problems = editor.outcome?.problems ?? [];
  const isError = ({ severity }: OutcomeProblem): boolean => severity === "error";
  const [errors, others] = [problems.filter(isError), problems.filter((one) => !isError(one))];
  const none = createElement("p", { text: "No problems." });
  getElement("errors").replaceChildren(
    ...(problems.length === 0 ? [none] : errors.map(createProblemElement)),
  );
  const warnings = getElement("warnings");
  const [heading, list] = warnings.children;
  warnings.hidden = others.length === 0;
  if (heading !== undefined) heading.textContent = countText(others);
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
      ? createElement("p", { text: "None against the file, for a year from now." })
      : createElement("ul", { children: items }),
  );
  getElement("use").textContent = use;
  getElement("use-table").replaceChildren(...(table.length === 0 ? [] : [createTable(table)]));
  // Made by the server, which escapes every word of the stack file.
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
