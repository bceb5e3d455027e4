import type { AwsResult } from "../../../src/aws/client/call-aws";
import type { EndpointCounts } from "../../../src/aws/client/live-endpoint";
import {
  checkLiveCountUnread,
  findLiveCount,
} from "../../../src/checks/live/live-count-unread.rule";
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
const trouble = {
  kind: "denied" as const,
  operation: "sagemaker:DescribeEndpoint",
  message: "sagemaker:DescribeEndpoint is not permitted: not for you",
  fix: "allow sagemaker:DescribeEndpoint for this user or role",
};

describe("liveCount", () => {
  it("is what the variant is to have, also while instances start", () => {
    expect(findLiveCount(read, "blue")).toBe(8);
  });

  it("is not known of a variant or an endpoint that is not there, or cannot be read", () => {
    expect(findLiveCount(read, "red")).toBeUndefined();
    expect(findLiveCount({ found: undefined }, "blue")).toBeUndefined();
    expect(findLiveCount({ failure: trouble }, "blue")).toBeUndefined();
  });
});

describe("liveCountUnread", () => {
  const scaling = stepScalingOf([]);
  const said = (
    answer: AwsResult<unknown>,
    min: number,
    max: number,
    config: object = { scaling },
  ) =>
    checkLiveCountUnread("endpoints.sentiment", answer, config, { registered: { min, max } }).map(
      formatProblem,
    );

  it("says why, and how many instances a deployment may cost", () => {
    expect(said({ failure: trouble }, 4, 12)).toEqual([
      `warning live-count-unread at endpoints.sentiment
  how many instances run now is not known: sagemaker:DescribeEndpoint is not permitted: not for you. A new model or configuration starts with 4; if load has scaled out to 12, 8 are missing until it does so again
  fix: allow sagemaker:DescribeEndpoint for this user or role`,
    ]);
    expect(said({ failure: trouble }, 0, 3)[0]).toContain(
      "starts with 1; if load has scaled out to 3, 2 are",
    );
  });

  it("says nothing where it was read, or where load decides nothing", () => {
    expect(said(read, 4, 12)).toEqual([]);
    expect(said({ failure: trouble }, 4, 4)).toEqual([]);
    expect(said({ failure: trouble }, 4, 12, {})).toEqual([]);
  });
});
