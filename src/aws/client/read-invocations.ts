import type { MetricDataResult } from "@aws-sdk/client-cloudwatch";
import { type EpochMinute, toInstant } from "../../timetable/time";
import { endpointMetrics, metricRetention, reportingInstancesMetric } from "../facts";
import type { AwsClients } from "./aws-clients";
import { type AwsResult, readAllPages } from "./call-aws";

/** Requests by interval, without a hole in time. NaN: CloudWatch has no value. `start`: the start of the first interval. */
export interface InvocationHistory {
  readonly start: EpochMinute;
  readonly intervalMinutes: number;
  readonly requests: readonly number[];
}

/** What to count of a variant: its calls, or its instances in service. */
export type VariantCount = "requests" | "instances";

interface InvocationQuery {
  /** @default "requests" */
  readonly count?: VariantCount;
  readonly endpointName: string;
  readonly variantName: string;
  readonly weeks: number;
  readonly now: EpochMinute;
  /** Called before each week is read, from 1 on. */
  readonly onWeek?: (week: number) => void;
}

const minutesPerWeek = 10_080;

/** Values arrive some minutes late, so the last ones would be too small. */
const settleMinutes = 10;

/**
 * Reads how often a variant of a real-time endpoint was invoked, or how many samples its instances sent (one a minute),
 * in the shortest period that CloudWatch still has, week
 * by week: a week has at most 10,080 values, and a request returns up to 100,800.
 * @returns undefined if CloudWatch has no value
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export async function readInvocations(
  { openCloudWatch }: Pick<AwsClients, "openCloudWatch">,
  { count = "requests", endpointName, variantName, weeks, now, onWeek }: InvocationQuery,
): Promise<AwsResult<InvocationHistory | undefined>> {
  const periodMinutes = choosePeriod(weeks);
  const end = Math.floor((now - settleMinutes) / periodMinutes) * periodMinutes;
  const cloudWatch = await openCloudWatch();
  const values = new Map<EpochMinute, number>();
  try {
    for (let week = 1; week <= weeks; week++) {
      onWeek?.(week);
      const from = end - (weeks - week + 1) * minutesPerWeek;
      const read = await readAllPages("cloudwatch:GetMetricData", async (token) => {
        const page = await cloudWatch.getMetricData({
          MetricDataQueries: [createQuery(count, endpointName, variantName, periodMinutes)],
          StartTime: toDate(from),
          EndTime: toDate(from + minutesPerWeek),
          ScanBy: "TimestampAscending",
          ...(token === undefined ? {} : { NextToken: token }),
        });
        return { entries: page.MetricDataResults?.flatMap(listValues), next: page.NextToken };
      });
      if ("failure" in read) return read;
      for (const { at, value } of read.found) values.set(at, value);
    }
  } finally {
    cloudWatch.destroy();
  }
  return { found: spreadValues(values, periodMinutes) };
}

/** The shortest period whose values CloudWatch keeps for longer than so many weeks. */
function choosePeriod(weeks: number): number {
  return metricRetention.find(({ days }) => days > 7 * weeks)?.periodMinutes ?? 60;
}

function createQuery(count: VariantCount, endpointName: string, variantName: string, periodMinutes: number) {
  const [{ namespace, metricName, stat }] = endpointMetrics["real-time"].requests;
  const instances = reportingInstancesMetric;
  const Dimensions = [
    { Name: "EndpointName", Value: endpointName },
    { Name: "VariantName", Value: variantName },
  ];
  const metric =
    count === "requests"
      ? { Namespace: namespace, MetricName: metricName }
      : { Namespace: instances.namespace, MetricName: instances.metricName };
  return {
    Id: count,
    MetricStat: {
      Metric: { ...metric, Dimensions },
      Period: 60 * periodMinutes,
      Stat: count === "requests" ? stat : instances.statistic,
    },
  };
}

/** @throws the error that AWS put into the answer instead of values */
function listValues({ StatusCode, Timestamps = [], Values = [], Messages = [] }: MetricDataResult) {
  if (StatusCode === "Forbidden" || StatusCode === "InternalError") {
    const message = Messages.map(({ Value = "" }) => Value).join(" ");
    throw Object.assign(new Error(message), { name: StatusCode === "Forbidden" ? "AccessDenied" : StatusCode });
  }
  return Timestamps.flatMap((time, index) => {
    const value = Values[index];
    return value === undefined ? [] : [{ at: toInstant(time), value }];
  });
}

function toDate(at: EpochMinute): Date {
  return new Date(at * 60_000);
}

function spreadValues(
  values: ReadonlyMap<EpochMinute, number>,
  intervalMinutes: number,
): InvocationHistory | undefined {
  const times = [...values.keys()].toSorted((a, b) => a - b);
  const [start, last] = [times[0], times.at(-1)];
  if (start === undefined || last === undefined) return undefined;
  const length = (last - start) / intervalMinutes + 1;
  const requests = Array.from({ length }, (_, index) => values.get(start + index * intervalMinutes) ?? NaN);
  return { start, intervalMinutes, requests };
}
