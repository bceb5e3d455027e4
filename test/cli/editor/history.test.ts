import {
  createHistory,
  recordChange,
  redoChange,
  undoChange,
} from "../../../src/cli/editor/drafts";

describe("history", () => {
  it("goes back and forth, and forgets what was undone at the next change", () => {
    const third = recordChange(recordChange(createHistory("a"), "b"), "c");
    expect(undoChange(third).present).toBe("b");
    expect(redoChange(undoChange(third)).present).toBe("c");
    expect(undoChange(undoChange(undoChange(third))).present).toBe("a");
    const other = recordChange(undoChange(third), "d");
    expect(redoChange(other).present).toBe("d");
    expect(undoChange(other).present).toBe("b");
  });

  it("undoes typing into one field at once, but not that into another", () => {
    const typed = ["o", "of", "off"].reduce(
      (history, text) => recordChange(history, text, "name"),
      createHistory(""),
    );
    expect(undoChange(typed).present).toBe("");
    expect(undoChange(recordChange(typed, "off 2", "min")).present).toBe("off");
    expect(undoChange(recordChange(undoChange(typed), "x", "name")).present).toBe("");
  });
});
