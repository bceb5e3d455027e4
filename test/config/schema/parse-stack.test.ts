import { readFileSync } from "node:fs";
import fc from "fast-check";
import { parseStack } from "../../../src/config/schema/parse-stack";
import { readStackFile } from "../../../src/config/yaml/stack-file";

const keys = ["timezone", "calendars", "guards", "tags", "endpoints"];

test("any JSON is read or refused, nothing is thrown", () => {
  const stack = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue());
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), stack), (raw) => {
      for (const { message, path } of parseStack(raw).problems) {
        if (message === "" || path === "") throw new Error("a problem says nothing");
      }
    }),
  );
});

test.each(["Pulumi.dev.yaml", "Pulumi.prod.yaml"])("%s has the right shape", (file) => {
  const { raw, problems } = readStackFile(readFileSync(file, "utf8"));
  const parsed = parseStack(raw);
  expect([...problems, ...parsed.problems]).toEqual([]);
  expect(Object.values(parsed.endpoints).every(({ config }) => config !== undefined)).toBe(true);
});

test("a wrong time is found at its own place, beside every other problem", () => {
  const window = { days: "mon-fri", from: "8am", to: "18:00", min: 1, max: "2" };
  const timetable = { baseline: { min: 1, max: 2 }, windows: { office: window } };
  const { problems } = parseStack({ endpoints: { sentiment: { timetable } } });
  expect(problems.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      "endpoints.sentiment.timetable.windows.office.from",
      "endpoints.sentiment.timetable.windows.office.max",
      "endpoints.sentiment.model",
    ]),
  );
});

describe("an endpoint", () => {
  const timetable = { baseline: { min: 1, max: 2 } };
  const own = { model: { image: "i" }, variant: { instanceType: "ml.m5.large" }, timetable };
  const existing = { endpoint: { existing: "fraud-2024" }, timetable };
  const configs = (raw: object) => Object.values(parseStack(raw).endpoints).map(({ config }) => config);

  test("that exists has no section but what scales it, and the name and variant of AWS", () => {
    const endpoint = { existing: "fraud-2024", instanceType: "ml.g5.xlarge", hourlyPriceUsd: 1.5 };
    const variant = { name: "AllTraffic", instanceType: "ml.g5.xlarge", hourlyPriceUsd: 1.5 };
    const monitoring = { emails: ["ml@example.com"] };
    const fraud = { ...existing, endpoint, monitoring };
    expect(configs({ protect: true, endpoints: { fraud } })).toEqual([
      {
        endpoint: { name: "fraud-2024", unit: "instances", variant, async: false, adopt: false },
        variant,
        timetable: expect.objectContaining(timetable) as unknown,
        monitoring: expect.any(Object) as unknown,
        tags: {},
      },
    ]);
  });

  test("is one of an inference component or a serverless endpoint", () => {
    const component = { existing: "llama-70b", endpoint: "llm-host", acceleratorsPerCopy: 4, adopt: true };
    const serverless = { existing: "classify", memoryGb: 4, maxConcurrency: 50, hourlyPriceUsd: 0.1 };
    expect(configs({ endpoints: { llama: { component, timetable }, classify: { serverless, timetable } } })).toEqual([
      expect.objectContaining({
        endpoint: {
          ...{ name: "llama-70b", unit: "copies", variant: { name: "" }, async: false, adopt: true },
          ...{ hostEndpoint: "llm-host", acceleratorsPerCopy: 4 },
        },
        variant: { name: "" },
      }),
      expect.objectContaining({
        endpoint: {
          ...{ name: "classify", unit: "concurrency", async: false, adopt: false },
          ...{ variant: { name: "AllTraffic", hourlyPriceUsd: 0.1 }, memoryGb: 4, maxConcurrency: 50 },
        },
      }),
    ]);
  });

  test("is a serverless one that is created", () => {
    const serverless = { variant: "main", memoryGb: 4, maxConcurrency: 50, hourlyPriceUsd: 0.1 };
    const { model } = own;
    const [config] = configs({ endpoints: { classify: { model, serverless, timetable } } });
    expect(config).toMatchObject({
      model: { networkIsolation: false },
      variant: { name: "main", serverless: { memoryGb: 4, maxConcurrency: 50 }, hourlyPriceUsd: 0.1 },
    });
    expect(config).not.toHaveProperty("endpoint");
    expect(config).not.toHaveProperty("serverless");
  });

  test("gets the boundary of the stack if a role is created for it", () => {
    const permissionsBoundaryArn = "arn:aws:iam::123456789012:policy/boundary";
    const found = configs({ permissionsBoundaryArn, endpoints: { own, existing } });
    expect(found).toMatchObject([{ permissionsBoundaryArn }, {}]);
    expect(found[1]).not.toHaveProperty("permissionsBoundaryArn");
  });

  test("is protected as it says itself, else as the stack says, which the engine passes as text", () => {
    const endpoints = { a: { ...own, protect: false }, b: { ...own, protect: true }, c: own };
    const found = (protect: object) =>
      configs({ ...protect, endpoints }).map((config) =>
        config !== undefined && "model" in config ? config.protect : "none",
      );
    expect(found({})).toEqual([false, true, undefined]);
    expect(found({ protect: true })).toEqual([false, true, true]);
    expect(found({ protect: "true" })).toEqual([false, true, true]);
    expect(found({ protect: "false" })).toEqual([false, true, false]);
    const { problems } = parseStack({ protect: "yes", endpoints });
    expect(problems.map(({ path, fix }) => `${path}: ${fix}`)).toEqual(["protect: write protect: true"]);
  });

  test("has the number of actions that its timetable sets, else that of the stack, which the engine passes as text", () => {
    const endpoints = { a: { ...own, timetable: { ...timetable, maxActions: 40 } }, b: own };
    const found = (stack: object) => configs({ ...stack, endpoints }).map((config) => config?.timetable?.maxActions);
    expect(found({})).toEqual([40, undefined]);
    expect(found({ maxActions: 30 })).toEqual([40, 30]);
    expect(found({ maxActions: "30" })).toEqual([40, 30]);
    const messages = (maxActions: unknown) =>
      parseStack({ maxActions, endpoints: { b: own } }).problems.map(({ path, message }) => `${path}: ${message}`);
    expect(messages(200)).toEqual([]);
    expect(messages("201")).toEqual(["maxActions: 201 is more than 200"]);
    expect(messages(0)).toEqual(["maxActions: 0 is less than 1"]);
    expect(messages("2.5")).toEqual(["maxActions: 2.5 is not a whole number"]);
    expect(parseStack({ maxActions: "many", endpoints: { b: own } }).problems).toMatchObject([
      { path: "maxActions", fix: "write a value such as maxActions: 25" },
    ]);
  });
});
