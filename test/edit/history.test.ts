import { changed, historyFrom, redone, undone } from "../../src/edit/history";

describe("history", () => {
  it("goes back and forth, and forgets what was undone at the next change", () => {
    const third = changed(changed(historyFrom("a"), "b"), "c");
    expect(undone(third).present).toBe("b");
    expect(redone(undone(third)).present).toBe("c");
    expect(undone(undone(undone(third))).present).toBe("a");
    const other = changed(undone(third), "d");
    expect(redone(other).present).toBe("d");
    expect(undone(other).present).toBe("b");
  });

  it("undoes typing into one field at once, but not that into another", () => {
    const typed = ["o", "of", "off"].reduce(
      (history, text) => changed(history, text, "name"),
      historyFrom(""),
    );
    expect(undone(typed).present).toBe("");
    expect(undone(changed(typed, "off 2", "min")).present).toBe("off");
    expect(undone(changed(undone(typed), "x", "name")).present).toBe("");
  });
});
