import { checkNameRefused } from "../../../src/checks/stack/name-refused.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const check = (sections: EndpointSections, name = "sentiment"): readonly string[] =>
  checkNameRefused(sectionContext(sections, { name, path: `endpoints.${name}` })).map(formatProblem);

describe("checkNameRefused", () => {
  it("refuses an endpoint's key that is no valid name, and suggests one", () =>
    expect(check({}, "my_model")).toEqual([
      `error name-refused at endpoints.my_model
  "my_model" is not a valid endpoint name
  expected: at most 55 characters: letters, digits, hyphens between them
  fix: write my-model`,
    ]));

  it("leaves room for the unique suffix of the name", () => {
    expect(check({}, "a".repeat(55))).toEqual([]);
    expect(check({}, "a".repeat(56))).toEqual([
      `error name-refused at endpoints.${"a".repeat(56)}
  "${"a".repeat(56)}" is not a valid endpoint name
  expected: at most 55 characters: letters, digits, hyphens between them
  fix: shorten it by 1`,
    ]);
  });

  it("refuses a variant's name that ends with a hyphen", () => {
    const variant = { name: "blue-", instanceType: "ml.g5.xlarge" };
    expect(check({ variant })).toEqual([
      `error name-refused at endpoints.sentiment.variant.name
  "blue-" is not a valid variant name
  expected: at most 63 characters: letters, digits, hyphens between them
  fix: write blue`,
    ]);
    expect(check({ variant: { ...variant, name: "blue--1" } })).toEqual([]);
  });

  it("refuses a scheduled action with a colon, and a window with a slash", () => {
    const schedule = { schedule: "cron(0 8 ? * * *)", min: 1, max: 1, timezone: "UTC" };
    const window = {
      starts: { days: ["mon"] as const },
      fromMinute: 480,
      lengthMinutes: 60,
      limits: { min: 1, max: 1 },
    };
    expect(
      check({
        schedules: { "at:8": schedule, "at 8": schedule },
        timetable: {
          baseline: { min: 1, max: 1 },
          windows: { "a/b": window, "a b": window },
          exceptions: [],
          readyBeforeMinutes: 0,
          reassertEveryMinutes: 15,
        },
      }),
    ).toEqual([
      `error name-refused at endpoints.sentiment.schedules["at:8"]
  "at:8" is not a valid name for a scheduled action
  expected: at most 256 characters: no colon, slash, bar or control character, no space at either end
  fix: write at-8`,
      `error name-refused at endpoints.sentiment.timetable.windows["a/b"]
  "a/b" is not a valid window name: scheduled actions are named after windows
  expected: at most 256 characters: no colon, slash, bar or control character, no space at either end
  fix: write a-b`,
    ]);
  });

  it("refuses hostnames and variables, at their container", () => {
    const faulty = { ...container, hostname: "pre_process", environment: { "MAX-BATCH": "4" } };
    expect(check({ model: { containers: [faulty], networkIsolation: false } })).toEqual([
      `error name-refused at endpoints.sentiment.model.hostname
  "pre_process" is not a valid hostname
  expected: at most 63 characters: letters, digits, hyphens between them
  fix: write pre-process`,
      `error name-refused at endpoints.sentiment.model.environment.MAX-BATCH
  "MAX-BATCH" is not a valid name for an environment variable
  expected: at most 1024 characters: letters, digits and underscores, no digit in front
  fix: write one such as LOG_LEVEL`,
    ]);
    expect(check({ model: { containers: [container, faulty], networkIsolation: false } })[0]).toMatch(
      "at endpoints.sentiment.model.containers[1].hostname",
    );
  });

  it("refuses an alarm's name that is blank", () =>
    expect(check({ deployment: { strategy: { type: "allAtOnce" }, rollbackAlarms: ["errors", " "] } })).toEqual([
      `error name-refused at endpoints.sentiment.deployment.rollbackAlarms[1]
  " " is not a valid alarm name
  expected: at most 255 characters: any text that is not blank
  fix: write one such as errors`,
    ]));
});
