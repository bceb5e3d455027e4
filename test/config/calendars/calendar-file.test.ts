import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCalendarFileReader } from "../../../src/config/calendars/calendar-file";

describe("createCalendarFileReader", () => {
  const folder = mkdtempSync(join(tmpdir(), "calendars-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it("reads a file relative to the folder", () => {
    writeFileSync(join(folder, "de-by.yaml"), "dates: {}\n");
    expect(createCalendarFileReader(folder)("./de-by.yaml")).toBe("dates: {}\n");
  });

  it("returns undefined for a missing file, or a folder", () => {
    expect(createCalendarFileReader(folder)("none.yaml")).toBeUndefined();
    expect(createCalendarFileReader(folder)(".")).toBeUndefined();
  });
});
