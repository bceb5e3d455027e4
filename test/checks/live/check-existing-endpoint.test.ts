import type { AwsResult } from "../../../src/aws/client/call-aws";
import type { LiveEndpoint } from "../../../src/aws/client/live-endpoint";
import type { LiveScaling } from "../../../src/aws/client/live-scaling";
import { checkExistingEndpoint } from "../../../src/checks/live/check-existing-endpoint";
import type { OwnedScaling } from "../../../src/checks/live/existing-endpoint-context";
import type { ExistingEndpoint } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";

const resourceId = "endpoint/fraud-2024/variant/AllTraffic";
const dimension = "--scalable-dimension sagemaker:variant:DesiredInstanceCount";
const place = `--service-namespace sagemaker --resource-id ${resourceId} ${dimension}`;
const target = { min: 2, max: 5, suspended: { in: false, out: false, scheduled: false } };
const nothingYet: OwnedScaling = { target: false, actions: [], policies: [] };

interface Case {
  readonly scaling?: Partial<LiveScaling>;
  readonly adopt?: boolean;
  readonly ours?: Partial<OwnedScaling>;
  readonly variant?: Partial<ExistingEndpoint["variant"]>;
  readonly read?: AwsResult<LiveEndpoint | undefined>;
}

function said({ scaling = {}, adopt = false, ours = {}, variant = {}, read }: Case) {
  const counts = {
    name: "fraud-2024",
    status: "InService",
    configName: "c",
    variants: [{ name: "AllTraffic", desired: 2, current: 2, instanceType: "ml.g5.xlarge" }],
  };
  const live = {
    counts,
    scaling: { resourceId, actions: [], policies: [], activities: [], ...scaling },
  };
  const existing = {
    name: "fraud-2024",
    variant: { name: "AllTraffic", ...variant },
    async: false,
    adopt,
  };
  const context = {
    path: "endpoints.fraud",
    existing,
    actions: [{ name: "office" }],
    owned: { ...nothingYet, ...ours },
  };
  return checkExistingEndpoint(context, read ?? { found: live }).map(formatProblem);
}

const action = (name: string) => ({
  name,
  schedule: "cron(0 17 ? * MON-FRI *)",
  timezone: "UTC",
  min: 2,
  max: 4,
});

describe("existingEndpointProblems", () => {
  it("accepts an endpoint that nothing scales, and one that only this stack scales", () => {
    expect(said({})).toEqual([]);
    const scaling = {
      target,
      actions: [action("office"), action("gone-window")],
      policies: [{ name: "out-1", alarms: [] }],
    };
    const ours = { target: true, actions: ["office", "gone-window"], policies: ["out-1"] };
    expect(said({ scaling, ours })).toEqual([]);
    expect(said({ scaling, ours, adopt: true })).toEqual([]);
  });

  it("refuses to make a target that is there already, with the command that takes it away", () => {
    expect(said({ scaling: { target } })).toEqual([
      `error target-taken at endpoints.fraud.endpoint
  AWS has a scalable target for variant AllTraffic of fraud-2024 already, with limits 2-5, and making one would overwrite it
  expected: adopt: true, which imports the target as it is, or no target
  fix: write adopt: true, or take it away: aws application-autoscaling deregister-scalable-target ${place}`,
    ]);
    expect(said({ scaling: { target }, adopt: true })).toEqual([]);
  });

  it("refuses to adopt a target that is not there", () => {
    expect(said({ adopt: true })).toEqual([
      `error target-missing at endpoints.fraud.endpoint.adopt
  AWS has no scalable target for variant AllTraffic of fraud-2024, so there is none to adopt
  expected: adopt only where a target is registered
  fix: remove adopt: the target is registered then`,
    ]);
  });

  it("warns of actions that go on firing, that are overwritten, and of policies that go on scaling", () => {
    const scaling = {
      target,
      actions: [action("office"), action("Peak")],
      policies: [{ name: "by-cdk", alarms: [] }],
    };
    expect(said({ scaling, adopt: true })).toEqual([
      `warning action-overwritten at endpoints.fraud.endpoint
  AWS has a scheduled action "office" for fraud-2024 already (cron(0 17 ? * MON-FRI *) UTC: 2 to 4 instances), and this run makes it its own
  expected: a name that nothing else uses, unless it is to be taken over
  fix: take it out of whatever made it, or rename the window or schedule`,
      `warning action-foreign at endpoints.fraud.endpoint
  the scheduled action "Peak" of fraud-2024 (cron(0 17 ? * MON-FRI *) UTC) is none of this stack's, and goes on moving the limits
  expected: no scheduled actions but those of the timetable
  fix: take it out of whatever made it, or: aws application-autoscaling delete-scheduled-action ${place} --scheduled-action-name Peak`,
      `warning policy-foreign at endpoints.fraud.endpoint
  the scaling policy "by-cdk" of fraud-2024 is none of this stack's, and goes on scaling within the limits
  expected: the policies of scaling alone, or no scaling here
  fix: keep it and leave scaling out, or: aws application-autoscaling delete-scaling-policy ${place} --policy-name by-cdk`,
    ]);
  });

  it("knows the endpoint's variants and their instance types", () => {
    expect(said({ variant: { name: "blue" } })[0]).toBe(
      `error variant-differs at endpoints.fraud.endpoint.variant
  fraud-2024 has no variant "blue"
  expected: AllTraffic
  fix: write variant: AllTraffic`,
    );
    expect(said({ variant: { instanceType: "ml.g5.2xlarge" } })).toEqual([
      `warning variant-differs at endpoints.fraud.endpoint.instanceType
  variant AllTraffic of fraud-2024 has instances of ml.g5.xlarge, not ml.g5.2xlarge: cost and checks are about the wrong type
  expected: ml.g5.xlarge
  fix: write instanceType: ml.g5.xlarge`,
    ]);
    expect(said({ variant: { instanceType: "ml.g5.xlarge" } })).toEqual([]);
  });

  it("refuses a name that AWS does not know, and only warns when AWS cannot be read", () => {
    expect(said({ read: { found: undefined } })).toEqual([
      `error existing-endpoint-missing at endpoints.fraud.endpoint.existing
  AWS has no endpoint "fraud-2024" in this account and region
  expected: the name of an endpoint at AWS
  fix: correct the name, aws:region or aws:profile; aws sagemaker list-endpoints shows what there is`,
    ]);
    const trouble = {
      kind: "network" as const,
      operation: "sagemaker:DescribeEndpoint",
      message: "AWS cannot be reached for sagemaker:DescribeEndpoint: no route",
      fix: "check the network",
    };
    expect(said({ read: { failure: trouble } })).toEqual([
      `warning existing-endpoint-unread at endpoints.fraud.endpoint
  whether something else scales fraud-2024 already is not known: AWS cannot be reached for sagemaker:DescribeEndpoint: no route
  expected: no target, or adopt: true: a target that is there would be overwritten
  fix: check the network`,
    ]);
  });
});
