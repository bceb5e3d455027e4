import { Dashboard, type MetricAlarm } from "@pulumi/aws/cloudwatch";
import * as pulumi from "@pulumi/pulumi";
import type { MonitoredPlan } from "../plan/scaling";
import { formatDashboard } from "../plan/dashboard";
import type { ScaledEndpoint } from "./endpoint";
import { resourceNames } from "./names";

/**
 * The Dashboard of the endpoint, under the endpoint's own name at AWS.
 *
 * In:     `createPolicyAlarm`: its ARN tells the region, for an existing endpoint too
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
 */
export function createDashboard(
  plan: MonitoredPlan,
  alarm: MetricAlarm,
  { endpoint }: ScaledEndpoint,
  parent: pulumi.Resource,
): Dashboard | undefined {
  const shown = plan.monitoring.dashboard;
  if (shown === undefined) return undefined;
  const { variantName } = plan.target;
  return new Dashboard(
    resourceNames.dashboard(plan.name),
    {
      dashboardName: endpoint.name,
      dashboardBody: pulumi.all([endpoint.name, alarm.arn]).apply(([endpointName, arn]) => {
        const region = arn.split(":")[3] ?? "";
        return formatDashboard(shown, { endpointName, variantName, region });
      }),
    },
    { parent },
  );
}
