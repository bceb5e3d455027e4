import { type CompiledEndpoint, compile } from "../../src/compile";
import { readStackFile } from "../../src/config/yaml/stack-file";
import {
  averageWeeks,
  type DemandHistory,
  findLoadProblem,
  findWorstMonday,
  runEndpoint,
  summarizeRun,
} from "../../src/recommend";
import { parsePlainDate } from "../../src/timetable/time";
import { DeployedAccount } from "../support/deployed-account";
import { instant } from "../support/instant";
import { minute } from "../support/simulated-account";
import { createHistory } from "./histories";

/** As histories begin. */
const monday = "2026-11-02T00:00:00Z";

const limits = "baseline: { min: 1, max: 30 }";

function writeStack(scaling: string, timetable = limits): string {
  return `config:
  aws:region: eu-central-1
  inference-timetable:endpoints:
    sentiment:
      model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1" }
      variant: { instanceType: ml.g5.xlarge }
      timetable: { timezone: UTC, ${timetable} }
      ${scaling === "" ? "" : `scaling: { metric: invocationsPerInstance, ${scaling} }`}
`;
}

function compileEndpoint(text: string): CompiledEndpoint {
  const { endpoints, problems } = compile(readStackFile(text).raw, {
    now: instant(monday),
    readCalendarFile: () => undefined,
  });
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  return endpoints["sentiment"]!;
}

const fleet = { perInstance: 100, startUpMinutes: 8 };

/** Weekdays with a morning and an afternoon peak, a smaller weekend, and noise that repeats. */
const week: DemandHistory = createHistory(7, 10, (day, at) => {
  const size = day < 5 ? 1700 : 700;
  const shape = Math.exp(-(((at - 630) / 110) ** 2)) + 0.8 * Math.exp(-(((at - 960) / 140) ** 2));
  const wobble = 0.08 * Math.sin(day * 71 + at * 1.7);
  return Math.round(10 * (60 + size * shape) * (1 + wobble));
});

/** The counts that the simulated AWS asks for, by minute. */
function runInSimulatedAws(text: string, history: DemandHistory): readonly number[] {
  const account = DeployedAccount.from(text, monday, {
    timing: {
      startup: fleet.startUpMinutes * minute + 1,
      startupJitter: 0,
      scaleIn: 1,
      shift: 60,
      rollback: 120,
      deletion: 30,
      firingDelay: 0,
      copyStartup: 0,
      instanceRelease: 0,
      concurrencyStartup: 0,
    },
    load: {
      "sentiment-1a2b3c4": {
        requestsPerMinute: history.requests.map((count) => count / history.intervalMinutes),
        periodSeconds: 7 * 86_400,
        noise: 0,
        instanceRequestsPerMinute: fleet.perInstance,
        latencyMilliseconds: 100,
      },
    },
  });
  // `from` creates alarms without dimensions.
  const Dimensions = [
    { Name: "EndpointName", Value: "sentiment-1a2b3c4" },
    { Name: "VariantName", Value: "AllTraffic" },
  ];
  const alarms = Object.entries(account.state.alarms).map(([name, alarm]) => {
    return [name, { ...alarm, input: { ...alarm.input, Dimensions } }] as const;
  });
  account.state = { ...account.state, alarms: Object.fromEntries(alarms) };
  return history.requests.flatMap(() =>
    Array.from({ length: history.intervalMinutes }, () => {
      const { desired } = account.state.endpoints["sentiment-1a2b3c4"]!.variants[0]!;
      account.run(minute);
      return desired;
    }),
  );
}

function runBoth(text: string) {
  const { paid } = runEndpoint(compileEndpoint(text), week, fleet);
  return { paid: [...paid], simulated: runInSimulatedAws(text, week) };
}

