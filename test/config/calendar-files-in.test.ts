import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calendarFilesIn } from "../../src/config/calendar-files-in";

describe("calendarFilesIn", () => {
  const folder = mkdtempSync(join(tmpdir(), "calendars-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("reads a file by its path from the folder", () => {
    writeFileSync(join(folder, "de-by.yaml"), "dates: {}\n");
    expect(calendarFilesIn(folder)("./de-by.yaml")).toBe("dates: {}\n");
  });

  it("has nothing for a file that is not there, or a folder", () => {
    expect(calendarFilesIn(folder)("none.yaml")).toBeUndefined();
    expect(calendarFilesIn(folder)(".")).toBeUndefined();
  });
});
