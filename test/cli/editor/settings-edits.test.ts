import { addException, getTimetablePath, type SettingsDraft } from "../../../src/cli/editor/drafts";
import { listCalendarNames, listSettingsEdits, readSettingsDrafts } from "../../../src/cli/editor/drafts-to-edits";
import { editStackText } from "../../../src/config/edit/edit-stack-text";
import { readStackFile } from "../../../src/config/yaml/stack-file";

const text = `config:
  inference-timetable:calendars: { bavaria: { file: calendars/de-by.yaml }, freeze: { dates: "2026-12-01" } }
  inference-timetable:endpoints:
    sentiment:
      timetable:
        baseline: { min: 1, max: 2 } # at night
        exceptions:
          # Nobody works then.
          - { calendar: bavaria, use: Sun }
          - dates: ["2026-12-24", "2026-12-31"] # half days
            use: { min: 2, max: 4 }
          - { dates: "2027-08-02..2027-08-06", use: baseline } # the summer
        readyBefore: 10m
    bare:
      timetable: { baseline: { min: 1, max: 2 } }
`;

function held(endpoint = "sentiment", source = text): SettingsDraft {
  return readSettingsDrafts(readStackFile(source).raw).get(endpoint)!;
}

/** The file after a change to one endpoint's settings. */
function edited(change: (draft: SettingsDraft) => SettingsDraft, endpoint = "sentiment"): string {
  const before = held(endpoint);
  const result = editStackText(text, listSettingsEdits(getTimetablePath(endpoint), before, change(before)));
  if ("problems" in result) throw new Error(result.problems.map((p) => p.message).join());
  return result.text;
}

/** The draft after a change to one exception. */
function changedOne(draft: SettingsDraft, id: string, more: object): SettingsDraft {
  const exceptions = draft.exceptions.map((one) => (one.id === id ? { ...one, ...more } : one));
  return { ...draft, exceptions };
}

function without(draft: SettingsDraft, ...ids: readonly string[]): SettingsDraft {
  return { ...draft, exceptions: draft.exceptions.filter(({ id }) => !ids.includes(id)) };
}

describe("readSettingsDrafts", () => {
  it("reads baseline, readyBefore and exceptions as typed", () => {
    expect(held()).toEqual({
      min: "1",
      max: "2",
      readyBefore: "10m",
      exceptions: [
        { id: "0", on: "calendar", calendar: "bavaria", dates: "", use: "sunday", min: "", max: "" },
        {
          ...{ id: "1", on: "dates", calendar: "", dates: "2026-12-24, 2026-12-31" },
          ...{ use: "limits", min: "2", max: "4" },
        },
        {
          ...{ id: "2", on: "dates", calendar: "", dates: "2027-08-02..2027-08-06" },
          ...{ use: "baseline", min: "", max: "" },
        },
      ],
    });
    expect(held("bare")).toEqual({ min: "1", max: "2", readyBefore: "", exceptions: [] });
    expect(listCalendarNames(readStackFile(text).raw)).toEqual(["bavaria", "freeze"]);
  });

  it("accepts any value", () => {
    const odd = text.replace("{ min: 1, max: 2 } # at night", "[1]").replace("use: Sun", "use: [a]");
    expect(held("sentiment", odd)).toMatchObject({ min: "", max: "" });
    expect(held("sentiment", odd).exceptions[0]).toMatchObject({ calendar: "bavaria", use: "" });
  });
});

describe("listSettingsEdits", () => {
  it("keeps the text of unchanged values in any style", () => {
    expect(edited((draft) => draft)).toBe(text);
  });

  it("changes values in place", () => {
    expect(edited((draft) => ({ ...draft, max: "3", readyBefore: "15m" }))).toBe(
      text.replace("max: 2 } # at", "max: 3 } # at").replace("10m", "15m"),
    );
    expect(edited((draft) => changedOne(draft, "0", { use: "baseline" }))).toBe(
      text.replace("use: Sun", "use: baseline"),
    );
    expect(edited((draft) => changedOne(draft, "1", { min: "3" }))).toBe(
      text.replace("{ min: 2, max: 4 }", "{ min: 3, max: 4 }"),
    );
    expect(edited((draft) => changedOne(draft, "2", { on: "calendar", calendar: "freeze" }))).toBe(
      text.replace('{ dates: "2027-08-02..2027-08-06", use: baseline }', "{ use: baseline, calendar: freeze }"),
    );
  });

  it("removes and adds exceptions, and keeps the comments of others", () => {
    expect(edited((draft) => addException(without(draft, "1"), "freeze"))).toBe(
      text
        .replace(/ *- dates: \["2026-12-24.*\n.*\n/, "")
        .replace("# the summer\n", "# the summer\n          - { calendar: freeze, use: baseline }\n"),
    );
    const dated = (draft: SettingsDraft): SettingsDraft =>
      changedOne(addException(draft, undefined), "new-1", {
        dates: "2027-01-04 2027-01-05",
        use: "limits",
        min: "0",
        max: "1",
      });
    expect(edited(dated, "bare")).toContain(
      `{ baseline: { min: 1, max: 2 }, exceptions: [{ dates: ["2027-01-04", "2027-01-05"], use: { min: 0, max: 1 } }] }`,
    );
  });

  it("removes readyBefore, and exceptions with the last one", () => {
    const after = edited((draft) => ({ ...without(draft, "0", "1", "2"), readyBefore: " " }));
    expect(after).not.toMatch(/readyBefore|exceptions/);
    expect(after).toContain("baseline: { min: 1, max: 2 } # at night\n");
  });
});
