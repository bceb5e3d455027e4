import type { AwsFailure } from "../../aws/client";
import type { Problem } from "../../problem";

/** Warns that nobody knows whether AWS has what the last run has deployed. */
export function checkDriftUnread(path: string, { message, fix }: AwsFailure): readonly Problem[] {
  return [
    {
      severity: "warning",
      code: "drift-unread",
      path,
      message: `cannot see whether somebody changed what scales the endpoint: ${message}`,
      fix,
    },
  ];
}
