import { endpointEvents, type EndpointKind, failedEndpointStatuses } from "../../aws/facts";
import type { MonitoringConfig } from "../../config/schema";
import type { Timeline } from "../../timetable";
import { type CapacityAlarmPlan, fitCapacityAlarm } from "./capacity-alarm";
import { type DashboardPlan, planDashboard } from "./dashboard";

/** What watches an endpoint, and who is told. */
export interface MonitoringPlan {
  readonly notify: MonitoringConfig["notify"];
  readonly alarm: CapacityAlarmPlan;
  readonly failureRule: FailureRulePlan;
  readonly dashboard?: DashboardPlan;
}

/**
 * What PutRule is told; the endpoint's name comes apart.
 *
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
interface FailureRulePlan {
  readonly description: string;
  readonly source: string;
  readonly detailTypes: readonly string[];
  readonly statuses: readonly string[];
  /** What people read; `paths` into the event stand in it in angle brackets. */
  readonly message: { readonly paths: Readonly<Record<string, string>>; readonly text: string };
}

/**
 * The alarm, the rule and the dashboard of an endpoint that is watched.
 *
 * In: a plan with a timeline that fits into an alarm; `monitoring-without-timetable` and `monitoring-too-long`
 *     refuse others
 */
export function planMonitoring(
  config: MonitoringConfig,
  { timeline }: { readonly timeline?: Timeline },
  kind: EndpointKind,
): MonitoringPlan {
  const alarm = timeline && fitCapacityAlarm(timeline, config.afterMinutes);
  if (timeline === undefined || alarm === undefined)
    throw new Error(
      "bug: monitoring is refused without a timetable, and for one that no alarm holds",
    );
  return {
    notify: config.notify,
    alarm,
    failureRule: {
      description: "The endpoint has failed, or an update of it goes back",
      source: endpointEvents.source,
      detailTypes: endpointEvents.detailTypes,
      statuses: failedEndpointStatuses,
      message: {
        paths: {
          endpoint: "$.detail.EndpointName",
          region: "$.region",
          status: "$.detail.EndpointStatus",
        },
        text: "Endpoint <endpoint> in <region> is <status>. Why: aws sagemaker describe-endpoint --endpoint-name <endpoint> --query FailureReason",
      },
    },
    ...(config.dashboard ? { dashboard: planDashboard(timeline, kind) } : {}),
  };
}
