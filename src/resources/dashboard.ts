import { Dashboard, type MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { WatchedPlan } from "../plan/scaling";
import { dashboardBody } from "../plan/dashboard";
import type { ServedEndpoint } from "./endpoint";
import { names } from "./names";

/**
 * The Dashboard of the endpoint, under the endpoint's own name at AWS.
 *
 * In:     `alarm`: its ARN tells the region, for an existing endpoint too
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 */
export function dashboard(
  plan: WatchedPlan,
  alarm: MetricAlarm,
  { endpoint }: ServedEndpoint,
  parent: pulumi.Resource,
): Dashboard | undefined {
  const shown = plan.arrival.dashboard;
  if (shown === undefined) return undefined;
  const { variantName } = plan.target;
  return new Dashboard(
    names.dashboard(plan.name),
    {
      dashboardName: endpoint.name,
      dashboardBody: pulumi.all([endpoint.name, alarm.arn]).apply(([endpointName, arn]) => {
        const region = arn.split(":")[3] ?? "";
        return dashboardBody(shown, { endpointName, variantName, region });
      }),
    },
    { parent },
  );
}
