import { findDeployedAccount, findDeployedEndpoint } from "../../../src/deploy/state/deployed-endpoint";

const resource = (type: string, name: string, outputs: object) => ({ type, name, outputs: { ...outputs } });
const endpoint = (name: string) =>
  resource("aws:sagemaker/endpoint:Endpoint", name, {
    name: `${name}-1a2b3c4`,
    arn: `arn:aws:sagemaker:eu-central-1:123456789012:endpoint/${name}-1a2b3c4`,
  });
const shape = (name: string, instanceType: string) =>
  resource("pulumi:index:Stash", `${name}-shape`, { output: { AllTraffic: instanceType } });
const target = (name: string) => resource("aws:appautoscaling/target:Target", name, {});
const action = (name: string, awsName: string) =>
  resource("aws:appautoscaling/scheduledAction:ScheduledAction", name, { name: awsName });
const policy = (name: string) => resource("aws:appautoscaling/policy:Policy", name, { name: `${name}-5d6e7f8` });

describe("findDeployedEndpoint", () => {
  const resources = [
    endpoint("mood"),
    endpoint("mood-eu"),
    shape("mood", "ml.g5.xlarge"),
    resource("pulumi:index:Stash", "mood-scaling", {}),
    shape("mood-eu", "ml.m5.large"),
    target("mood-eu"),
    target("mood"),
    action("mood/office", "office"),
    action("mood-eu/night", "night"),
    policy("mood-scale-out"),
    policy("mood-target-tracking"),
    policy("mood-eu-scale-out"),
  ];

  it("finds the names at AWS of one endpoint's resources, and not those of a longer key", () => {
    expect(findDeployedEndpoint({ resources }, "mood")).toEqual({
      endpoint: "mood-1a2b3c4",
      endpointArn: "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/mood-1a2b3c4",
      instanceTypes: '{"AllTraffic":"ml.g5.xlarge"}',
      hasStrategy: false,
      hasRollbackAlarms: false,
      target: true,
      scalingReady: true,
      actions: ["office"],
      policies: ["mood-scale-out-5d6e7f8", "mood-target-tracking-5d6e7f8"],
    });
  });

  it("finds no endpoint if only what scales one is deployed", () => {
    const ofEu = resources.find(({ type }) => type.endsWith(":Target"));
    expect(findDeployedEndpoint({ resources: ofEu === undefined ? [] : [ofEu] }, "mood-eu")).toEqual({
      hasStrategy: false,
      hasRollbackAlarms: false,
      target: true,
      scalingReady: false,
      actions: [],
      policies: [],
    });
  });

  it("says whether the endpoint was deployed with a strategy", () => {
    const deploymentConfig = { rollingUpdatePolicy: {} };
    const rolling = { ...endpoint("mood"), outputs: { deploymentConfig } };
    const hasStrategy = (key: string) =>
      findDeployedEndpoint({ resources: [rolling, endpoint("mood-eu")] }, key).hasStrategy;
    expect([hasStrategy("mood"), hasStrategy("mood-eu")]).toEqual([true, false]);
  });

  it("says whether the strategy names rollback alarms", () => {
    const autoRollbackConfiguration = { alarms: [{ alarmName: "errors" }] };
    const hasRollbackAlarms = (deploymentConfig: object) =>
      findDeployedEndpoint({ resources: [{ ...endpoint("mood"), outputs: { deploymentConfig } }] }, "mood")
        .hasRollbackAlarms;
    expect(hasRollbackAlarms({ autoRollbackConfiguration })).toBe(true);
    expect(hasRollbackAlarms({ blueGreenUpdatePolicy: {} })).toBe(false);
  });

  it("names the endpoint that is scaled, even if it was replaced", () => {
    const resourceId = "endpoint/mood-before/variant/AllTraffic";
    const before = { ...target("mood"), outputs: { resourceId, arn: "arn of mood" } };
    expect(findDeployedEndpoint({ resources: [endpoint("mood"), before] }, "mood")).toMatchObject({
      endpoint: "mood-1a2b3c4",
      resourceId,
      scaledEndpoint: "mood-before",
      targetArn: "arn of mood",
    });
  });

  it("finds nothing before the first deployment, and if the state cannot be read", () => {
    const deployed = { hasStrategy: false, hasRollbackAlarms: false, target: false, scalingReady: false };
    const nothing = { ...deployed, actions: [], policies: [] };
    expect(findDeployedEndpoint({ resources: [] }, "mood")).toEqual(nothing);
    expect(findDeployedEndpoint({ unreadable: "locked" }, "mood")).toEqual(nothing);
  });
});

describe("findDeployedAccount", () => {
  it("finds the account in the ARN of an endpoint or a target", () => {
    const arn = "arn:aws:application-autoscaling:eu-central-1:111122223333:scalable-target/1a2b";
    const alone = resource("aws:appautoscaling/target:Target", "mood", { arn });
    expect(findDeployedAccount({ resources: [endpoint("mood"), alone] })).toBe("123456789012");
    expect(findDeployedAccount({ resources: [policy("mood-scale-out"), alone] })).toBe("111122223333");
    expect(findDeployedAccount({ resources: [target("mood")] })).toBeUndefined();
    expect(findDeployedAccount({ unreadable: "locked" })).toBeUndefined();
  });
});
