import { endpointEvents, failedEndpointStatuses, type MonitoredKind } from "../../aws/facts";
import type { MonitoringConfig } from "../../config/schema";
import type { Timeline } from "../../timetable";
import { type CapacityAlarmPlan, fitCapacityAlarm } from "./capacity-alarm";
import { type DashboardPlan, planDashboard } from "./dashboard";

/** What monitors an endpoint, and who gets its messages. */
export interface MonitoringPlan {
  readonly notify: MonitoringConfig["notify"];
  readonly alarm: CapacityAlarmPlan;
  readonly failureRule: FailureRulePlan;
  readonly dashboard?: DashboardPlan;
}

/**
 * The request PutRule without the endpoint's name.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
 */
interface FailureRulePlan {
  readonly description: string;
  readonly source: string;
  readonly detailTypes: readonly string[];
  readonly statuses: readonly string[];
  /** The text that people read. `paths`: values from the event, in angle brackets in the text. */
  readonly message: { readonly paths: Readonly<Record<string, string>>; readonly text: string };
}

/**
 * Plans the alarm, the rule and the dashboard.
 * @throws Error for a timeline that `monitoring-without-timetable` or `monitoring-too-long` refuses.
 */
export function planMonitoring(
  config: MonitoringConfig,
  { timeline }: { readonly timeline?: Timeline },
  kind: MonitoredKind,
): MonitoringPlan {
  const alarm = timeline && fitCapacityAlarm(timeline, config.afterMinutes);
  if (timeline === undefined || alarm === undefined) throw new Error("bug: no alarm can hold this timetable");
  return {
    notify: config.notify,
    alarm,
    failureRule: {
      description: "The endpoint has failed, or an update of it goes back",
      source: endpointEvents.source,
      detailTypes: endpointEvents.detailTypes,
      statuses: failedEndpointStatuses,
      message: {
        paths: { endpoint: "$.detail.EndpointName", region: "$.region", status: "$.detail.EndpointStatus" },
        text: "Endpoint <endpoint> in <region> is <status>. Why: aws sagemaker describe-endpoint --endpoint-name <endpoint> --query FailureReason",
      },
    },
    ...(config.dashboard ? { dashboard: planDashboard(timeline, kind) } : {}),
  };
}
