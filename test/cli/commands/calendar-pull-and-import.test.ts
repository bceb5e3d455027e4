import { StackFolder } from "./stack-files";

// As where npm was told to leave optional packages out.
jest.mock("date-holidays", () => {
  const message = "Cannot find module 'date-holidays'";
  throw Object.assign(new Error(message), { code: "MODULE_NOT_FOUND" });
});

describe("timetable calendar pull without the package date-holidays", () => {
  it("says how to install it, and is bad usage, no bug", async () => {
    const folder = new StackFolder();
    const ran = await folder.run("calendar", "pull", "DE-BY");
    folder.remove();
    expect(ran).toEqual({
      code: 2,
      out: "",
      err: [
        "error: the package date-holidays, which knows the holidays, is not installed",
        "  install it with: npm install --include=optional",
        "  only this command needs it; the calendar files it writes are read without it",
        "",
      ].join("\n"),
    });
  });
});
