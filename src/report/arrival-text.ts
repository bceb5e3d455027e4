import type { ReportedEndpoint } from "./reported-endpoint";

/** Who is told when capacity does not arrive; undefined where nobody is. */
export function describeMonitoring({ config }: ReportedEndpoint): string | undefined {
  const arrival = config?.arrival;
  if (arrival === undefined) return undefined;
  const { notify, afterMinutes } = arrival;
  const told = "topicArn" in notify ? notify.topicArn : notify.emails.join(", ");
  const isSeveral = "emails" in notify && notify.emails.length > 1;
  return `watched: ${told} ${isSeveral ? "are" : "is"} told when fewer instances report than min, ${afterMinutes} minutes after a rise, or when the endpoint fails`;
}
