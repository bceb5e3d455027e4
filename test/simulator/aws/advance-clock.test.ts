import fc from "fast-check";
import type { AwsState } from "../../../src/simulator/aws/account-state";
import { advanceClock } from "../../../src/simulator/aws/advance-clock";
import { getEndpointStatus } from "../../../src/simulator/aws/endpoints";
import { runs } from "../../support/runs";
import { day, hour, monday, TestAccount } from "../../support/simulated-account";

const limits = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.nat({ max: 5 }))
  .map(([min, more]) => ({ min, max: min + more }));

/** An endpoint with load, steps both ways, and firings at random hours of the day. */
const scaled = fc
  .record({
    load: fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 12 }),
    first: limits,
    firings: fc.uniqueArray(fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 59 }), limits), {
      maxLength: 5,
      selector: ([at, past]) => `${at}:${past}`,
    }),
    change: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ load, first, firings, change }) => {
    const account = TestAccount.at(monday, {
      load: {
        e: {
          requestsPerMinute: load,
          periodSeconds: day,
          noise: 0.2,
          instanceRequestsPerMinute: 600,
          latencyMilliseconds: 100,
        },
      },
    })
      .serving(first.min)
      .register(first.min, first.max);
    firings.forEach(([at, past, { min, max }], index) => {
      account.action(`f${index}`, `cron(${past} ${at} * * ? *)`, min, max);
    });
    account.stepPolicy(
      "out",
      { ComparisonOperator: "GreaterThanThreshold", Threshold: 600 },
      { StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: change }] },
    );
    account.stepPolicy(
      "in",
      { ComparisonOperator: "LessThanThreshold", Threshold: 100 },
      { StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -change }] },
    );
    return account.state;
  });

function limitsAndCount(state: AwsState) {
  const [one] = Object.values(state.targets);
  const [endpoint] = Object.values(state.endpoints);
  return { min: one!.min, max: one!.max, count: endpoint!.variants[0]!.desired, endpoint: endpoint! };
}

describe("advance", () => {
  it("keeps the count inside the limits whatever load and firings do", () => {
    fc.assert(
      fc.property(scaled, (state) => {
        advanceClock(state, state.nowSeconds + 2 * day, (seen) => {
          const { min, max, count } = limitsAndCount(seen);
          if (count < min || count > max) throw new Error(`${count} is not in ${min}-${max}`);
        });
      }),
      runs(0.05),
    );
  });

  it("has instances in service as asked for whenever the endpoint is in service", () => {
    fc.assert(
      fc.property(scaled, (state) => {
        advanceClock(state, state.nowSeconds + day, (seen) => {
          const { endpoint } = limitsAndCount(seen);
          const [variant] = endpoint.variants;
          const settled = variant!.current === variant!.desired && variant!.starting.length === 0;
          if (getEndpointStatus(endpoint) === "InService" && !settled) throw new Error("not settled");
        });
      }),
      runs(0.05),
    );
  });

  it("comes to the same in one go and in pieces, and through a file", () => {
    fc.assert(
      fc.property(scaled, fc.nat({ max: day }), (state, part) => {
        const whole = advanceClock(state, state.nowSeconds + day);
        const half = advanceClock(state, state.nowSeconds + part);
        const stored: AwsState = JSON.parse(JSON.stringify(half));
        expect(advanceClock(stored, state.nowSeconds + day)).toEqual(whole);
      }),
      runs(0.05),
    );
  });

  it("changes nothing of the state that it was given", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    account.action("a", "cron(0/15 * * * ? *)", 2, 3);
    const before = JSON.stringify(account.state);
    advanceClock(account.state, account.state.nowSeconds + hour);
    expect(JSON.stringify(account.state)).toBe(before);
  });

  it("forgets activities after six weeks", () => {
    const account = TestAccount.at(monday).serving().register(1, 2);
    account.action("up", "cron(0 8 * * ? *)", 2, 2);
    account.action("down", "cron(0 18 * * ? *)", 1, 1);
    account.run(100 * day);
    const oldest = account.state.activities[0]!.startedAt;
    expect(oldest).toBeGreaterThanOrEqual(account.state.nowSeconds - 42 * day - day);
    expect(account.state.activities.length).toBeGreaterThan(100);
  });
});
