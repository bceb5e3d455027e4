import fc from "fast-check";
import { getWindowsPath, toWindowValues } from "../../../src/cli/editor/drafts";
import { listWindowEdits, readWindowDrafts } from "../../../src/cli/editor/drafts-to-edits";
import { addDraft, applyShape, changeDraft, type DraftList, removeDraft } from "../../../src/cli/editor/window-shape";
import { editStackText } from "../../../src/config/edit/edit-stack-text";
import { readStackFile } from "../../../src/config/yaml/stack-file";
import { runs } from "../../support/runs";

const text = `config:
  inference-timetable:timezone: Europe/Berlin
  inference-timetable:endpoints:
    sentiment:
      timetable:
        baseline: { min: 1, max: 2 }
        windows:
          # People are here.
          office: { days: Mon - Fri, from: "8:00", to: "18:00", min: 4, max: 12 } # since May
          batch: { days: [sun], from: "22:00", to: "02:00", min: 8, max: 8 }
          weekend:
            from: fri 20:00 # after the train
            to: mon 06:00
            min: 1
            max: 1
    bare:
      timetable: { baseline: { min: 1, max: 2 } }
`;

/** The file after a change to one endpoint's windows. */
function edited(change: (drafts: DraftList) => DraftList, endpoint = "sentiment"): string {
  const before = readWindowDrafts(readStackFile(text).raw).get(endpoint) ?? [];
  const edits = listWindowEdits(getWindowsPath(endpoint), before, change(before));
  const result = editStackText(text, edits);
  if ("problems" in result) throw new Error(result.problems.map((p) => p.message).join());
  return result.text;
}

const hour = { days: [2], from: 720, length: 60 };

describe("listWindowEdits", () => {
  it("keeps the text of unchanged windows in any style", () => {
    expect(edited((drafts) => drafts)).toBe(text);
  });

  it("changes one value in place", () => {
    expect(edited((drafts) => changeDraft(drafts, "office", (d) => ({ ...d, to: "19:00" })))).toBe(
      text.replace('"18:00"', '"19:00"'),
    );
    expect(edited((drafts) => changeDraft(drafts, "weekend", (d) => ({ ...d, fromDay: 3, days: [3] })))).toBe(
      text.replace("fri 20:00", '"thu 20:00"'),
    );
  });

  it("renames a window and keeps its comments, also if two swap names", () => {
    expect(edited((drafts) => changeDraft(drafts, "office", (d) => ({ ...d, name: "day" })))).toBe(
      text.replace("office:", "day:"),
    );
    const swapped = edited((drafts) =>
      drafts.map((d) => ({ ...d, name: d.id === "office" ? "batch" : d.id === "batch" ? "office" : d.name })),
    );
    expect(swapped).toBe(text.replace("office:", "swap:").replace("batch:", "office:").replace("swap:", "batch:"));
  });

  it("removes a window, and adds one at the end", () => {
    expect(edited((drafts) => removeDraft(drafts, "batch"))).toBe(text.replace(/ *batch:.*\n/, ""));
    const line = `          window: { days: wed, from: "12:00", to: "13:00", min: 8, max: 8 }\n`;
    expect(edited((drafts) => addDraft(drafts, hour, { min: "8", max: "8" }))).toBe(
      text.replace("    bare:\n", `${line}    bare:\n`),
    );
  });

  it("adds the first window of a timetable", () => {
    expect(edited((drafts) => addDraft(drafts, hour, { min: "2", max: "3" }), "bare")).toBe(
      text.replace(
        "baseline: { min: 1, max: 2 } }\n",
        `baseline: { min: 1, max: 2 }, windows: { window: { days: wed, from: "12:00", to: "13:00", min: 2, max: 3 } } }\n`,
      ),
    );
  });

  it("changes days to dates and to a span", () => {
    expect(
      edited((drafts) =>
        changeDraft(drafts, "batch", (d) => ({ ...d, kind: "dates", dates: "2026-12-24, 2026-12-31" })),
      ),
    ).toContain(`batch: { from: "22:00", to: "02:00", min: 8, max: 8, dates: ["2026-12-24", "2026-12-31"] }`);
    expect(
      edited((drafts) => changeDraft(drafts, "batch", (d) => ({ ...d, kind: "span", fromDay: 6, toDay: 1 }))),
    ).toContain(`batch: { from: "sun 22:00", to: "tue 02:00", min: 8, max: 8 }`);
  });

  it("writes exactly the wanted windows and changes nothing else", () => {
    const shape = fc
      .tuple(
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
        fc.integer({ min: 0, max: 95 }),
        fc.integer({ min: 1, max: 95 }),
      )
      .map(([days, from, length]) => ({ days: days.toSorted((a, b) => a - b), from: from * 15, length: length * 15 }));
    const limits = fc.record({ min: fc.constantFrom("1", "4"), max: fc.constantFrom("4", "12") });
    const name = fc.constantFrom("office", "batch", "weekend", "night shift", "a.b", "24h", "true");
    const step = fc.record({ which: fc.nat(3), what: fc.nat(3), shape, limits, name });
    const taken = (drafts: DraftList, wanted: string, id: string): boolean =>
      drafts.some((draft) => draft.name === wanted && draft.id !== id);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 6 }), (steps) => {
        const change = (start: DraftList): DraftList =>
          steps.reduce((drafts, { which, what, shape, limits, name }) => {
            const id = drafts[which]?.id;
            if (what === 0 || id === undefined) return addDraft(drafts, shape, limits);
            if (what === 1) return removeDraft(drafts, id);
            const isTaken = taken(drafts, name, id);
            return changeDraft(drafts, id, (draft) =>
              what === 2 ? { ...applyShape(draft, shape), ...limits } : { ...draft, name: isTaken ? draft.name : name },
            );
          }, start);
        const wanted = change(readWindowDrafts(readStackFile(text).raw).get("sentiment") ?? []);
        const after = edited(change);
        const held = readWindowDrafts(readStackFile(after).raw);
        const named = (drafts: DraftList) =>
          Object.fromEntries(drafts.map((draft) => [draft.name, toWindowValues(draft)]));
        expect(named(held.get("sentiment") ?? [])).toEqual(named(wanted));
        expect(after.slice(0, 150)).toBe(text.slice(0, 150));
        expect(after).toContain(text.slice(text.indexOf("    bare:")));
      }),
      runs(0.2),
    );
  });
});
