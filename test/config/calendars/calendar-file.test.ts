import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
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

  it("says why it reads no missing file and no folder", () => {
    mkdirSync(join(folder, "other"));
    expect(createCalendarFileReader(folder)("none.yaml")).toEqual({ reason: "no such file" });
    expect(createCalendarFileReader(folder)("other")).toEqual({ reason: "it is a folder" });
  });
});
