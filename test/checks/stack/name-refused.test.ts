import { checkNameRefused } from "../../../src/checks/stack/name-refused.rule";
import type { EndpointSections } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";
import { container } from "../../support/endpoint-config";
import { sectionContext } from "../../support/section-context";

const said = (sections: EndpointSections, name = "sentiment"): readonly string[] =>
  checkNameRefused(sectionContext(sections, { name, path: `endpoints.${name}` })).map(
    formatProblem,
  );

describe("nameRefused", () => {
  it("refuses an endpoint's key that makes no name, and says one that does", () =>
    expect(said({}, "my_model")).toEqual([
      `error name-refused at endpoints.my_model
  "my_model" is not a name for an endpoint
  expected: at most 55 characters: letters, digits, hyphens between them
  fix: write my-model`,
    ]));

  it("leaves room for the suffix that makes the name unique", () => {
    expect(said({}, "a".repeat(55))).toEqual([]);
    expect(said({}, "a".repeat(56))).toEqual([
      `error name-refused at endpoints.${"a".repeat(56)}
  "${"a".repeat(56)}" is not a name for an endpoint
  expected: at most 55 characters: letters, digits, hyphens between them
  fix: shorten it by 1`,
    ]);
  });

  it("refuses a variant's name that ends with a hyphen", () => {
    const variant = { name: "blue-", instanceType: "ml.g5.xlarge" };
    expect(said({ variant })).toEqual([
      `error name-refused at endpoints.sentiment.variant.name
  "blue-" is not a name for a variant
  expected: at most 63 characters: letters, digits, hyphens between them
  fix: write blue`,
    ]);
    expect(said({ variant: { ...variant, name: "blue--1" } })).toEqual([]);
  });

  it("refuses a scheduled action with a colon, and a window whose name would make one", () => {
    const schedule = { schedule: "cron(0 8 ? * * *)", min: 1, max: 1, timezone: "UTC" };
    const window = {
      starts: { days: ["mon"] as const },
      fromMinute: 480,
      lengthMinutes: 60,
      limits: { min: 1, max: 1 },
    };
    expect(
      said({
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
  "at:8" is not a name for a scheduled action
  expected: at most 256 characters: no colon, slash, bar or control character, no space at either end`,
      `error name-refused at endpoints.sentiment.timetable.windows["a/b"]
  "a/b" is not a name for a window: scheduled actions are named after it
  expected: at most 256 characters: no colon, slash, bar or control character, no space at either end`,
    ]);
  });

  it("refuses hostnames and variables of the container that they belong to", () => {
    const faulty = { ...container, hostname: "pre_process", environment: { "MAX-BATCH": "4" } };
    expect(said({ model: { containers: [faulty], networkIsolation: false } })).toEqual([
      `error name-refused at endpoints.sentiment.model.hostname
  "pre_process" is not a hostname
  expected: at most 63 characters: letters, digits, hyphens between them
  fix: write pre-process`,
      `error name-refused at endpoints.sentiment.model.environment.MAX-BATCH
  "MAX-BATCH" is not a name for an environment variable
  expected: at most 1024 characters: letters, digits and underscores, no digit in front`,
    ]);
    expect(
      said({ model: { containers: [container, faulty], networkIsolation: false } })[0],
    ).toMatch("at endpoints.sentiment.model.containers[1].hostname");
  });

  it("refuses an alarm's name that is blank", () =>
    expect(
      said({ deployment: { strategy: { type: "allAtOnce" }, rollbackAlarms: ["errors", " "] } }),
    ).toEqual([
      `error name-refused at endpoints.sentiment.deployment.rollbackAlarms[1]
  " " is not a name of an alarm
  expected: at most 255 characters: any text that is not blank`,
    ]));
});
