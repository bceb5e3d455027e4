import { copyFileSync, cpSync, readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder, stackText } from "./stack-files";

const root = path.join(__dirname, "../../..");

let folder: StackFolder;

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
});
afterEach(() => {
  folder.remove();
});

/** Writes a file of expectations and tests the stack with it. */
async function test(text: string, ...words: readonly string[]) {
  folder.write("timetable-test.dev.yaml", text);
  return folder.run("test", ...words);
}

const passing = `sentiment:
  - { on: mon-fri, at: "09:00", min: 4 }
  - { at: 2026-12-24T09:00, min: 1, max: 2 }
fraud:
  - { at: 2026-12-23T18:00, max: 5 }
`;

describe("timetable test", () => {
  it("counts the expectations if all hold", async () => {
    expect(await test(passing)).toEqual({ code: 0, out: "timetable-test.dev.yaml: 3 expectations hold\n", err: "" });
  });

  it("prints where an expectation is, what it expects, the limits, and what decides them", async () => {
    const { code, out } = await test(`${passing}  - { at: 2026-12-23T17:00, min: 2 }\n`.replace("min: 1", "min: 4"));
    expect(out).toBe(`timetable-test.dev.yaml:3: sentiment, Thu 2026-12-24 09:00 (Europe/Berlin)
  expected: min 4, max 2
  actual:   min 1, max 2 = exception closures, baseline

timetable-test.dev.yaml:6: fraud, Wed 2026-12-23 17:00 (Europe/Berlin)
  expected: min 2
  actual:   min 1, max 2 = schedule BackToBaseline

timetable-test.dev.yaml: 2 expectations hold, 2 do not
`);
    expect(code).toBe(1);
  });

  it("gives the limits that timetable at gives", async () => {
    const { out } = await test('sentiment: [{ at: "2026-12-24T09:00", min: 9 }]', "--json");
    const [{ actual }] = JSON.parse(out).expectations;
    const [{ when, ...limits }] = actual;
    const at = await folder.run("at", "2026-12-24T09:00", "--endpoint", "sentiment", "--json");
    const { unit: _unit, ...atLimits } = JSON.parse(at.out);
    expect(limits).toEqual(atLimits);
    expect(when).toBe("Thu 2026-12-24 09:00");
  });

  it("checks every minute from one time to another", async () => {
    const { out } = await test(`sentiment:
  - { on: mon-fri, from: "08:00", to: "18:00", min: 4 }
  - { on: mon-fri, from: "07:59", to: "18:00", min: 4 }
  - { on: mon-fri, from: "08:00", to: "18:01", min: 4 }
  - { on: fri, from: "18:00", to: "08:00", max: 2 }
  - { on: sun, from: "18:00", to: "08:01", max: 2 }
  - { from: 2026-12-23T08:00, to: 2026-12-24T08:01, max: 12 }
`);
    expect(out).toBe(`timetable-test.dev.yaml:3: sentiment, Mon-Fri 07:59-18:00 (Europe/Berlin)
  expected: min 4
  actual:   min 1, max 2 = baseline (Mon-Fri 07:59)

timetable-test.dev.yaml:4: sentiment, Mon-Fri 08:00-18:01 (Europe/Berlin)
  expected: min 4
  actual:   min 1, max 2 = baseline (Mon-Fri 18:00)

timetable-test.dev.yaml:6: sentiment, Sun 18:00-Mon 08:01 (Europe/Berlin)
  expected: max 2
  actual:   min 4, max 12 = window office (Mon 08:00)

timetable-test.dev.yaml:7: sentiment, Wed 2026-12-23 08:00 to Thu 2026-12-24 08:01 (Europe/Berlin)
  expected: max 12
  actual:   min 1, max 2 = baseline (Wed 2026-12-23 18:00 to Thu 2026-12-24
            08:00)
  actual:   min 1, max 2 = exception closures, baseline (Thu 2026-12-24 08:00)

timetable-test.dev.yaml: 2 expectations hold, 4 do not
`);
  });

  it("leaves exceptions, windows with dates and the override out of days of the week", async () => {
    const dated = 'launch: { dates: "2026-12-07..2027-12-07", from: "06:00", to: "24:00", min: 20, max: 20 }';
    const override = 'override: { from: "2026-11-01T00:00", until: "2027-11-01T00:00", hold: 15 }';
    folder.write(
      "Pulumi.dev.yaml",
      stackText.replace("        exceptions:", `          ${dated}\n        ${override}\n        exceptions:`),
    );
    expect((await test('sentiment: [{ on: mon-fri, at: "09:00", min: 4, max: 12 }]')).code).toBe(0);
    expect((await test("sentiment: [{ at: 2026-12-08T09:00, min: 4 }]")).out).toContain(
      "actual:   min 15, max 15 = override",
    );
  });

  it("checks schedules on each such day of the next year, because their zone may change its clock", async () => {
    const { code, out } = await test(`fraud:
  - { on: mon-fri, at: "18:00", max: 5 }
  - { on: mon-fri, from: "19:00", to: "21:00", max: 5 }
  - { on: "sat,sun", from: "00:00", to: "24:00", max: 2 }
`);
    expect(out).toBe(`timetable-test.dev.yaml:2: fraud, Mon-Fri 18:00 (Europe/Berlin)
  expected: max 5
  actual:   min 1, max 2 = schedule BackToBaseline (Mon-Fri 18:00, first on Mon
            2027-03-29)

timetable-test.dev.yaml: 2 expectations hold, 1 does not
`);
    expect(code).toBe(1);
  });

  it("checks only the endpoint of --endpoint, and needs an expectation for it", async () => {
    expect((await test(passing, "--endpoint", "fraud")).out).toContain(": 1 expectation holds\n");
    const none = await test("sentiment: [{ at: 2026-12-24T09:00, min: 1 }]", "--endpoint", "fraud");
    expect(none).toMatchObject({ code: 2, err: "error: timetable-test.dev.yaml has no expectations for fraud\n" });
  });

  it("takes the named file, or that of the stack, beside its stack file", async () => {
    folder.write("Pulumi.yaml", "name: inference-timetable\nruntime: nodejs\nstackConfigDir: stacks\n");
    folder.write("stacks/Pulumi.live.yaml", stackText);
    folder.write("stacks/timetable-test.live.yaml", passing);
    folder.write("other.yaml", passing);
    expect((await folder.run("test")).out).toBe("stacks/timetable-test.live.yaml: 3 expectations hold\n");
    expect((await folder.run("test", "other.yaml")).out).toBe("other.yaml: 3 expectations hold\n");
    folder.write("stack.yaml", stackText);
    expect((await folder.run("test", "other.yaml", "--file", "stack.yaml")).code).toBe(0);
    expect(await folder.run("test", "--file", "stack.yaml")).toMatchObject({
      code: 2,
      err: "error: stack.yaml is not a Pulumi.<stack>.yaml\n  name the file of expectations\n",
    });
    expect(await folder.run("test", "missing.yaml")).toMatchObject({
      code: 2,
      err: `error: cannot read missing.yaml: no such file
  write one, such as sentiment: [{ on: mon-fri, at: "09:00", min: 2 }, { at: 2026-12-25T09:00, min: 1 }]
`,
    });
  });
});

