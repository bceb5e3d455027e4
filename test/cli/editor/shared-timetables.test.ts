import { compileSource } from "../../../src/cli/context/load-stack";
import { applyEditRequest, createEditStart, type EditContext } from "../../../src/cli/editor/apply-edit-request";
import { instant } from "../../support/instant";
import { sharedStackText as text } from "../commands/stack-files";

const now = instant("2026-11-24T08:00:00Z");
const context: EditContext = {
  shown: "Pulumi.dev.yaml",
  compile: (source) =>
    compileSource(
      { shown: "Pulumi.dev.yaml", bytes: new TextEncoder().encode(source), readCalendar: () => undefined },
      now,
    ),
  now,
};
const owner = "timetables.office";

/** The windows of one owner with a change of the first. */
function edit(name: string, change: Readonly<Record<string, string>>) {
  const start = createEditStart(text, context);
  const [first, ...others] = start.windows[name] ?? [];
  if (first === undefined) throw new Error(`${name} has no window`);
  return applyEditRequest(text, { ...start, windows: { [name]: [{ ...first, ...change }, ...others] } }, context);
}

describe("applyEditRequest", () => {
  it("begins with each timetable once: those of endpoints, and those that they share", () => {
    const { windows, units } = createEditStart(text, context);
    expect(Object.entries(windows).map(([name, drafts]) => [name, drafts.map((draft) => draft.name)])).toEqual([
      ["search", ["evening"]],
      [owner, ["day"]],
    ]);
    expect(units[owner]).toBe("instances");
    expect(windows[owner]?.[0]?.days).toEqual([0, 1, 2, 3, 4]);
  });

  it("begins with the timetables of the only endpoint", () => {
    expect(Object.keys(createEditStart(text, { ...context, endpoint: "fraud" }).windows)).toEqual([owner]);
  });

  it("writes a window of a shared timetable there, and says which endpoints it changes", () => {
    const { text: after, outcome } = edit(owner, { to: "19:00" });
    expect(after).toBe(text.replace('to: "18:00", min: 4', 'to: "19:00", min: 4'));
    expect(outcome.canBeSaved).toBe(true);
    expect(outcome.endpoints[owner]?.words[0]).toBe("changes sentiment, fraud, search");
    expect(outcome.endpoints[owner]?.facts).toContain("used by sentiment, fraud, search");
  });

  it("writes a window of an endpoint to the endpoint", () => {
    const { text: after, outcome } = edit("search", { max: "5" });
    expect(after).toBe(text.replace("min: 2, max: 3", "min: 2, max: 5"));
    expect(outcome.endpoints[owner]?.words[0]).toBe("changes search");
    expect(outcome.endpoints["search"]?.words[0]).toMatch(/^Mon-Fri 18:00-22:00: max 3 -> 5/);
  });

  it("lets an endpoint take its baseline from the shared timetable again", () => {
    const own = text.replace("        like: office\n", "        like: office\n        baseline: { min: 2, max: 2 }\n");
    const start = createEditStart(own, context);
    const settings = { search: { ...start.settings["search"]!, min: "", max: "" } };
    expect(applyEditRequest(own, { ...start, settings }, context).text).toBe(text);
  });
});
