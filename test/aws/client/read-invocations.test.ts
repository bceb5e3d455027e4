import type { GetMetricDataInput, GetMetricDataOutput } from "@aws-sdk/client-cloudwatch";
import type { AwsClients } from "../../../src/aws/client/aws-clients";
import { readInvocations } from "../../../src/aws/client/read-invocations";
import { instant } from "../../support/instant";

const now = instant("2026-11-24T08:07:00Z");

/** A CloudWatch that answers requests in turn, and its requests. */
function stubCloudWatch(answer: (input: GetMetricDataInput) => GetMetricDataOutput | Promise<GetMetricDataOutput>) {
  const inputs: GetMetricDataInput[] = [];
  let destroyed = 0;
  const cloudWatch = {
    getMetricData: async (input: GetMetricDataInput) => {
      inputs.push(input);
      return answer(input);
    },
    destroy: () => (destroyed += 1),
  };
  const aws = { openCloudWatch: () => Promise.resolve(cloudWatch) } as unknown as AwsClients;
  return { aws, inputs, countDestroyed: () => destroyed };
}

function values(...entries: readonly (readonly [string, number])[]) {
  return [
    { Timestamps: entries.map(([time]) => new Date(time)), Values: entries.map(([, value]) => value) },
  ] satisfies GetMetricDataOutput["MetricDataResults"];
}

const read = (aws: AwsClients, weeks: number, onWeek?: (week: number) => void) =>
  readInvocations(aws, {
    endpointName: "sentiment-1a2b3c4",
    variantName: "blue",
    weeks,
    now,
    ...(onWeek === undefined ? {} : { onWeek }),
  });

describe("readInvocations", () => {
  it("asks week by week for the sum of one variant, and says which week it reads", async () => {
    const { aws, inputs, countDestroyed } = stubCloudWatch(() => ({ MetricDataResults: [] }));
    const weeks: number[] = [];
    expect(await read(aws, 2, (week) => weeks.push(week))).toEqual({ found: undefined });
    expect(weeks).toEqual([1, 2]);
    const query = {
      Id: "requests",
      MetricStat: {
        Metric: {
          Namespace: "AWS/SageMaker",
          MetricName: "Invocations",
          Dimensions: [
            { Name: "EndpointName", Value: "sentiment-1a2b3c4" },
            { Name: "VariantName", Value: "blue" },
          ],
        },
        Period: 60,
        Stat: "Sum",
      },
    };
    expect(inputs).toEqual(
      [
        ["2026-11-10T07:57Z", "2026-11-17T07:57Z"],
        ["2026-11-17T07:57Z", "2026-11-24T07:57Z"],
      ].map(([from = "", to = ""]) => ({
        MetricDataQueries: [query],
        StartTime: new Date(from),
        EndTime: new Date(to),
        ScanBy: "TimestampAscending",
      })),
    );
    expect(countDestroyed()).toBe(1);
  });

  it.each([
    [1, 60],
    [2, 60],
    [3, 300],
    [8, 300],
    [9, 3600],
    [52, 3600],
  ])("%i weeks: the shortest period that CloudWatch has kept is %i seconds", async (weeks, seconds) => {
    const { aws, inputs } = stubCloudWatch(() => ({ MetricDataResults: [] }));
    await read(aws, weeks);
    expect(inputs).toHaveLength(weeks);
    for (const { MetricDataQueries, StartTime, EndTime } of inputs) {
      expect(MetricDataQueries?.[0]?.MetricStat?.Period).toBe(seconds);
      expect([StartTime, EndTime].map((time) => (time?.getTime() ?? 1) % (seconds * 1000))).toEqual([0, 0]);
    }
    const oldest = now * 60_000 - (inputs[0]?.StartTime?.getTime() ?? 0);
    const keptDays = { 60: 15, 300: 63, 3600: 455 }[seconds] ?? 0;
    expect(oldest).toBeLessThan(keptDays * 86_400_000);
  });

  it("follows tokens, joins pages and weeks, and marks a gap", async () => {
    const { aws, inputs } = stubCloudWatch(({ StartTime, NextToken }) => {
      if ((StartTime ?? new Date()) < new Date("2026-11-17")) {
        return { MetricDataResults: values(["2026-11-17T07:54:00Z", 1]) };
      }
      if (NextToken === "second") return { MetricDataResults: values(["2026-11-17T07:59:00Z", 5]) };
      return {
        MetricDataResults: values(["2026-11-17T07:57:00Z", 3], ["2026-11-17T07:58:00Z", 0]),
        NextToken: "second",
      };
    });
    expect(await read(aws, 2)).toEqual({
      found: { start: instant("2026-11-17T07:54Z"), intervalMinutes: 1, requests: [1, NaN, NaN, 3, 0, 5] },
    });
    expect(inputs.map(({ NextToken }) => NextToken)).toEqual([undefined, undefined, "second"]);
  });

  it("ends at the first call that AWS refuses, with its permission, and closes the client", async () => {
    const denied = Object.assign(new Error("User u may not"), { name: "AccessDenied" });
    const { aws, inputs, countDestroyed } = stubCloudWatch(() => Promise.reject(denied));
    expect(await read(aws, 8)).toEqual({
      failure: {
        kind: "denied",
        operation: "cloudwatch:GetMetricData",
        message: "cloudwatch:GetMetricData is not permitted: User u may not",
        fix: "allow cloudwatch:GetMetricData for this user or role",
      },
    });
    expect([inputs.length, countDestroyed()]).toEqual([1, 1]);
  });

  it.each([
    ["Forbidden", "denied", "cloudwatch:GetMetricData is not permitted: no such account"],
    ["InternalError", "other", "AWS answered cloudwatch:GetMetricData with InternalError: no such account"],
  ] as const)("takes the status %s for a refusal, and not for an idle time", async (StatusCode, kind, message) => {
    const { aws } = stubCloudWatch(() => ({
      MetricDataResults: [{ StatusCode, Messages: [{ Code: "x", Value: "no such account" }] }],
    }));
    expect(await read(aws, 1)).toMatchObject({ failure: { kind, message } });
  });
});
