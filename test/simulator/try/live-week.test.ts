import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import {
  findOffTimetable,
  formatLiveGrid,
  type LiveSample,
  takeLiveSample,
} from "../../../src/simulator/try/live-week";
import { parseSpan } from "../../../src/simulator/try/run-clock";
import { hour, target, TestAccount } from "../../support/simulated-account";

/** Monday 2026-11-30 00:00 UTC, in minutes. */
const monday = Date.UTC(2026, 10, 30) / 60_000;
const week = 10_080;

/** Limits 1-1, from 08:00 to 18:00 on every day 2-3. */
const endpoint: ReportedEndpoint = {
  name: "e",
  timezone: "UTC",
  config: { variant: { instanceType: "ml.m5.large" }, baseline: { min: 1, max: 1 } },
  plan: {
    actions: [
      { name: "open", schedule: "cron(0 8 * * ? *)", timezone: "UTC", min: 2, max: 3 },
      { name: "close", schedule: "cron(0 18 * * ? *)", timezone: "UTC", min: 1, max: 1 },
    ],
    registered: { min: 1, max: 1 },
    horizon: { from: "2026-11-30", to: "2026-12-07" },
  },
};

const open = { min: 2, max: 3 };
const closed = { min: 1, max: 1 };
const days = (each: (midnight: number) => readonly LiveSample[]): readonly LiveSample[] =>
  Array.from({ length: 7 }, (_, day) => each(monday + day * 1440)).flat();

describe("findOffTimetable", () => {
  it("counts nothing when AWS has what the timetable says", () => {
    const samples = days((at) => [
      { at, count: 1, ...closed },
      { at: at + 480, count: 2, ...open },
      { at: at + 1080, count: 1, ...closed },
    ]);
    expect(findOffTimetable(endpoint, samples, monday, monday + week)).toEqual({
      minutes: week,
      limitsDiffer: 0,
      tooFew: 0,
      longestTooFew: 0,
      tooMany: 0,
    });
  });

  it("counts minutes with other limits, with too few instances and with too many", () => {
    const samples = days((at) => [
      { at, count: 1, ...closed },
      { at: at + 483, count: 1, ...open },
      { at: at + 487, count: 2, ...open },
      { at: at + 1080, count: 2, ...closed },
      { at: at + 1081, count: 1, ...closed },
    ]);
    expect(findOffTimetable(endpoint, samples, monday, monday + week)).toEqual({
      minutes: week,
      limitsDiffer: 21,
      tooFew: 49,
      longestTooFew: 7,
      tooMany: 7,
    });
  });
});

describe("formatLiveGrid", () => {
  it("shows for each hour the count that most of it had", () => {
    const samples = days((at) => [
      { at, count: 1, ...closed },
      { at: at + 485, count: 12, min: 2, max: 12 },
      { at: at + 1080, count: 1, ...closed },
    ]);
    const grid = formatLiveGrid(endpoint, samples, monday, monday + week, { width: 80, color: false });
    const rows = grid.split("\n");
    expect(rows).toHaveLength(8);
    expect(rows[1]).toMatch(/^Mon 30 1 ░{22}12 █{27}1 ░{16}$/);
  });
});

describe("parseSpan", () => {
  it.each([
    ["+3d", 259_200],
    ["6h", 21_600],
    ["90m", 5400],
    ["3", undefined],
    ["-3d", undefined],
    ["3w", undefined],
  ])("reads %s as %s seconds", (text, seconds) => {
    expect(parseSpan(text)).toBe(seconds);
  });
});

describe("takeLiveSample", () => {
  it("takes the count and the limits of one variant", () => {
    const account = TestAccount.at(monday * 60)
      .serving(2)
      .register(1, 3);
    account.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: "both",
      ProductionVariants: [
        { VariantName: "w", ModelName: "m", InstanceType: "ml.c5.large", InitialInstanceCount: 1 },
        {
          VariantName: "v",
          ModelName: "m",
          InstanceType: account.endpoint.variants[0]!.instanceType!,
          InitialInstanceCount: 2,
        },
      ],
    });
    account.call("sagemaker:UpdateEndpoint", { EndpointName: "e", EndpointConfigName: "both" });
    account.run(hour);
    expect(takeLiveSample(account.state, "e", "w")).toBeUndefined();
    account.call("application-autoscaling:RegisterScalableTarget", {
      ...target,
      ResourceId: "endpoint/e/variant/w",
      MinCapacity: 1,
      MaxCapacity: 1,
    });
    expect(takeLiveSample(account.state, "e", "w")).toMatchObject({ count: 1, min: 1, max: 1 });
    expect(takeLiveSample(account.state, "e", "v")).toMatchObject({ count: 2, min: 1, max: 3 });
  });
});
