import { compile } from "../../../src/compile";
import { findCollisions, listFirings } from "../../../src/plan/replay";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";

const now = instant("2026-11-24T08:00Z");

const scale = (variant: string, from = "08:00", timezone = "Europe/Berlin", existing = "fraud-2024") => ({
  endpoint: { existing, variant },
  timetable: {
    timezone,
    baseline: { min: 1, max: 2 },
    windows: { office: { days: "mon-fri", from, to: "18:00", min: 4, max: 12 } },
    reassertEvery: variant === "small" ? "7m" : "15m",
  },
  scaling: { metric: "invocationsPerInstance", target: 700 },
});

const compileVariants = (endpoints: object) => compile({ endpoints }, { now, readCalendarFile: () => undefined });

describe("variants of one endpoint", () => {
  it("never fire in the same minute, in any zone, and keep their own timetables", () => {
    const { endpoints, problems } = compileVariants({
      large: scale("large"),
      small: scale("small", "08:10", "Asia/Kathmandu"),
      shadow: scale("shadow", "08:00", "Australia/Lord_Howe"),
      other: scale("large", "08:00", "Europe/Berlin", "other"),
    });
    expect(problems.map(formatProblem)).toEqual([
      `note variants-take-turns at endpoints.small.endpoint.variant
  the variants of endpoint fraud-2024 change in different minutes of the hour: large in minutes 0, 3, 6, …, shadow in minutes 1, 4, 7, … and small in minutes 2, 5, 8, …. Limits may come up to 2 minutes later than the timetable says: while one variant changes, SageMaker refuses to change another
  fix: nothing to do; start windows some minutes apart if a change takes longer than that`,
    ]);
    const actions = ["large", "small", "shadow"].flatMap((name) => endpoints[name]?.plan?.actions ?? []);
    const span = { from: now, to: now + 3 * 525_600 };
    expect(findCollisions(listFirings(actions, { ...span, overlap: "twice" }), actions)).toEqual([]);
    const minutes = (name: string) => endpoints[name]?.plan?.actions.map(({ schedule }) => schedule.split(" ")[0]);
    expect(minutes("large")).toEqual(minutes("other"));
    expect(minutes("large")?.join()).toContain("cron(0");
    expect(endpoints["small"]?.timeline?.week.map(({ from }) => from % 1440)).toContain(8 * 60 + 11);
    expect(endpoints["shadow"]?.timeline?.week.map(({ from }) => from % 1440)).toContain(8 * 60 + 1);
  });

  it("have the same turns in any order of the keys, because the engine sorts them", () => {
    const [large, small] = [scale("large"), scale("small")];
    const planActions = (endpoints: object, name: string) => compileVariants(endpoints).endpoints[name]?.plan?.actions;
    for (const name of ["large", "small"]) {
      expect(planActions({ small, large }, name)).toEqual(planActions({ large, small }, name));
    }
  });

  it("are no matter of inference components, of which each has one timetable", () => {
    const { timetable } = scale("large");
    const component = (existing: string) => ({ component: { existing, endpoint: "host" }, timetable });
    const codes = (endpoints: object) => compileVariants(endpoints).problems.map(({ code, path }) => `${code} ${path}`);
    expect(codes({ a: component("llama"), b: component("mistral") }).join()).not.toMatch(/variant/);
    expect(codes({ a: component("llama"), b: component("llama") })).toContain("variant-twice endpoints.b.component");
  });

  it("are refused if two endpoints scale the same one", () => {
    expect(compileVariants({ a: scale("large"), b: scale("large", "09:00") }).problems.map(formatProblem)).toContain(
      `error variant-twice at endpoints.b.endpoint
  endpoints.a scales variant large of endpoint fraud-2024, too
  expected: one timetable for each variant or inference component
  fix: remove one of them, or name another one`,
    );
  });
});
