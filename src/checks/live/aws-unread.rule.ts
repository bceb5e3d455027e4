import type { AwsFailure } from "../../aws/client";
import type { Problem, Severity } from "../../problem";

/** What `readAws: false` means for an endpoint. */
const consequences = {
  managed:
    "a new configuration then starts with the timetable's min, and a failed update leaves the endpoint off its timetable",
  existing: "the run then overwrites a target of another tool, and pulumi destroy deregisters it",
} as const;

/** Refuses a run that cannot see what it would overwrite, or what it must restore if it fails. */
export function checkAwsUnread(
  path: string,
  { message, fix }: AwsFailure,
  kind: keyof typeof consequences,
  severity: Severity = "error",
): readonly Problem[] {
  return [
    {
      severity,
      code: "aws-unread",
      path,
      message: `cannot read this endpoint at AWS: ${message}. pulumi up stops before it changes anything`,
      expected: "an answer from AWS, or readAws: false",
      fix: `${fix}; or write readAws: false: ${consequences[kind]}`,
    },
  ];
}
