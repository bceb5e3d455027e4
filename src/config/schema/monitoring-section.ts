import * as v from "valibot";
import { monitoringGraceSecondsRange } from "../../aws/facts";
import {
  defineDuration,
  defineFlag,
  defineList,
  defineSection,
  defineText,
  describeField,
  type Field,
  requireExactlyOne,
} from "./fields";
import type { MonitoringConfig } from "./stack-config";

const email = defineText({
  title: "Address",
  description: "One address; AWS first sends it a confirmation e-mail.",
  allowed: "an e-mail address",
  example: "ml-oncall@example.com",
});

export const monitoringSection: Field<MonitoringConfig> = describeField(
  v.pipe(
    defineSection(
      {
        topicArn: v.exactOptional(
          defineText({
            title: "Topic",
            otherNames: ["topic", "snstopic", "snstopicarn"],
            description: "Amazon SNS topic for notifications; its policy must let CloudWatch and EventBridge publish.",
            allowed: "the ARN of a topic",
            example: "arn:aws:sns:eu-central-1:123456789012:ml-oncall",
            takesInput: true,
          }),
        ),
        emails: v.exactOptional(
          describeField(defineList(email, { from: 1 }), {
            title: "E-mail",
            otherNames: ["email", "mail"],
            description: "Addresses for notifications, through a topic that is created for the endpoint.",
            allowed: "a list of e-mail addresses",
            example: "[ml-oncall@example.com]",
          }),
        ),
        after: v.exactOptional(
          defineDuration(
            { ...monitoringGraceSecondsRange, step: "minute" },
            {
              title: "After",
              description: "How long the instances may take to report after min rises.",
              example: "20m",
            },
          ),
          "20m",
        ),
        dashboard: v.exactOptional(
          defineFlag({
            title: "Dashboard",
            description:
              "Whether to create a CloudWatch dashboard with limits, instances, requests, latency and errors.",
            example: "false",
          }),
          true,
        ),
      },
      requireExactlyOne(
        ["topicArn", "emails"],
        "write emails: [ml-oncall@example.com], or topicArn: and the ARN of a topic",
      ),
    ),
    v.transform(({ topicArn, emails = [], after, dashboard }): MonitoringConfig => ({
      notify: topicArn === undefined ? { emails } : { topicArn },
      afterMinutes: after / 60,
      dashboard,
    })),
  ),
  {
    title: "Monitoring",
    otherNames: ["arrival"],
    description:
      "Who is notified if fewer instances report than the timetable's min, or if the endpoint fails. Absent: nobody.",
    allowed: "the key emails or topicArn",
    example: "{ emails: [ml-oncall@example.com] }",
    json: { oneOf: [{ required: ["emails"] }, { required: ["topicArn"] }] },
  },
);
