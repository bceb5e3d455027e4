import { checkMinZero } from "../../../src/checks/stack/min-zero.rule";
import { formatProblem } from "../../../src/problem";
import { rawContext } from "../../support/endpoint-context";
import { contextOf } from "../../support/timetable-context";
import { limits, override, timetable, weekly } from "../../support/timetables";

const windows = { night: weekly("mon-sun", "22:00", "06:00", "0-1") };

describe("checkMinZero", () => {
  it("refuses min 0 on a real-time endpoint", () => {
    expect(checkMinZero(contextOf({ windows })).map(formatProblem)).toEqual([
      `error min-zero at endpoints.fraud.timetable.windows.night.min
  window "night" has min 0, but a real-time endpoint cannot have zero instances
  expected: 1 or more; 0 only with async
  fix: write min: 1, or make the endpoint asynchronous with async`,
    ]);
  });

  it("suggests raising both if max is 0 too, at the override because of hold", () => {
    const context = contextOf({ override: override("2026-12-04T12:00", "2026-12-05T18:00", "0-0") });
    expect(checkMinZero(context).map(({ path, fix }) => `${path}: ${fix}`)).toEqual([
      "endpoints.fraud.timetable.override: write 1 for min and max, or make the endpoint asynchronous with async",
    ]);
  });

  it("checks schedules too", () => {
    const found = checkMinZero(rawContext({ night: { schedule: "cron(0 22 ? * * *)", min: 0, max: 1 } }));
    expect(found.map(({ path, message }) => `${path}: ${message}`)).toEqual([
      'endpoints.fraud.schedules.night.min: schedule "night" has min 0, but a real-time endpoint cannot have zero instances',
    ]);
  });

  it("accepts it on an asynchronous endpoint, even if async has a wrong shape", () => {
    const config = timetable({ windows });
    const asynchronous = { timetable: config, async: { outputPath: "s3://results/" } };
    expect(checkMinZero(contextOf({}, { sections: asynchronous }))).toEqual([]);
    expect(checkMinZero(contextOf({ windows }, { wrongSections: ["async"] }))).toEqual([]);
  });

  it("accepts it on an existing asynchronous endpoint", () => {
    const endpoint = { name: "e", unit: "instances" as const, variant: { name: "v" }, async: false, adopt: false };
    const check = (async: boolean) =>
      checkMinZero(
        contextOf({}, { sections: { timetable: timetable({ windows }), endpoint: { ...endpoint, async } } }),
      ).map(({ fix }) => fix);
    expect(check(true)).toEqual([]);
    expect(check(false)).toEqual(["write min: 1, or write endpoint.async: true if the endpoint is asynchronous"]);
    expect(checkMinZero(contextOf({ windows }, { wrongSections: ["endpoint"] }))).toEqual([]);
  });

  it("accepts min 1", () => {
    expect(checkMinZero(contextOf({ baseline: limits("1-1") }))).toEqual([]);
  });
});
