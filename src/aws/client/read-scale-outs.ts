import type { ScalingActivity } from "@aws-sdk/client-application-auto-scaling";
import { type EpochMinute, toInstant } from "../../timetable/time";
import { countSetPatterns, type ScaledResource, toResourceId } from "../facts";
import type { AwsClients } from "./aws-clients";
import { type AwsResult, readAllPages } from "./call-aws";
import { toScalableTargetKey } from "./read-live-scaling";

/** One rise of a count. `seconds`: from the request until all instances, copies or concurrency were in service. */
export interface ScaleOut {
  readonly at: EpochMinute;
  readonly seconds: number;
}

/**
 * Reads the completed scale-outs from the history of a scalable target, which covers six weeks.
 * @returns from the oldest to the newest; none also if nothing is registered
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html
 */
export async function readScaleOuts(
  { scaling }: Pick<AwsClients, "scaling">,
  resource: ScaledResource,
): Promise<AwsResult<readonly ScaleOut[]>> {
  const place = toScalableTargetKey({ unit: resource.unit, resourceId: toResourceId(resource) });
  const read = await readAllPages("application-autoscaling:DescribeScalingActivities", async (token) => {
    const page = await scaling.describeScalingActivities({
      ...place,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    return { entries: page.ScalingActivities, next: page.NextToken };
  });
  return "failure" in read ? read : { found: findScaleOuts(read.found) };
}

/**
 * An activity has the new count and not the old one, which is that of the activity before. Leaves out a change that may
 * be a scale-in, and one that did not end well: another one may have followed it.
 */
function findScaleOuts(activities: readonly ScalingActivity[]): readonly ScaleOut[] {
  const sorted = activities
    .filter(({ Description = "" }) => countSetPatterns.count.test(Description))
    .toSorted((a, b) => (a.StartTime?.getTime() ?? 0) - (b.StartTime?.getTime() ?? 0));
  let before: number | undefined;
  return sorted.flatMap((activity) => {
    const { Cause = "", StatusCode, StartTime, EndTime } = activity;
    // Refused at once, so the count stayed.
    if (StatusCode === "Failed") return [];
    const count = getCount(activity);
    const isRise = countSetPatterns.belowMin.test(Cause) || (before !== undefined && count > before);
    before = StatusCode === "Successful" ? count : undefined;
    const isUsable = isRise && !countSetPatterns.aboveMax.test(Cause) && StatusCode === "Successful";
    if (!isUsable || StartTime === undefined || EndTime === undefined) return [];
    return [{ at: toInstant(StartTime), seconds: Math.round((EndTime.getTime() - StartTime.getTime()) / 1000) }];
  });
}

function getCount({ Description = "" }: ScalingActivity): number {
  return Number(countSetPatterns.count.exec(Description)?.[1]);
}