describe("a file of expectations", () => {
  const wrongs: readonly (readonly [string, string])[] = [
    ["{ days: mon-fri, at: '09:00', min: 1 }", 'days: unknown key "days" | write on'],
    ["{ at: '09:00', min: 1 }", "on: on is missing | write on: mon-fri, or a date before the time"],
    ["{ on: mon-fri, at: 2026-12-25T09:00, min: 1 }", "on: on cannot be used with a date | remove on, or the date"],
    ["{ at: 2026-12-25, min: 1 }", 'at: 2026-12-25 has no time of day | write at: "2026-12-25T00:00"'],
    ["{ at: 2026-12-25T09:00 }", "min: neither min nor max is set | write min: 1"],
    ["{ at: 2026-12-25T09:00, mni: 1 }", 'mni: unknown key "mni" | write min'],
    ["{ on: mon-fri, from: '09:00', min: 1 }", "to: to is missing | write to: and a time"],
    ["{ on: mon-fri, from: '09:00', to: '09:00', min: 1 }", "to: to is not after from | write a later time"],
    ["{ from: 2026-12-25T09:00, to: 2026-12-25T09:00, min: 1 }", "to: to is not after from | write a later time"],
    ["{ from: 2026-12-25T09:00, to: '10:00', min: 1 }", "to: to has no date | write the date before the time"],
    ["{ on: mon, at: 'fri 09:00', min: 1 }", "at: at has a day | write the day under on"],
    ["{ on: mon-fri, at: 9am, min: 1 }", 'at: "9am" is not a time of day | write at: "09:00"'],
    [
      "{ at: 2026-12-25T09:00, to: 2026-12-25T10:00, min: 1 }",
      "to: to cannot be used with at | remove at, or from and to",
    ],
    ["{ max: 1 }", "at: at is missing | write at: and a time"],
  ];

  it("has every problem with its line and its fix, all at once", async () => {
    const { code, err, out } = await test(
      ["sentimnet: [{ at: 2026-12-25T09:00, min: 1 }]", "fraud:", ...wrongs.map(([entry]) => `  - ${entry}`), ""].join(
        "\n",
      ),
    );
    expect([code, out]).toEqual([1, ""]);
    const found = [...err.matchAll(/^error \S+ at (\S+) \(line (\d+)\)\n  (.*)\n  expected: .*\n  fix: (.*)$/gm)].map(
      ([, place, line, message, fix]) => `${line} ${place}: ${message} | ${fix}`,
    );
    expect(found).toEqual([
      '1 sentimnet: the stack has no endpoint "sentimnet" | write sentiment',
      ...wrongs.map(([, problem], index) => `${index + 3} fraud[${index}].${problem}`),
    ]);
    expect(err).toMatch(/timetable-test\.dev\.yaml: 15 errors; docs\/problems\.md explains each code\n$/);
  });

  it.each([
    ["", "wrong-type at line 1\n  the file has no expectations"],
    ["sentiment: []", "wrong-value at sentiment (line 1)\n  the list is empty"],
    ["sentiment: { at: 2026-12-25T09:00 }", "wrong-type at sentiment (line 1)\n  this is a map"],
    ["sentiment: [", "yaml-syntax at line 1, column 12"],
  ])("cannot be %j", async (text, problem) => {
    const { code, err } = await test(text);
    expect([code, err]).toEqual([1, expect.stringContaining(problem)]);
  });

  it("is not read if the stack file has errors", async () => {
    folder.write("Pulumi.dev.yaml", stackText.replace("min: 4", "min: 40"));
    const { code, err } = await test(passing);
    expect([code, err]).toEqual([1, expect.stringContaining("Pulumi.dev.yaml: 1 error")]);
  });
});

