import { type Compilation, compile } from "../src/compile";
import * as judge from "../src/plan/replay/verify-plan";
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
});

const compiled = (endpoints: object): Compilation =>
  compile(
    { timezone: "Europe/Berlin", endpoints },
    { now: instant("2026-11-24T08:00Z"), readCalendarFile: () => undefined },
  );

describe("compile", () => {
  afterEach(() => jest.restoreAllMocks());

  it("makes and verifies the plan of ten endpoints with the same timetable once", () => {
    const [making, verifying] = [
      jest.spyOn(compiler, "compileScheduledActions"),
      jest.spyOn(judge, "verifyPlan"),
    ];
    const ten = Array.from({ length: 10 }, (_, index) => [`endpoint${index}`, endpoint()] as const);
    const { endpoints, problems } = compiled(Object.fromEntries(ten));
    expect(problems).toEqual([]);
    expect(making).toHaveBeenCalledTimes(1);
    expect(verifying).toHaveBeenCalledTimes(1);
    expect(new Set(Object.values(endpoints).map(({ plan }) => plan)).size).toBe(1);
    compiled({ one: endpoint(), other: endpoint("never") });
    expect(making).toHaveBeenCalledTimes(3);
    expect(verifying).toHaveBeenCalledTimes(3);
  });

  it("refuses a plan of its own that does not equal the timetable", () => {
    const { compileScheduledActions } = jest.requireActual<typeof compiler>(
      "../src/plan/schedule/compile-scheduled-actions",
    );
    jest
      .spyOn(compiler, "compileScheduledActions")
      .mockImplementation((timeline, reassertEvery) =>
        compileScheduledActions(timeline, reassertEvery).slice(1),
      );
    expect(compiled({ sentiment: endpoint("never") }).problems).toMatchObject([
      { severity: "error", code: "plan-differs", path: "endpoints.sentiment.timetable" },
    ]);
  });
});
