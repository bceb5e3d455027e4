import { StackFolder } from "./stack-files";

// As after npm install --omit=optional.
jest.mock("date-holidays", () => {
  const message = "Cannot find module 'date-holidays'";
  throw Object.assign(new Error(message), { code: "MODULE_NOT_FOUND" });
});

describe("timetable calendar pull without the package date-holidays", () => {
  it("prints how to install it, and exits 2", async () => {
    const folder = new StackFolder();
    const ran = await folder.run("calendar", "pull", "DE-BY");
    folder.remove();
    expect(ran).toEqual({
      code: 2,
      out: "",
      err: [
        "error: the package date-holidays is not installed",
        "  install it with: npm install --no-save date-holidays",
        "  only this command needs it; deployments do not",
        "",
      ].join("\n"),
    });
  });
});
