import type * as pulumi from "@pulumi/pulumi";
import type { ScalingPlan } from "../plan/scaling";
import { arrivalAlarm } from "./arrival-alarm";
import { dashboard } from "./dashboard";
import type { ServedEndpoint } from "./endpoint";
import { failureRule } from "./failure-rule";
import { notifiedTopic } from "./notified-topic";

/** What watches the endpoint, where the plan has it: a topic, an alarm, a rule and a dashboard. */
export function arrival(plan: ScalingPlan, served: ServedEndpoint, parent: pulumi.Resource): void {
  if (plan.arrival === undefined) return;
  const watched = { ...plan, arrival: plan.arrival };
  const topic = notifiedTopic(watched, parent);
  const alarm = arrivalAlarm(watched, topic.arn, served, parent);
  const rule = failureRule(watched, topic.arn, served, parent);
  topic.letPublish(alarm.arn, rule.arn);
  dashboard(watched, alarm, served, parent);
}
