import type { LiveEndpoint } from "../../../src/aws/client/read-live-endpoint";
import type { LiveScaling } from "../../../src/aws/client/read-live-scaling";
import { checkExistingEndpoint } from "../../../src/checks/live/check-existing-endpoint";
import type { OwnedScaling } from "../../../src/checks/live/existing-endpoint-context";
import type { ExistingEndpoint } from "../../../src/config/schema/stack-config";
import { formatProblem } from "../../../src/problem";

const resourceId = "endpoint/fraud-2024/variant/AllTraffic";
const dimension = "--scalable-dimension sagemaker:variant:DesiredInstanceCount";
const place = `--service-namespace sagemaker --resource-id ${resourceId} ${dimension}`;
const target = { min: 2, max: 5, suspended: { in: false, out: false, scheduled: false } };
const nothingOwned: OwnedScaling = { target: false, actions: [], policies: [] };

interface Case {
  readonly scaling?: Partial<LiveScaling>;
  readonly adopt?: boolean;
  readonly owned?: Partial<OwnedScaling>;
  readonly variant?: Partial<ExistingEndpoint["variant"]>;
  readonly hidesType?: true;
  readonly isMissing?: true;
}

function check({ scaling = {}, adopt = false, owned = {}, variant = {}, isMissing, hidesType }: Case) {
  const counts = {
    name: "fraud-2024",
    status: "InService",
    configName: "c",
    variants: [{ name: "AllTraffic", desired: 2, current: 2, ...(hidesType ? {} : { instanceType: "ml.g5.xlarge" }) }],
  };
  const live: LiveEndpoint = {
    counts,
    scaling: { unit: "instances", resourceId, actions: [], policies: [], activities: [], ...scaling },
  };
  const existing = {
    name: "fraud-2024",
    unit: "instances" as const,
    variant: { name: "AllTraffic", ...variant },
    async: false,
    adopt,
  };
  const context = {
    path: "endpoints.fraud",
    existing,
    actions: [{ name: "office" }],
    limits: [],
    owned: { ...nothingOwned, ...owned },
  };
  return checkExistingEndpoint(context, isMissing ? undefined : live).map(formatProblem);
}

const action = (name: string) => ({ name, schedule: "cron(0 17 ? * MON-FRI *)", timezone: "UTC", min: 2, max: 4 });

describe("checkExistingEndpoint", () => {
  it("accepts an endpoint that nothing else scales", () => {
    expect(check({})).toEqual([]);
    const scaling = {
      target,
      actions: [action("office"), action("gone-window")],
      policies: [{ name: "out-1", alarms: [] }],
    };
    const owned = { target: true, actions: ["office", "gone-window"], policies: ["out-1"] };
    expect(check({ scaling, owned })).toEqual([]);
    expect(check({ scaling, owned, adopt: true })).toEqual([]);
  });

  it("refuses to overwrite a scalable target, with the command that deregisters it", () => {
    expect(check({ scaling: { target } })).toEqual([
      `error target-taken at endpoints.fraud.endpoint
  variant AllTraffic of fraud-2024 already has a scalable target with limits 2-5, which this run would overwrite
  expected: adopt: true, which imports the target unchanged, or no target
  fix: write adopt: true, or deregister it: aws application-autoscaling deregister-scalable-target ${place}`,
    ]);
    expect(check({ scaling: { target }, adopt: true })).toEqual([]);
  });

  it("refuses to adopt a missing target", () => {
    expect(check({ adopt: true })).toEqual([
      `error target-missing at endpoints.fraud.endpoint.adopt
  variant AllTraffic of fraud-2024 has no scalable target to adopt
  expected: adopt: true only for a registered target
  fix: remove adopt: the run then registers the target`,
    ]);
  });

  it("warns of foreign actions and policies, and of actions that the run overwrites", () => {
    const scaling = { target, actions: [action("office"), action("Peak")], policies: [{ name: "by-cdk", alarms: [] }] };
    expect(check({ scaling, adopt: true })).toEqual([
      `warning action-overwritten at endpoints.fraud.endpoint
  fraud-2024 already has a scheduled action "office" (cron(0 17 ? * MON-FRI *) UTC: min 2, max 4), which this run overwrites
  expected: a name that nothing else uses, unless this stack should take the action over
  fix: remove it from the tool that created it, or rename the window or schedule`,
      `warning action-foreign at endpoints.fraud.endpoint
  scheduled action "Peak" of fraud-2024 (cron(0 17 ? * MON-FRI *) UTC) does not belong to this stack and keeps changing the limits
  expected: no scheduled actions except the timetable's
  fix: remove it from the tool that created it, or run: aws application-autoscaling delete-scheduled-action ${place} --scheduled-action-name Peak`,
      `warning policy-foreign at endpoints.fraud.endpoint
  scaling policy "by-cdk" of fraud-2024 does not belong to this stack and keeps scaling within the limits
  expected: only the policies under scaling, or no scaling here
  fix: keep it and remove scaling here, or run: aws application-autoscaling delete-scaling-policy ${place} --policy-name by-cdk`,
    ]);
  });

  it("refuses an unknown variant and warns of a wrong instance type", () => {
    expect(check({ variant: { name: "blue" } })[0]).toBe(
      `error variant-differs at endpoints.fraud.endpoint.variant
  fraud-2024 has no variant "blue"
  expected: AllTraffic
  fix: write variant: AllTraffic`,
    );
    expect(check({ variant: { instanceType: "ml.g5.2xlarge" } })).toEqual([
      `warning variant-differs at endpoints.fraud.endpoint.instanceType
  variant AllTraffic of fraud-2024 runs on ml.g5.xlarge, not ml.g5.2xlarge: cost and checks use the wrong type
  expected: ml.g5.xlarge
  fix: write instanceType: ml.g5.xlarge`,
    ]);
    expect(check({ variant: { instanceType: "ml.g5.xlarge" } })).toEqual([]);
  });

  it("warns if AWS does not say the instance type", () => {
    expect(check({ variant: { instanceType: "ml.g5.xlarge" }, hidesType: true })).toEqual([
      `warning variant-differs at endpoints.fraud.endpoint.instanceType
  cannot see whether variant AllTraffic of fraud-2024 runs on ml.g5.xlarge, which cost and checks use
  fix: allow sagemaker:DescribeEndpointConfig for this user or role`,
    ]);
    expect(check({ hidesType: true })).toEqual([]);
  });

  it("refuses an unknown name", () => {
    expect(check({ isMissing: true })).toEqual([
      `error existing-endpoint-missing at endpoints.fraud.endpoint.existing
  AWS has no endpoint "fraud-2024" in this account and region
  expected: the name of an existing endpoint
  fix: correct the name, aws:region or aws:profile; aws sagemaker list-endpoints lists the endpoints`,
    ]);
  });
});
