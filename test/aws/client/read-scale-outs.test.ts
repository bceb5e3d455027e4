import type { ScalingActivity } from "@aws-sdk/client-application-auto-scaling";
import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { readScaleOuts } from "../../../src/aws/client/read-scale-outs";
import { instant } from "../../support/instant";

const belowMin = "minimum capacity was set to 4";
const byAlarm = "monitor alarm a in state ALARM triggered policy p";

function setCount(minute: number, count: number, more: Partial<ScalingActivity> = {}): ScalingActivity {
  const start = Date.parse("2026-11-24T08:00:30Z") + minute * 60_000;
  return {
    ActivityId: `${minute}`,
    ServiceNamespace: "sagemaker",
    ResourceId: "endpoint/e/variant/v",
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
    Description: `Setting desired instance count to ${count}.`,
    Cause: byAlarm,
    StatusCode: "Successful",
    StartTime: new Date(start),
    EndTime: new Date(start + 1000 * (400 + minute)),
    ...more,
  };
}

/** AWS returns the newest first. @returns the seconds of each scale-out */
async function findSeconds(...activities: readonly ScalingActivity[]): Promise<readonly number[]> {
  const aws = {
    scaling: { describeScalingActivities: () => Promise.resolve({ ScalingActivities: activities.toReversed() }) },
  } as unknown as AwsClients;
  const read = await readScaleOuts(aws, { unit: "instances", endpoint: "e", variant: "v" });
  return "found" in read ? read.found.map(({ seconds }) => seconds) : [];
}

describe("readScaleOuts", () => {
  it("counts a rise to min, and rises that load asked for", async () => {
    expect(await findSeconds(setCount(0, 4, { Cause: belowMin }), setCount(20, 6), setCount(40, 9))).toEqual([
      400, 420, 440,
    ]);
  });

  it("leaves out scale-ins, and the first change if it may be one", async () => {
    const aboveMax = { Cause: "maximum capacity was set to 2" };
    expect(await findSeconds(setCount(0, 6), setCount(20, 3), setCount(40, 2, aboveMax))).toEqual([]);
    expect(await findSeconds(setCount(0, 3), setCount(20, 6), setCount(40, 7, aboveMax))).toEqual([420]);
  });

  it("leaves out what is not about the count, has not ended, or has not ended well", async () => {
    const limits = {
      Description: "Setting min capacity to 4 and max capacity to 12",
      Cause: "scheduled action name a was triggered",
    };
    const { EndTime: _, ...unfinished } = setCount(60, 8, { StatusCode: "InProgress" });
    expect(
      await findSeconds(
        setCount(0, 4, limits),
        setCount(10, 2, { Cause: belowMin, StatusCode: "Unfulfilled" }),
        // Nobody knows how many instances came before this one.
        setCount(20, 3),
        setCount(30, 9, { StatusCode: "Failed" }),
        setCount(40, 5),
        unfinished,
      ),
    ).toEqual([440]);
  });

  it("reads every page", async () => {
    const pages = [setCount(20, 6), setCount(0, 4, { Cause: belowMin })];
    const aws = {
      scaling: {
        describeScalingActivities: ({ NextToken = "0" }: { NextToken?: string }) =>
          Promise.resolve({
            ScalingActivities: [pages[Number(NextToken)]],
            ...(NextToken === "0" ? { NextToken: "1" } : {}),
          }),
      },
    } as unknown as AwsClients;
    expect(await readScaleOuts(aws, { unit: "instances", endpoint: "e", variant: "v" })).toEqual({
      found: [
        { at: instant("2026-11-24T08:00Z"), seconds: 400 },
        { at: instant("2026-11-24T08:20Z"), seconds: 420 },
      ],
    });
  });
});