describe("runEndpoint", () => {
  const steps = {
    percent:
      "[{ below: 30, change: -25% }, { below: 60, change: -10% }, { above: 80, change: 20% }, { above: 120, change: 60% }]",
    instances: "[{ below: 50, change: -1 }, { above: 80, change: 2 }, { above: 150, change: 6 }]",
    exactly: "[{ below: 40, change: -2 }, { above: 75, exactly: 12 }, { above: 110, exactly: 25 }]",
  };
  const office =
    'readyBefore: 10m, windows: { office: { days: mon-fri, from: "08:00", to: "18:00", min: 12, max: 24 } }';

  it.each([
    ["percent", `steps: ${steps.percent}, evaluationPeriods: 2, cooldown: 10m`, limits],
    ["instances", `steps: ${steps.instances}, evaluationPeriods: 3, cooldown: 10m`, limits],
    ["exact counts, and 3 of 5 values", `steps: ${steps.exactly}, evaluationPeriods: 5, datapointsToAlarm: 3`, limits],
    ["windows", `steps: ${steps.percent}, evaluationPeriods: 2, cooldown: 10m`, `${limits}, ${office}`],
  ])("has the counts of the simulated AWS in the same minutes: %s", (_, scaling, timetable) => {
    const { paid, simulated } = runBoth(writeStack(scaling, timetable));
    expect(new Set(paid).size).toBeGreaterThan(6);
    const same = simulated.filter((count, at) => paid[at] === count);
    expect(same.length / simulated.length).toBeGreaterThan(0.995);
  });

  // After the start-up, the simulated AWS takes the new count for the minute before, so its policies never act on old
  // values. Here they do, unless a cooldown still counts what was added.
  it.each([
    ["a cooldown shorter than the start-up", `steps: ${steps.instances}, cooldown: 5m`],
    ["target tracking", "target: 70"],
  ])("costs at most 5 %% more than in the simulated AWS: %s", (_, scaling) => {
    const { paid, simulated } = runBoth(writeStack(scaling));
    const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
    const ratio = sum(paid) / sum(simulated);
    expect([ratio > 1, ratio < 1.05]).toEqual([true, true]);
  });

  it("adds up the minutes of a period", () => {
    const scaling = "steps: [{ above: 400, change: 1 }], period: 5m, evaluationPeriods: 1, cooldown: 20m";
    const { paid } = runEndpoint(
      compileEndpoint(writeStack(scaling)),
      createHistory(1, 60, () => 60 * 90),
      fleet,
    );
    // 450 in 5 minutes on one instance, then 225 on two.
    expect([paid[4], paid[5], paid[300]]).toEqual([1, 2, 2]);
  });

  it("follows only limits without scaling, exceptions included", () => {
    const timetable =
      'baseline: { min: 1, max: 1 }, windows: { day: { days: daily, from: "08:00", to: "18:00", min: 3, max: 3 } }, exceptions: [{ dates: "2026-11-03", use: baseline }]';
    const run = runEndpoint(
      compileEndpoint(writeStack("", timetable)),
      createHistory(2, 60, () => 60 * 150),
      fleet,
    );
    const at = (hour: number, minuteOfHour = 0) => [
      run.paid[hour * 60 + minuteOfHour],
      run.serving[hour * 60 + minuteOfHour],
    ];
    expect([at(7, 59), at(8), at(8, 8), at(18), at(32)]).toEqual([
      [1, 1],
      [3, 1],
      [3, 3],
      [1, 1],
      [1, 1],
    ]);
  });

  it("sums up hours, and finds the worst", () => {
    // One instance serves 100 a minute: 150 are a third short, and 400 are three quarters short, for half an hour.
    const rates = [100, 150, 400, NaN, 50];
    const history = createHistory(1, 30, (_, at) => 30 * (rates[at / 30] ?? NaN));
    const run = runEndpoint(compileEndpoint(writeStack("", "baseline: { min: 1, max: 1 }")), history, fleet);
    const { worstHours, ...sums } = summarizeRun(run, 5);
    expect(sums).toEqual({ instanceHours: 2, requests: 21_000, shortfall: 10_500 / 21_000, hours: 3, hoursShort: 2 });
    const start = instant(monday);
    expect(worstHours).toEqual([
      { at: start + 60, load: 400, capacity: 100, shortfall: 0.75 },
      { at: start, load: 125, capacity: 100, shortfall: 0.2 },
    ]);
  });

  it("averages weeks, and finds the worst one", () => {
    const history = createHistory(14, 30, (day, at) => (at === 480 ? 30 * (day === 8 ? 300 : 100) : 0));
    const run = runEndpoint(compileEndpoint(writeStack("", "baseline: { min: 1, max: 1 }")), history, fleet);
    const tuesday = 48 + 16;
    const readSlot = ({ load, capacity, short }: ReturnType<typeof averageWeeks>) =>
      [load, capacity, short].map((values) => values[tuesday]);
    expect(readSlot(averageWeeks(run))).toEqual([2, 1, 1]);
    const worst = findWorstMonday(run);
    expect(worst).toBe(parsePlainDate("2026-11-09"));
    expect(readSlot(averageWeeks(run, worst))).toEqual([3, 1, 2]);
  });

  it("refuses a metric that a load curve does not have", () => {
    const text = writeStack("target: 70").replace("invocationsPerInstance", "cpuUtilization");
    expect(findLoadProblem(compileEndpoint(text))).toEqual({
      severity: "error",
      code: "metric-not-in-load",
      path: "endpoints.sentiment.scaling.metric",
      message: "a load curve has requests, and CPUUtilization does not follow from them",
      expected: "invocationsPerInstance",
      fix: "simulate a copy of the stack file that scales by invocationsPerInstance, or has no scaling",
    });
    expect(findLoadProblem(compileEndpoint(writeStack("target: 70")))).toBeUndefined();
  });
});
