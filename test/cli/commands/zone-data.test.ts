import { readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder } from "./stack-files";

const folder = new StackFolder();
folder.write("Pulumi.t.yaml", readFileSync(path.join(__dirname, "zone-data-casablanca.yaml")));

afterAll(() => {
  folder.remove();
});

describe("timetable at, in a zone whose rules changed in 2026", () => {
  it.each([
    ["2026-12-01T07:30Z", "rank at Tue 2026-12-01 07:30 +00:00 (Africa/Casablanca): min 1, max 2 = baseline\n"],
    ["2026-12-01T17:30Z", "rank at Tue 2026-12-01 17:30 +00:00 (Africa/Casablanca): min 4, max 8 = window office\n"],
  ])("gives the limits at %s", async (instant, printed) => {
    const words = ["at", instant, "--file", "Pulumi.t.yaml", "--now", "2026-11-30T10:00Z"] as const;
    expect(await folder.run(...words)).toMatchObject({ code: 0, out: printed, err: "" });
  });
});
