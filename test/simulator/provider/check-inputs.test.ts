import { checkInputs, readRefreshedInputs } from "../../../src/simulator/provider/check-inputs";
import { getResourceType } from "../../../src/simulator/provider/provider";

const action = getResourceType("urn:pulumi:s::p::aws:appautoscaling/scheduledAction:ScheduledAction::a");
const endpoint = getResourceType("urn:pulumi:s::p::x$aws:sagemaker/endpoint:Endpoint::e");
const seed = new TextEncoder().encode("seed");

describe("checkInputs", () => {
  it("fills in defaults and a name that the seed decides, and notes both", () => {
    const { inputs } = checkInputs(action, "a", {}, { schedule: "x" }, seed);
    expect(inputs).toMatchObject({ timezone: "UTC", __defaults: ["name", "timezone"] });
    expect(inputs["name"]).toMatch(/^a-[0-9a-f]{7}$/);
    expect(checkInputs(action, "a", {}, {}, seed).inputs["name"]).toBe(inputs["name"]);
    const other = checkInputs(action, "a", {}, {}, new TextEncoder().encode("other"));
    expect(other.inputs["name"]).not.toBe(inputs["name"]);
  });

  it("makes a name without a seed, too, and never the same", () => {
    const none = new Uint8Array();
    const names = [1, 2].map(() => checkInputs(action, "a", {}, {}, none).inputs["name"]);
    expect(names[0]).not.toBe(names[1]);
  });

  it("keeps a name that it made, and forgets one that a person gave and took back", () => {
    const made = { name: "a-0123456", __defaults: ["name"] };
    expect(checkInputs(action, "a", made, {}, seed).inputs["name"]).toBe("a-0123456");
    const given = { name: "mine", __defaults: [] };
    expect(checkInputs(action, "a", given, {}, seed).inputs["name"]).not.toBe("mine");
  });

  it("names each required property that is missing", () => {
    const { complaints } = checkInputs(endpoint, "e", {}, {}, seed);
    expect(complaints).toEqual([
      { property: "endpointConfigName", reason: "Missing required property 'endpointConfigName'" },
    ]);
  });

  it.each([
    [{}, /one of blueGreenUpdatePolicy,rollingUpdatePolicy/],
    [{ blueGreenUpdatePolicy: { a: 1 }, rollingUpdatePolicy: { a: 1 } }, /one of/],
    [{ blueGreenUpdatePolicy: { maximumExecutionTimeoutInSeconds: 14_401 } }, /600 - 14400/],
  ])("refuses the deployment %j", (more, reason) => {
    const news = { endpointConfigName: "c", deploymentConfig: { autoRollbackConfiguration: { alarms: [] }, ...more } };
    const { complaints } = checkInputs(endpoint, "e", {}, news, seed);
    expect(complaints.map((each) => each.reason)).toEqual([expect.stringMatching(reason)]);
  });
});

describe("refreshedInputs", () => {
  it("gives what the program had given the values that AWS has now", () => {
    const inputs = { min: 1, tags: { a: "1" }, list: [{ size: 1 }], __defaults: ["x"] };
    const found = { min: 4, tags: { a: "2", b: "3" }, list: [{ size: 2, more: 9 }], arn: "arn" };
    expect(readRefreshedInputs(inputs, found)).toEqual({
      min: 4,
      tags: { a: "2" },
      list: [{ size: 2 }],
      __defaults: ["x"],
    });
  });

  it("drops what AWS no longer has", () => {
    expect(readRefreshedInputs({ note: "x" }, {})).toStrictEqual({});
  });
});

describe("resourceTypeOf", () => {
  it("says what it has when it is asked for something else", () => {
    expect(() => getResourceType("urn:pulumi:s::p::aws:sqs/queue:Queue::q")).toThrow(
      /the local AWS has no aws:sqs\/queue:Queue; it has aws:iam\/role:Role, /,
    );
  });
});
