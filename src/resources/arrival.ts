import type * as pulumi from "@pulumi/pulumi";
import type { ScalingPlan } from "../plan/scaling";
import { createCapacityAlarm } from "./arrival-alarm";
import { createDashboard } from "./dashboard";
import type { ScaledEndpoint } from "./endpoint";
import { createFailureRule } from "./failure-rule";
import { createAlertTopic } from "./notified-topic";

/** What watches the endpoint, where the plan has it: a topic, an alarm, a rule and a dashboard. */
export function createMonitoring(
  plan: ScalingPlan,
  served: ScaledEndpoint,
  parent: pulumi.Resource,
): void {
  if (plan.monitoring === undefined) return;
  const watched = { ...plan, monitoring: plan.monitoring };
  const topic = createAlertTopic(watched, parent);
  const alarm = createCapacityAlarm(watched, topic.arn, served, parent);
  const rule = createFailureRule(watched, topic.arn, served, parent);
  topic.allowPublish(alarm.arn, rule.arn);
  createDashboard(watched, alarm, served, parent);
}
