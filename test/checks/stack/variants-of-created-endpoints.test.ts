import { compile } from "../../../src/compile";
import { findCollisions, listFirings } from "../../../src/plan/replay";
import { formatProblem } from "../../../src/problem";
import { instant } from "../../support/instant";

const now = instant("2026-11-24T08:00Z");
const own = (name: string, more: object = {}) => ({
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1" },
  variant: { name, instanceType: "ml.m5.xlarge" },
  timetable: {
    baseline: { min: 1, max: 1 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 2, max: 2 } },
  },
  ...more,
});
const variant = (variantOf: string, more: object = {}) => own("canary", { variantOf, ...more });

const compileStack = (endpoints: object) =>
  compile({ timezone: "Europe/Berlin", endpoints }, { now, readCalendarFile: () => undefined });
const check = (endpoints: object) =>
  compileStack(endpoints)
    .problems.filter(({ severity }) => severity === "error")
    .map(formatProblem);

const { model: _model, variant: _variant, ...scaled } = own("main");
const asynchronous = own("main", { async: { inputPath: "s3://asked/", outputPath: "s3://answers/" } });
const rolling = { strategy: "rolling", batch: "10%", wait: "5m" };

describe("variants of an endpoint that the stack creates", () => {
  it("are accepted, and take turns as those of existing endpoints do", () => {
    const { endpoints, problems } = compileStack({ canary: variant("main"), main: own("main") });
    expect(problems.map(formatProblem)).toEqual([
      `note variants-take-turns at endpoints.canary.variant
  the variants of endpoint main change in different minutes of the hour: main in minutes 0, 3, 6, … and canary in minutes 1, 4, 7, …. Limits may come up to 2 minutes later than the timetable says: while one variant changes, SageMaker refuses to change another
  fix: nothing to do; start windows some minutes apart if a change takes longer than that`,
    ]);
    const actions = ["canary", "main"].flatMap((name) => endpoints[name]?.plan?.actions ?? []);
    expect(actions.length).toBeGreaterThan(3);
    expect(findCollisions(listFirings(actions, { from: now, to: now + 525_600, overlap: "twice" }), actions)).toEqual(
      [],
    );
    expect(endpoints["canary"]?.timeline?.week.map(({ from }) => from % 1440)).toContain(8 * 60 + 1);
  });

  it.each([
    [
      "an unknown endpoint",
      { canary: variant("mian"), main: own("main") },
      'the stack has no endpoint "mian"',
      "write main",
    ],
    ["itself", { canary: variant("canary") }, "an endpoint cannot be a variant of itself", undefined],
    [
      "another variant",
      {
        a: own("main"),
        b: variant("a"),
        canary: variant("b", { variant: { name: "c", instanceType: "ml.m5.large" } }),
      },
      "endpoints.b is itself a variant, of a",
      "write a",
    ],
    [
      "an existing endpoint",
      { main: { ...scaled, endpoint: { existing: "fraud-2024" } }, canary: variant("main") },
      "this program does not create endpoints.main, so it cannot add a variant to it",
      undefined,
    ],
    [
      "an asynchronous endpoint",
      { main: asynchronous, canary: variant("main") },
      "endpoints.main is asynchronous, and SageMaker allows it one variant",
      undefined,
    ],
    [
      "a serverless endpoint",
      {
        main: { model: own("main").model, serverless: { memoryGb: 2, maxConcurrency: 5 }, timetable: scaled.timetable },
        canary: variant("main"),
      },
      "endpoints.main is serverless, and SageMaker allows it one variant",
      undefined,
    ],
  ])("cannot be of %s", (_, endpoints, message, fix = "remove variantOf, which makes this a separate endpoint") => {
    expect(check(endpoints)).toEqual([
      `error variant-of-refused at endpoints.canary.variantOf
  ${message}
  expected: the key of a real-time endpoint with model and variant
  fix: ${fix}`,
    ]);
  });

  it("have names of their own", () => {
    const endpoints = { main: own("canary"), other: own("canary"), canary: variant("main") };
    expect(check(endpoints)).toEqual([
      `error variant-twice at endpoints.canary.variant.name
  endpoints.main scales variant canary of endpoint main, too
  expected: one timetable for each variant or inference component
  fix: give this variant another name`,
    ]);
  });

  it("leave to their endpoint what it has once", () => {
    const more = {
      protect: true,
      deployment: { strategy: "allAtOnce" },
      async: { inputPath: "s3://asked/", outputPath: "s3://answers/" },
      dataCapture: { percent: 1, destination: "s3://captured/" },
    };
    expect(check({ main: own("main"), canary: variant("main", more) })).toEqual(
      Object.keys(more).map(
        (key) => `error wrong-value at endpoints.canary.${key}
  ${key} cannot be used with variantOf
  expected: variantOf without ${key}
  fix: move it to the endpoint that variantOf names`,
      ),
    );
  });

  it("rule out a rolling deployment", () => {
    expect(check({ main: own("main", { deployment: rolling }) })).toEqual([]);
    expect(check({ main: own("main", { deployment: rolling }), canary: variant("main") })).toEqual([
      `error rolling-refused at endpoints.main.deployment.strategy
  SageMaker has no rolling deployment for an endpoint with several variants; canary adds to this one
  expected: strategy allAtOnce, canary or linear
  fix: write strategy: allAtOnce`,
    ]);
  });

  it("are ten at most, with the first", () => {
    const others = (count: number) =>
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [`v${index}`, own(`v${index}`, { variantOf: "main" })]),
      );
    expect(check({ main: own("main"), ...others(9) })).toEqual([]);
    expect(check({ main: own("main"), ...others(10) })).toEqual([
      `error too-many-variants at endpoints.main
  the endpoint has 11 variants; SageMaker allows 10
  expected: at most 9 other endpoints with variantOf: main
  fix: remove 1 of v0, v1, v2, v3, v4, v5, v6, v7, v8, v9`,
    ]);
  });

  it("count together against a quota", () => {
    const endpoints = { main: own("main"), canary: variant("main") };
    const raw = { timezone: "Europe/Berlin", guards: { quotas: { "ml.m5.xlarge": 3 } }, endpoints };
    const { problems } = compile(raw, { now, readCalendarFile: () => undefined });
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toContainEqual(
      expect.stringMatching(/^quota-exceeded: endpoints may need 4 instances of ml.m5.xlarge/),
    );
  });
});
