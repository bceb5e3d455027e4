import type { EditOutcome, EndpointOutcome } from "../edit/messages";
import { countText } from "../problem";
import type { Editor } from "./editor";
import { byId, element } from "./elements";

type Problem = EditOutcome["problems"][number];

/** Shows what the windows lead to: problems, changes against the file, cost, the week that results. */
export function showOutcome(editor: Editor): void {
  let shown: unknown;
  const draw = (): void => {
    const outcome = editor.outcome?.endpoints[editor.endpoint];
    const isOld = editor.isStale || outcome === undefined;
    for (const id of ["chart", "use", "changes"]) byId(id).classList.toggle("old", isOld);
    if (shown === editor.outcome && byId("facts").dataset["endpoint"] === editor.endpoint) return;
    shown = editor.outcome;
    byId("facts").dataset["endpoint"] = editor.endpoint;
    drawProblems(editor);
    if (outcome !== undefined) drawEndpoint(outcome);
  };
  editor.onChange(draw);
  draw();
}

/** Errors always stand there; the rest can be folded away, and stays so. */
function drawProblems(editor: Editor): void {
  const problems = editor.outcome?.problems ?? [];
  const isError = ({ severity }: Problem): boolean => severity === "error";
  const [errors, others] = [problems.filter(isError), problems.filter((one) => !isError(one))];
  const none = element("p", { text: "No problems." });
  byId("errors").replaceChildren(...(problems.length === 0 ? [none] : errors.map(problemElement)));
  const warnings = byId("warnings");
  const [heading, list] = warnings.children;
  warnings.hidden = others.length === 0;
  if (heading !== undefined) heading.textContent = countText(others);
  list?.replaceChildren(...others.map(problemElement));
}

function problemElement({ severity, text }: Problem): HTMLElement {
  return element("div", { text, classes: ["problem", severity] });
}

function drawEndpoint({ facts, use, words, table, chart }: EndpointOutcome): void {
  byId("facts").textContent = facts;
  const items = words.map((text) => element("li", { text }));
  byId("changes").replaceChildren(
    items.length === 0
      ? element("p", { text: "None against the file, for a year from now." })
      : element("ul", { children: items }),
  );
  byId("use").textContent = use;
  byId("use-table").replaceChildren(...(table.length === 0 ? [] : [tableOf(table)]));
  // Made by the server, which escapes every word of the stack file.
  byId("chart").innerHTML = chart;
}

function tableOf([heading = [], ...rows]: readonly (readonly string[])[]): HTMLElement {
  const row = (cells: readonly string[], tag: "td" | "th"): HTMLElement =>
    element("tr", { children: cells.map((text) => element(tag, { text })) });
  return element("div", {
    classes: ["table"],
    children: [
      element("table", {
        children: [
          element("thead", { children: [row(heading, "th")] }),
          element("tbody", { children: rows.map((cells) => row(cells, "td")) }),
        ],
      }),
    ],
  });
}
