import { checkAccountUnread, checkDriftUnread, checkEndpointMissing, checkStateUnread } from "../../../src/checks/live";
import { formatProblem } from "../../../src/problem";

const read = (operation: string) => ({
  kind: "denied" as const,
  operation,
  message: `${operation} is not permitted: User u may not`,
  fix: `allow ${operation} for this user or role`,
});

describe("checkAccountUnread", () => {
  it("warns, with what allows the question", () =>
    expect(checkAccountUnread(read("sts:GetCallerIdentity")).map(formatProblem)).toEqual([
      `warning account-unread at aws:profile
  cannot see in which account AWS is read: sts:GetCallerIdentity is not permitted: User u may not
  expected: an answer of STS, or aws:skipRequestingAccountId: true
  fix: allow sts:GetCallerIdentity for this user or role`,
    ]));
});

describe("checkDriftUnread", () => {
  it("warns at the endpoint", () =>
    expect(
      checkDriftUnread("endpoints.fraud", read("application-autoscaling:DescribeScheduledActions")).map(formatProblem),
    ).toEqual([
      `warning drift-unread at endpoints.fraud
  cannot see whether somebody changed what scales the endpoint: application-autoscaling:DescribeScheduledActions is not permitted: User u may not
  fix: allow application-autoscaling:DescribeScheduledActions for this user or role`,
    ]));
});

describe("checkEndpointMissing", () => {
  it("names the endpoint of the state", () =>
    expect(
      checkEndpointMissing("endpoints.fraud", "arn:aws:sagemaker:eu-central-1:123456789012:endpoint/fraud-1a2b3c4").map(
        formatProblem,
      ),
    ).toEqual([
      `error endpoint-missing at endpoints.fraud
  this stack has deployed arn:aws:sagemaker:eu-central-1:123456789012:endpoint/fraud-1a2b3c4, and AWS does not have it
  expected: the endpoint of the last run
  fix: if somebody deleted it, run pulumi up --refresh, which creates it again; if aws:region has changed, change it back`,
    ]));
});

describe("checkStateUnread", () => {
  it("says that nothing is changed, and how to go without", () =>
    expect(checkStateUnread("error", "the backend is away").map(formatProblem)).toEqual([
      `error state-unread at endpoints
  cannot read the stack's state: the backend is away. pulumi up stops before it changes anything
  expected: the state as it was last deployed, or readAws: false
  fix: run pulumi up again; or write readAws: false: nothing is then compared with AWS, or restored after a failure`,
    ]));
});
