import { createHistory, recordChange, redoChange, undoChange } from "../../../src/cli/editor/drafts";

describe("history", () => {
  it("undoes and redoes, and drops undone states at the next change", () => {
    const third = recordChange(recordChange(createHistory("a"), "b"), "c");
    expect(undoChange(third).present).toBe("b");
    expect(redoChange(undoChange(third)).present).toBe("c");
    expect(undoChange(undoChange(undoChange(third))).present).toBe("a");
    const other = recordChange(undoChange(third), "d");
    expect(redoChange(other).present).toBe("d");
    expect(undoChange(other).present).toBe("b");
  });

  it("undoes typing in one field as one step, but each field by itself", () => {
    const typed = ["o", "of", "off"].reduce((history, text) => recordChange(history, text, "name"), createHistory(""));
    expect(undoChange(typed).present).toBe("");
    expect(undoChange(recordChange(typed, "off 2", "min")).present).toBe("off");
    expect(undoChange(recordChange(undoChange(typed), "x", "name")).present).toBe("");
  });
});
