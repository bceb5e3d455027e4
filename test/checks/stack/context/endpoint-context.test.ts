import { getPlainNow } from "../../../../src/checks/stack/context/endpoint-context";
import { contextOf } from "../../../support/timetable-context";
import { minute } from "../../../support/timetables";

describe("getPlainNow", () => {
  it("returns the time in the endpoint's zone", () => {
    expect(getPlainNow(contextOf({}))).toBe(minute("2026-11-24T09:00"));
  });

  it("returns the time in UTC if the zone is unknown or missing", () => {
    const { timezone: _, ...without } = contextOf({});
    expect(getPlainNow(without)).toBe(minute("2026-11-24T08:00"));
    expect(getPlainNow({ ...without, timezone: "Mars/Olympus" })).toBe(minute("2026-11-24T08:00"));
  });
});
