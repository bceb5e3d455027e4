import fc from "fast-check";
import { findWrittenPath, mergeSharedSettings } from "../../../src/config/schema/merge-shared-settings";
import { parseStack } from "../../../src/config/schema/parse-stack";
import { formatPath, type PathKey } from "../../../src/problem";

const model = { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/hf:1" };
const office = {
  baseline: { min: 1, max: 2 },
  windows: { day: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 } },
  exceptions: [{ dates: "2026-12-24", use: "baseline" }],
  readyBefore: "10m",
};
const evening = { days: "mon-fri", from: "18:00", to: "22:00", min: 2, max: 3 };

function mergedEndpoint(raw: object): unknown {
  return (mergeSharedSettings({ ...raw }).raw as { endpoints: { a: unknown } }).endpoints.a;
}

function listProblems(raw: object): readonly string[] {
  return parseStack(raw).problems.map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

describe("mergeSharedSettings", () => {
  it("gives an endpoint the timetable that it names", () => {
    expect(mergedEndpoint({ timetables: { office }, endpoints: { a: { timetable: "office" } } })).toEqual({
      timetable: office,
    });
  });

  it("joins windows by name, puts its own exceptions first, and lets its own keys win", () => {
    const day = { ...office.windows.day, min: 5 };
    const own = { dates: "2026-12-31", use: { min: 1, max: 1 } };
    const late = { like: "office", windows: { evening }, exceptions: [own] };
    const timetable = { like: "late", windows: { day }, readyBefore: "0m" };
    expect(mergedEndpoint({ timetables: { late, office }, endpoints: { a: { timetable } } })).toEqual({
      timetable: {
        baseline: office.baseline,
        windows: { day, evening },
        exceptions: [own, ...office.exceptions],
        readyBefore: "0m",
      },
    });
  });

  it("merges variant and tags key by key, and scaling and monitoring as a whole", () => {
    const scaling = { metric: "invocationsPerInstance", target: 700 };
    const monitoring = { emails: ["ml@example.com"] };
    const defaults = {
      variant: { instanceType: "ml.m5.large", volumeSizeGb: 30 },
      scaling,
      monitoring,
      tags: { team: "a" },
    };
    const a = { variant: { volumeSizeGb: 60 }, scaling: { metric: "cpuUtilization" }, tags: { tier: "gold" } };
    expect(mergedEndpoint({ defaults, endpoints: { a } })).toEqual({
      variant: { instanceType: "ml.m5.large", volumeSizeGb: 60 },
      scaling: { metric: "cpuUtilization" },
      monitoring,
      tags: { team: "a", tier: "gold" },
    });
  });

  it.each(["endpoint", "component", "serverless"])("adds no defaults to what exists already, as %s", (key) => {
    const a = { [key]: { existing: "x" } };
    expect(mergedEndpoint({ defaults: { tags: { team: "a" }, variant: {} }, endpoints: { a } })).toEqual(a);
  });

  it("knows where the file has each value of a merged endpoint", () => {
    const tree = fc.record({
      timetables: fc.record({
        base: fc.constant(office),
        late: fc.record(
          {
            like: fc.constant("base"),
            windows: fc
              .subarray(["day", "evening"])
              .map((names) => Object.fromEntries(names.map((name) => [name, evening]))),
            exceptions: fc.constant([{ dates: "2026-12-31", use: "sunday" }]),
            readyBefore: fc.constant("5m"),
          },
          { requiredKeys: ["like"] },
        ),
      }),
      defaults: fc.constant({ variant: { instanceType: "ml.m5.large" }, tags: { team: "a" } }),
      endpoints: fc.record({
        a: fc.record({
          timetable: fc.constantFrom(
            "late",
            "base",
            { like: "late", windows: { noon: evening }, exceptions: office.exceptions },
            { like: "late", baseline: { min: 3, max: 3 } },
          ),
          tags: fc.constant({ tier: "gold" }),
        }),
      }),
    });
    fc.assert(
      fc.property(tree, (written) => {
        const { raw, places } = mergeSharedSettings(written);
        const values = new Map(listLeaves(written, []));
        for (const [path, value] of listLeaves({ endpoints: raw["endpoints"] }, [])) {
          expect(values.get(findWrittenPath(places, path))).toEqual(value);
        }
      }),
    );
  });

  it("means the same as a stack with everything written out", () => {
    const named = {
      timetables: { office },
      endpoints: { a: { model, timetable: { like: "office", windows: { evening } } } },
    };
    const whole = { ...office, windows: { ...office.windows, evening } };
    const written = { endpoints: { a: { model, variant: { instanceType: "ml.m5.large" }, timetable: whole } } };
    const defaults = { variant: { instanceType: "ml.m5.large" } };
    expect(parseStack({ ...named, defaults }).endpoints).toEqual(parseStack(written).endpoints);
  });
});

function listLeaves(value: unknown, keys: readonly PathKey[]): readonly (readonly [string, unknown])[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, index) => listLeaves(item, [...keys, index]));
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => listLeaves(item, [...keys, key]));
  }
  return [[formatPath(keys), value]];
}

describe("parseStack", () => {
  const variant = { instanceType: "ml.m5.large" };
  const users = { a: { model, variant, timetable: "office" }, b: { model, variant, timetable: { like: "office" } } };

  it("reports a wrong value of a shared timetable once, at its own place", () => {
    const windows = { day: { ...office.windows.day, from: "8am" } };
    expect(listProblems({ timetables: { office: { ...office, windows } }, endpoints: users })).toEqual([
      'wrong-value timetables.office.windows.day.from: "8am" is not a time of day',
    ]);
  });

  it("reports a missing baseline where the timetable is written", () => {
    const { baseline: _baseline, ...part } = office;
    expect(listProblems({ timetables: { part }, endpoints: { a: { model, variant, timetable: "part" } } })).toEqual([
      "missing-key timetables.part.baseline: baseline is missing",
    ]);
  });

  it("refuses a name that the stack does not have, with the closest one", () => {
    const timetable = "ofice";
    expect(
      parseStack({ timetables: { office }, endpoints: { ...users, c: { model, variant, timetable } } }).problems,
    ).toEqual([
      expect.objectContaining({
        code: "unknown-timetable",
        path: "endpoints.c.timetable",
        message: 'the stack has no timetable "ofice"',
        fix: "write office",
      }),
    ]);
  });

  it("refuses timetables that are like each other, once for all of them", () => {
    const timetables = { x: { like: "y" }, y: { like: "z" }, z: { like: "x" } };
    expect(listProblems({ timetables, endpoints: { a: { model, variant, timetable: "x" } } })).toEqual([
      'timetable-like-itself timetables.z.like: the timetable "x" is like "y", which is like "z", which is like "x"',
    ]);
    expect(
      listProblems({ timetables: { x: { like: "x" } }, endpoints: { a: { model, variant, timetable: "x" } } }),
    ).toEqual(['timetable-like-itself timetables.x.like: the timetable "x" is like itself']);
  });

  it("warns of a timetable that no endpoint uses", () => {
    expect(listProblems({ timetables: { office, spare: office }, endpoints: users })).toEqual([
      'unused-timetable timetables.spare: no endpoint uses the timetable "spare"',
    ]);
  });

  it("refuses defaults of a wrong kind, once", () => {
    const defaults = { variant: { volumeSizeGb: "30" }, guards: {} };
    expect(listProblems({ defaults, timetables: { office }, endpoints: users })).toEqual([
      'wrong-type defaults.variant.volumeSizeGb: "30" is text, not a number',
      'unknown-key defaults.guards: unknown key "guards"',
    ]);
  });
});
