import { checkAwsUnread } from "../../../src/checks/live/aws-unread.rule";
import { formatProblem } from "../../../src/problem";

const failure = {
  kind: "denied" as const,
  operation: "sagemaker:DescribeEndpoint",
  message: "sagemaker:DescribeEndpoint is not permitted: not for you",
  fix: "allow sagemaker:DescribeEndpoint for this user or role",
};

describe("checkAwsUnread", () => {
  it("names the call, the permission, and what readAws: false means for an existing endpoint", () => {
    expect(checkAwsUnread("endpoints.fraud.endpoint", failure, "existing").map(formatProblem)).toEqual([
      `error aws-unread at endpoints.fraud.endpoint
  cannot read this endpoint at AWS: sagemaker:DescribeEndpoint is not permitted: not for you. pulumi up stops before it changes anything
  expected: an answer from AWS, or readAws: false
  fix: allow sagemaker:DescribeEndpoint for this user or role; or write readAws: false: the run then overwrites a target of another tool, and pulumi destroy deregisters it`,
    ]);
  });

  it("only warns in a preview", () => {
    expect(checkAwsUnread("endpoints.mood", failure, "managed", "warning")).toMatchObject([{ severity: "warning" }]);
  });
});
