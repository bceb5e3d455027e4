import type { AwsFailure } from "../../aws/client";
import type { Problem } from "../../problem";

/** Warns that nobody knows in which account AWS is read. */
export function checkAccountUnread({ message, fix }: AwsFailure): readonly Problem[] {
  return [
    {
      severity: "warning",
      code: "account-unread",
      path: "aws:profile",
      message: `cannot see in which account AWS is read: ${message}`,
      expected: "an answer of STS, or aws:skipRequestingAccountId: true",
      fix,
    },
  ];
}
