import * as pulumi from "@pulumi/pulumi";
import { throwIfPartlyUpdated } from "../../../src/deploy/resources/throw-if-partly-updated";

/** Why the hook fails the run, if the state already had what the update wants. */
function explain(planned: object, live: object, before: object = planned, ignored?: readonly string[]): string {
  const [newInputs, oldOutputs, newOutputs] = [{ ...planned }, { ...before }, { ...live }];
  try {
    const type = "aws:cloudwatch/metricAlarm:MetricAlarm";
    throwIfPartlyUpdated({ type, name: "mood-scale-out", newInputs, oldOutputs, newOutputs }, ignored);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

describe("throwIfPartlyUpdated", () => {
  it("names each property that AWS keeps, and the next command", () => {
    const planned = { threshold: 800, alarmActions: ["arn:new"], tags: { team: "ads" }, actionsEnabled: false };
    const live = { threshold: 600, alarmActions: ["arn:old"], tags: { team: "ml", env: "dev" }, actionsEnabled: true };
    expect(explain(planned, live)).toBe(
      `MetricAlarm mood-scale-out is not as planned: an earlier update of it failed, or someone changed it, and this one sent only what changed since
threshold is 600 at AWS and not 800
alarmActions has an older value at AWS
tags.team is ml at AWS and not ads
tags.env is dev at AWS and not absent
actionsEnabled is true at AWS and not false
fix: run pulumi up again, which sends the rest`,
    );
  });

  it("accepts what the update sent, which a read may not show yet", () => {
    expect(explain({ threshold: 800 }, { threshold: 600 }, { threshold: 600 })).toBe("");
  });

  it("accepts what only the provider knows or spells in another way", () => {
    const planned = {
      __defaults: ["name"],
      period: 60,
      alarmActions: ["a", "b"],
      configuration: { __defaults: ["x"], cooldown: 300, steps: [{ change: 1 }, { change: 2 }] },
      body: '{"a":1,"b":[{"c":2,"d":3}]}',
      description: "",
      dimensions: {},
    };
    const live = {
      arn: "arn",
      period: "60",
      alarmActions: ["b", "a"],
      configuration: { cooldown: 300, steps: [{ change: 2, more: 0 }, { change: 1 }], adjustment: "x" },
      body: '{ "b": [ { "d": 3, "c": 2 } ], "a": 1 }',
    };
    expect(explain(planned, live)).toBe("");
    expect(explain(planned, { ...live, body: '{"a":1,"b":[]}' })).toContain(
      'body is {"a":1,"b":[]} at AWS and not {"a":1,',
    );
    expect(explain({ ...planned, body: "{broken" }, live)).toContain("body");
  });

  it("leaves out what others change, and shows no secret", () => {
    expect(explain({ min: 1 }, { min: 4 }, { min: 1 }, ["min"])).toBe("");
    expect(explain({ variants: [1] }, { variants: [2] }, { variants: [1] }, ["variants[*].count"])).toBe("");
    expect(explain({ environment: pulumi.secret({ TOKEN: "x" }) }, { environment: { TOKEN: "y" } })).toBe("");
  });
});
