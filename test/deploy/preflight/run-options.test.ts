import path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readRunOptions } from "../../../src/deploy/preflight/run-options";
import { instant } from "../../support/instant";

describe("readRunOptions", () => {
  const before = { ...process.env };
  beforeAll(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: name, state: inputs }),
      call: () => ({}),
    });
  });
  afterEach(() => {
    process.env = { ...before };
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it("takes the moment of the clock, to the minute", () => {
    jest.useFakeTimers({ now: new Date("2026-11-24T08:00:59.999Z") });
    expect(readRunOptions().now).toBe(instant("2026-11-24T08:00Z"));
  });

  it("takes TIMETABLE_NOW instead", () => {
    process.env["TIMETABLE_NOW"] = "2026-11-24T09:00:00.000+01:00";
    expect(readRunOptions().now).toBe(instant("2026-11-24T08:00Z"));
  });

  describe("in a run of the engine", () => {
    beforeEach(() => {
      jest.spyOn(pulumi.runtime, "getEngine").mockReturnValue({} as ReturnType<typeof pulumi.runtime.getEngine>);
      delete process.env["AWS_ENDPOINT_URL"];
    });

    it.each([
      [["TIMETABLE_NOW"], "TIMETABLE_NOW"],
      [["TIMETABLE_CLOCK"], "TIMETABLE_CLOCK"],
      [["TIMETABLE_CLOCK", "TIMETABLE_NOW"], "TIMETABLE_NOW and TIMETABLE_CLOCK"],
    ])("refuses %j on a real account", (set, names) => {
      for (const name of set) process.env[name] = "2026-11-24T09:00Z";
      for (const endpoint of [
        undefined,
        "https://sagemaker.eu-central-1.amazonaws.com",
        "http://localhost.example.com",
      ]) {
        if (endpoint !== undefined) process.env["AWS_ENDPOINT_URL"] = endpoint;
        expect(() => readRunOptions()).toThrow(
          new pulumi.RunError(
            `${names} in the environment would set the clock of this run: only npm run try may do that\n  fix: run unset ${set.toSorted().toReversed().join(" ")}`,
          ),
        );
      }
    });

    it.each(["http://127.0.0.1:4566", "http://localhost:4566/"])("takes both with the simulated AWS at %s", (url) => {
      process.env["AWS_ENDPOINT_URL"] = url;
      process.env["TIMETABLE_NOW"] = "2026-11-24T08:00Z";
      process.env["TIMETABLE_CLOCK"] = `${url}clock`;
      expect(readRunOptions().now).toBe(instant("2026-11-24T08:00Z"));
    });
  });

  it("reads calendar files from the working directory in a program that has no folder", () => {
    // What an inline program of the Automation API and a component of a plugin get.
    for (const root of ["rootDirectory", ""]) {
      jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(root);
      expect(readRunOptions().readCalendarFile("calendars/de-by.yaml")).toContain("dates:");
    }
  });

  it("reads calendar files from the folder of Pulumi.yaml", () => {
    jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(path.join(__dirname, "../../../calendars"));
    expect(readRunOptions().readCalendarFile("de-by.yaml")).toContain("dates:");
  });

  it("reads no calendar file outside the folder of Pulumi.yaml", () => {
    jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(path.join(__dirname, "../../../docs"));
    const reason = "it is outside the folder of Pulumi.yaml";
    for (const file of ["../calendars/de-by.yaml", "/etc/passwd", "/dev/zero"]) {
      expect(readRunOptions().readCalendarFile(file)).toEqual({ reason });
    }
  });

  it.each(["tomorrow", "2026-11-24T08:00", ""])("refuses %j as TIMETABLE_NOW, and says what to write", (text) => {
    process.env["TIMETABLE_NOW"] = text;
    const read = (): unknown => readRunOptions();
    expect(read).toThrow(pulumi.RunError);
    expect(read).toThrow(
      `TIMETABLE_NOW is "${text}", which is not an ISO instant with offset\n  fix: write 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z, or unset it`,
    );
  });
});
