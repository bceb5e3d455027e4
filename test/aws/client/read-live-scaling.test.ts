import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { formatScalingCommand, readLiveScaling } from "../../../src/aws/client/read-live-scaling";
import { instant } from "../../support/instant";

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
    const read = await readLiveScaling(aws, "sentiment-1a2b3c4", "AllTraffic");
    expect(read).toMatchObject({
      found: { activities: [{ at: instant("2026-11-24T08:00Z"), description: "Setting", cause: "" }] },
    });
    expect("found" in read && read.found.activities).toHaveLength(1);
  });
});

describe("formatScalingCommand", () => {
  it("quotes values for a shell", () => {
    const name = "it's press day";
    expect(
      formatScalingCommand("endpoint/e/variant/v", "delete-scheduled-action", { "scheduled-action-name": name }),
    ).toBe(
      "aws application-autoscaling delete-scheduled-action --service-namespace sagemaker --resource-id endpoint/e/variant/v --scalable-dimension sagemaker:variant:DesiredInstanceCount --scheduled-action-name 'it'\\''s press day'",
    );
  });
});
