import type { AwsResult } from "../../../src/aws/client/call-aws";
import type { EndpointCounts } from "../../../src/aws/client/read-live-endpoint";
import { checkLiveCountUnread, findLiveCount } from "../../../src/checks/live/live-count-unread.rule";
import { formatProblem } from "../../../src/problem";
import { stepScalingOf } from "../../support/endpoint-config";

const read: AwsResult<EndpointCounts> = {
  found: {
    name: "sentiment-1a2b3c4",
    status: "Updating",
    configName: "c",
    variants: [
      { name: "blue", desired: 8, current: 6 },
      { name: "green", desired: 1 },
    ],
  },
};
const failure = {
  kind: "denied" as const,
  operation: "sagemaker:DescribeEndpoint",
  message: "sagemaker:DescribeEndpoint is not permitted: not for you",
  fix: "allow sagemaker:DescribeEndpoint for this user or role",
};

describe("findLiveCount", () => {
  it("returns the desired count, also while instances start", () => {
    expect(findLiveCount(read, "blue")).toBe(8);
  });

  it("returns nothing for a missing variant or endpoint, and after a failure", () => {
    expect(findLiveCount(read, "red")).toBeUndefined();
    expect(findLiveCount({ found: undefined }, "blue")).toBeUndefined();
    expect(findLiveCount({ failure }, "blue")).toBeUndefined();
  });
});

describe("checkLiveCountUnread", () => {
  const scaling = stepScalingOf([]);
  const check = (answer: AwsResult<unknown>, min: number, max: number, config: object = { scaling }) =>
    checkLiveCountUnread("endpoints.sentiment", answer, config, { registered: { min, max } }).map(formatProblem);

  it("warns with the reason and the number of instances a deployment may drop", () => {
    expect(check({ failure }, 4, 12)).toEqual([
      `warning live-count-unread at endpoints.sentiment
  cannot read the live instance count: sagemaker:DescribeEndpoint is not permitted: not for you. A new model or configuration starts with 4 instances; if load has scaled out to 12, 8 are missing until it scales out again
  fix: allow sagemaker:DescribeEndpoint for this user or role`,
    ]);
    expect(check({ failure }, 0, 3)[0]).toContain("starts with 1 instances; if load has scaled out to 3, 2 are");
  });

  it("accepts a known count, and limits or settings under which load does not matter", () => {
    expect(check(read, 4, 12)).toEqual([]);
    expect(check({ failure }, 4, 4)).toEqual([]);
    expect(check({ failure }, 4, 12, {})).toEqual([]);
  });
});
