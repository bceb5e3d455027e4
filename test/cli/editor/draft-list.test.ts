import { toWindowDraft } from "../../../src/cli/editor/drafts";
import { addDraft, copyDraft, removeDraft } from "../../../src/cli/editor/window-shape";

const office = toWindowDraft("office", { days: "mon", from: "08:00", to: "18:00", min: 4, max: 12 });
const hour = { days: [2], from: 720, length: 60 };

describe("a list of drafts", () => {
  it("adds a window with times and limits under a free name", () => {
    const twice = addDraft(addDraft([office], hour, office), hour, office);
    expect(twice.map(({ name }) => name)).toEqual(["office", "window", "window-2"]);
    expect(twice[1]).toMatchObject({ days: [2], from: "12:00", to: "13:00", min: "4", max: "12" });
  });

  it("never reuses the id of a renamed window", () => {
    const renamed = { ...office, id: "window", name: "night" };
    expect(addDraft([renamed], hour, office).at(-1)).toMatchObject({ id: "window-2" });
  });

  it("adds a copy after the window, and removes a window", () => {
    const other = { ...office, id: "other", name: "other" };
    const copied = copyDraft([office, other], "office");
    expect(copied.map(({ name }) => name)).toEqual(["office", "office-copy", "other"]);
    expect(removeDraft(copied, "office-copy")).toEqual([office, other]);
  });
});
