import type { CapacityUnit } from "../../../src/aws/facts/scalable-dimensions";
import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { formatScalingCommand, readLiveScaling, toScalableTargetKey } from "../../../src/aws/client/read-live-scaling";
import { instant } from "../../support/instant";

const id = { unit: "instances", resourceId: "endpoint/e/variant/v" } as const;

describe("readScaling", () => {
  it("reads when activities began, and leaves out one without a moment", async () => {
    const began = { StartTime: new Date("2026-11-24T08:00:59Z"), Description: "Setting" };
    const aws = {
      scaling: {
        describeScalableTargets: () => Promise.resolve({}),
        describeScheduledActions: () => Promise.resolve({}),
        describeScalingPolicies: () => Promise.resolve({}),
        describeScalingActivities: () => Promise.resolve({ ScalingActivities: [began, { Description: "never" }] }),
      },
    } as unknown as AwsClients;
    const read = await readLiveScaling(aws, id);
    expect(read).toMatchObject({
      found: { activities: [{ at: instant("2026-11-24T08:00Z"), description: "Setting", cause: "" }] },
    });
    expect("found" in read && read.found.activities).toHaveLength(1);
  });
});

describe("toScalableTargetKey", () => {
  it("names a target by what its limits count", () => {
    const getDimension = (unit: CapacityUnit) => toScalableTargetKey({ unit, resourceId: "r" }).ScalableDimension;
    expect(getDimension("copies")).toBe("sagemaker:inference-component:DesiredCopyCount");
    expect(getDimension("concurrency")).toBe("sagemaker:variant:DesiredProvisionedConcurrency");
  });
});

describe("formatScalingCommand", () => {
  it("quotes values for a shell", () => {
    const name = "it's press day";
    expect(formatScalingCommand(id, "delete-scheduled-action", { "scheduled-action-name": name })).toBe(
      "aws application-autoscaling delete-scheduled-action --service-namespace sagemaker --resource-id endpoint/e/variant/v --scalable-dimension sagemaker:variant:DesiredInstanceCount --scheduled-action-name 'it'\\''s press day'",
    );
  });
});