describe("docs/test.md", () => {
  it("shows a file of expectations and what the command prints", async () => {
    const guide = readFileSync(path.join(root, "docs/test.md"), "utf8");
    const [, file = ""] = /```yaml\n([^`]*)```/.exec(guide) ?? [];
    const [, command = "", printed = ""] = /```console\n\$ npm run -s timetable -- (.+)\n([^`]*)```/.exec(guide) ?? [];
    copyStack("prod");
    folder.write("timetable-test.prod.yaml", file);
    expect(await folder.run(...command.split(" "))).toEqual({ code: 1, out: printed, err: "" });
  });
});

/** Copies a stack of the repository with its calendars and expectations. */
function copyStack(stack: string): void {
  for (const file of ["Pulumi.yaml", `Pulumi.${stack}.yaml`, `timetable-test.${stack}.yaml`]) {
    copyFileSync(path.join(root, file), path.join(folder.path, file));
  }
  cpSync(path.join(root, "calendars"), path.join(folder.path, "calendars"), { recursive: true });
}

describe("the stacks of this repository", () => {
  it.each(["dev", "prod"])("pass their tests: %s", async (stack) => {
    copyStack(stack);
    const { code, out } = await folder.run("test", "--stack", stack);
    expect([code, out]).toEqual([0, expect.stringMatching(/: \d expectations hold\n$/)]);
    const stackFile = readFileSync(path.join(root, `Pulumi.${stack}.yaml`), "utf8");
    folder.write(`Pulumi.${stack}.yaml`, stackFile.replace('to: "18:00"', 'to: "17:00"'));
    expect((await folder.run("test", "--stack", stack)).code).toBe(1);
  });
});
