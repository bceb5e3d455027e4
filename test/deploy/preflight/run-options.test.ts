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

  it.each(["tomorrow", "2026-11-24T08:00", ""])("refuses %j as TIMETABLE_NOW, and says what to write", (text) => {
    process.env["TIMETABLE_NOW"] = text;
    const read = (): unknown => readRunOptions();
    expect(read).toThrow(pulumi.RunError);
    expect(read).toThrow(
      `TIMETABLE_NOW is "${text}", which is not an ISO instant with offset\n  fix: write 2026-12-24T12:00+01:00 or 2026-12-24T11:00Z, or unset it`,
    );
  });
});
