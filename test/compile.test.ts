import { type Compilation, compile } from "../src/compile";
import * as replay from "../src/plan/replay/verify-plan";
import * as compiler from "../src/plan/schedule/compile-scheduled-actions";
import { instant } from "./support/instant";

const endpoint = (reassertEvery = "15m") => ({
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0" },
  variant: { instanceType: "ml.g5.xlarge" },
  timetable: {
    baseline: { min: 1, max: 2 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
    reassertEvery,
  },
  scaling: { metric: "invocationsPerInstance", target: 700 },
});

const compileEndpoints = (endpoints: object): Compilation =>
  compile(
    { timezone: "Europe/Berlin", endpoints },
    { now: instant("2026-11-24T08:00Z"), readCalendarFile: () => undefined },
  );

describe("compile", () => {
  afterEach(() => jest.restoreAllMocks());

  it("plans and verifies ten endpoints with the same timetable once", () => {
    const [compileActions, verifyPlan] = [
      jest.spyOn(compiler, "compileScheduledActions"),
      jest.spyOn(replay, "verifyPlan"),
    ];
    const ten = Array.from({ length: 10 }, (_, index) => [`endpoint${index}`, endpoint()] as const);
    const { endpoints, problems } = compileEndpoints(Object.fromEntries(ten));
    expect(problems).toEqual([]);
    expect(compileActions).toHaveBeenCalledTimes(1);
    expect(verifyPlan).toHaveBeenCalledTimes(1);
    expect(new Set(Object.values(endpoints).map(({ plan }) => plan)).size).toBe(1);
    compileEndpoints({ a: endpoint(), b: endpoint("never") });
    expect(compileActions).toHaveBeenCalledTimes(3);
    expect(verifyPlan).toHaveBeenCalledTimes(3);
  });

  it("refuses a plan that differs from the timetable", () => {
    const { compileScheduledActions } = jest.requireActual<typeof compiler>(
      "../src/plan/schedule/compile-scheduled-actions",
    );
    jest
      .spyOn(compiler, "compileScheduledActions")
      .mockImplementation((timeline, options) => compileScheduledActions(timeline, options).slice(1));
    expect(compileEndpoints({ sentiment: endpoint("never") }).problems).toMatchObject([
      { severity: "error", code: "plan-differs", path: "endpoints.sentiment.timetable" },
    ]);
  });
});
