import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { LocalWorkspace } from "@pulumi/pulumi/automation";
import { type ParsedEndpoint, parseStack } from "../../src/config/schema/parse-stack";
import type { ManagedEndpointConfig } from "../../src/config/schema/stack-config";
import { readYaml } from "../../src/config/yaml/read-yaml";
import { parseStackValues, readStackFile } from "../../src/config/yaml/stack-file";
import { formatProblemBody } from "../../src/problem";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";

const root = path.resolve(__dirname, "../..");
const project = "inference-timetable";

/** A spelling, where it stands, and what both readers make of it: a value, or the fix. */
interface Spelling {
  readonly field: string;
  readonly written: string;
  readonly becomes?: unknown;
  readonly fix?: string;
}

/** The lines of an endpoint around one field, and the field's value in normal form. */
const fields: Readonly<
  Record<string, { lines: (written: string) => string[]; of: (e: ManagedEndpointConfig) => unknown }>
> = {
  from: {
    lines: (w) => timetable([`    w: { days: mon, from: ${w}, to: "23:30", min: 1, max: 1 }`]),
    of: (e) => e.timetable?.windows["w"]?.fromMinute,
  },
  to: {
    lines: (w) => timetable([`    w: { days: mon, from: "00:00", to: ${w}, min: 1, max: 1 }`]),
    of: (e) => e.timetable?.windows["w"]?.lengthMinutes,
  },
  days: {
    lines: (w) => timetable([`    w: { days: ${w}, from: "01:00", to: "02:00", min: 1, max: 1 }`]),
    of: (e) => e.timetable?.windows["w"]?.starts,
  },
  dates: {
    lines: (w) => timetable([`    w: { dates: ${w}, from: "01:00", to: "02:00", min: 1, max: 1 }`]),
    of: (e) => e.timetable?.windows["w"]?.starts,
  },
  max: {
    lines: (w) => timetable(["    {}"], ["  baseline:", "    min: 0", `    max: ${w}`]),
    of: (e) => e.timetable?.baseline.max,
  },
  readyBefore: {
    lines: (w) => timetable(["    {}"], ["  baseline: { min: 1, max: 1 }", `  readyBefore: ${w}`]),
    of: (e) => e.timetable?.readyBeforeMinutes,
  },
  until: {
    lines: (w) =>
      timetable(
        ["    {}"],
        ["  baseline: { min: 1, max: 1 }", `  override: { from: "2026-12-01T00:00", until: ${w}, hold: 1 }`],
      ),
    of: (e) => e.timetable?.override?.until,
  },
  networkIsolation: {
    lines: (w) => ["model:", "  image: a", `  networkIsolation: ${w}`, ...timetable(["    {}"]).slice(1)],
    of: (e) => e.model.networkIsolation,
  },
  environment: {
    lines: (w) => ["model:", "  image: a", `  environment: { X: ${w} }`, ...timetable(["    {}"]).slice(1)],
    of: (e) => e.model.containers[0]?.environment["X"],
  },
  size: {
    lines: (w) => [...timetable(["    {}"]), `deployment: { strategy: canary, size: ${w}, wait: 0m }`],
    of: (e) => e.deployment?.strategy.type === "canary" && e.deployment.strategy.size,
  },
  schedule: {
    lines: (w) => [
      "model: { image: a }",
      "baseline: { min: 1, max: 1 }",
      "schedules:",
      "  s:",
      `    schedule: ${w}`,
      "    min: 1",
      "    max: 1",
    ],
    of: (e) => e.schedules?.["s"]?.schedule,
  },
};

function timetable(windows: string[], before = ["  baseline: { min: 1, max: 1 }"]): string[] {
  return ["model: { image: a }", "timetable:", ...before, "  windows:", ...windows];
}

const day = (...dates: string[]) => ({ dates });
const noon = 20_791 * 1440 + 720;

const spellings: readonly Spelling[] = [
  // Times of day.
  { field: "from", written: '"08:00"', becomes: 480 },
  { field: "from", written: "08:00", becomes: 480 },
  { field: "from", written: "8:00", becomes: 480 },
  { field: "from", written: "'8:00'", becomes: 480 },
  { field: "from", written: "22:00", becomes: 1320 },
  { field: "from", written: "00:00", becomes: 0 },
  { field: "from", written: "0800", fix: 'write from: "08:00"' },
  { field: "from", written: '"0800"', fix: 'write from: "08:00"' },
  { field: "from", written: "0700", fix: 'write from: "07:00"' },
  { field: "from", written: "08:00:00", fix: 'write from: "08:00"' },
  { field: "from", written: "8", fix: 'write from: "08:00"' },
  { field: "from", written: "8am", fix: 'write from: "08:00"' },
  { field: "from", written: "24:00", fix: 'write "00:00" and the next day' },
  { field: "from", written: "1e3", fix: 'write from: "10:00"' },
  { field: "from", written: "~", fix: 'write from: "08:00"' },
  { field: "to", written: "24:00", becomes: 1440 },
  { field: "to", written: '"24:00"', becomes: 1440 },
  { field: "to", written: "25:00", fix: 'write to: "18:00"' },
  // Days.
  { field: "days", written: "mon-fri", becomes: { days: ["mon", "tue", "wed", "thu", "fri"] } },
  { field: "days", written: "fri-mon", becomes: { days: ["mon", "fri", "sat", "sun"] } },
  { field: "days", written: "[mon, wed]", becomes: { days: ["mon", "wed"] } },
  { field: "days", written: '"sat,sun"', becomes: { days: ["sat", "sun"] } },
  { field: "days", written: "daily", becomes: { days: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] } },
  { field: "days", written: "1-5", fix: "write days: mon-fri" },
  { field: "days", written: "no", fix: "write days: mon-fri" },
  { field: "days", written: "[mon, on]", fix: "correct or remove it" },
  // Dates.
  { field: "dates", written: '"2026-12-24"', becomes: day("2026-12-24") },
  { field: "dates", written: "2026-12-24", becomes: day("2026-12-24") },
  { field: "dates", written: "2026-1-2", becomes: day("2026-01-02") },
  { field: "dates", written: '"2026-1-2"', becomes: day("2026-01-02") },
  { field: "dates", written: "[2026-12-24, 2026-12-31]", becomes: day("2026-12-24", "2026-12-31") },
  { field: "dates", written: '["2026-12-24"]', becomes: day("2026-12-24") },
  { field: "dates", written: "2026-12-30..2026-12-31", becomes: day("2026-12-30", "2026-12-31") },
  { field: "dates", written: '"2026-12-30..2026-12-31"', becomes: day("2026-12-30", "2026-12-31") },
  { field: "dates", written: "2026-02-30", fix: "correct the date, or remove it" },
  { field: "dates", written: "20261224", fix: 'write dates: "2026-12-24"' },
  { field: "dates", written: "2026-12-24T10:00:00Z", fix: 'write dates: "2026-12-24"' },
  { field: "dates", written: "2026-12-24 10:00:00", fix: 'write dates: "2026-12-24"' },
  { field: "dates", written: "24.12.2026", fix: 'write dates: "2026-12-24"' },
  // Moments.
  { field: "until", written: '"2026-12-04T12:00"', becomes: noon },
  { field: "until", written: "2026-12-04T12:00", becomes: noon },
  { field: "until", written: "2026-12-04 12:00", becomes: noon },
  { field: "until", written: "2026-12-04 12:00:00", fix: 'write until: "2026-12-04T12:00"' },
  { field: "until", written: '"2026-12-04 12:00:00"', fix: 'write until: "2026-12-04T12:00"' },
  { field: "until", written: "2026-12-04T12:00:00Z", fix: 'write until: "2026-12-04T12:00"' },
  { field: "until", written: "2026-12-04T12:00:00+02:00", fix: 'write until: "2026-12-04T12:00"' },
  { field: "until", written: "2026-12-04", fix: 'write until: "2026-12-04T00:00"' },
  { field: "until", written: '"2026-12-04"', fix: 'write until: "2026-12-04T00:00"' },
  // Numbers.
  { field: "max", written: "4", becomes: 4 },
  { field: "max", written: "+4", becomes: 4 },
  { field: "max", written: "4.0", becomes: 4 },
  { field: "max", written: "1_000", becomes: 1000 },
  { field: "max", written: "1e3", becomes: 1000 },
  { field: "max", written: "0x10", becomes: 16 },
  { field: "max", written: "0b11", becomes: 3 },
  { field: "max", written: "0o17", becomes: 15 },
  { field: "max", written: "010", becomes: 8 },
  { field: "max", written: "08", becomes: 8 },
  { field: "max", written: "-0", becomes: 0 },
  { field: "max", written: "4.5", fix: "write max: 2" },
  { field: "max", written: "1,000", fix: "write max: 2" },
  { field: "max", written: '"4"', fix: "write max: 4" },
  { field: "max", written: "Infinity", fix: "write max: 2" },
  { field: "max", written: "1e400", fix: "write max: 2" },
  { field: "max", written: "0b2", fix: "write max: 2" },
  { field: "max", written: "null", fix: "write max: 2" },
  { field: "max", written: "true", fix: "write max: 2" },
  // Durations.
  { field: "readyBefore", written: "10m", becomes: 10 },
  { field: "readyBefore", written: '"1h30m"', becomes: 90 },
  { field: "readyBefore", written: "10", fix: "write readyBefore: 10m" },
  { field: "readyBefore", written: "00:10", fix: "write readyBefore: 10m" },
  { field: "readyBefore", written: "10 minutes", fix: "write readyBefore: 10m" },
  { field: "readyBefore", written: "90s", fix: "write readyBefore: 2m" },
  // True and false.
  { field: "networkIsolation", written: "true", becomes: true },
  { field: "networkIsolation", written: "True", becomes: true },
  { field: "networkIsolation", written: "FALSE", becomes: false },
  { field: "networkIsolation", written: "yes", fix: "write networkIsolation: true" },
  { field: "networkIsolation", written: "on", fix: "write networkIsolation: true" },
  { field: "networkIsolation", written: "n", fix: "write networkIsolation: false" },
  { field: "networkIsolation", written: '"true"', fix: "write networkIsolation: true" },
  // Texts.
  { field: "environment", written: "info", becomes: "info" },
  { field: "environment", written: "no", becomes: "no" },
  { field: "environment", written: '""', becomes: "" },
  { field: "environment", written: "!!str 4", becomes: "4" },
  { field: "environment", written: "12:30:45", becomes: "12:30:45" },
  { field: "environment", written: "Infinity", becomes: "Infinity" },
  { field: "environment", written: "0b2", becomes: "0b2" },
  { field: "environment", written: "._5", becomes: "._5" },
  { field: "environment", written: "4", fix: 'write X: "4"' },
  { field: "environment", written: "true", fix: 'write X: "true"' },
  { field: "environment", written: "2026-12-24", fix: 'write X: "2026-12-24"' },
  { field: "environment", written: "~", fix: 'write X: "4"' },
  // Parts of a fleet.
  { field: "size", written: "10%", becomes: { type: "percent", value: 10 } },
  { field: "size", written: '"10%"', becomes: { type: "percent", value: 10 } },
  { field: "size", written: "2", becomes: { type: "instances", value: 2 } },
  { field: "size", written: '"2"', fix: "write size: 2" },
  // AWS's own form, in a line of its own.
  { field: "schedule", written: "cron(0 17 ? * MON-FRI *)", becomes: "cron(0 17 ? * MON-FRI *)" },
  { field: "schedule", written: '"cron(0/15 17 ? * MON-FRI *)"', becomes: "cron(0/15 17 ? * MON-FRI *)" },
  { field: "schedule", written: "at(2026-12-24T10:00:00)", becomes: "at(2026-12-24T10:00:00)" },
  { field: "schedule", written: "rate(1 hour)", becomes: "rate(1 hour)" },
];

const nameOf = (index: number) => `s${String(index).padStart(3, "0")}`;

/** Every spelling in an endpoint of its own, and what else the two readers might see differently. */
const stackFile = [
  "config:",
  "  aws:region: eu-central-1",
  "  timezone: Europe/Berlin",
  `  ${project}:guards: &guards { maxInstances: 1_0 }`,
  `  ${project}:tags: { <<: [{ a: b }, { a: c, d: e }], d: f }`,
  `  ${project}:config:aMap: '{ "a": { "dates": "2026-12-24" } }'`,
  `  ${project}:aNumber: 1.50`,
  `  ${project}:anOctal: 0700`,
  `  ${project}:aTruth: True`,
  `  ${project}:aDate: 2026-12-24`,
  `  ${project}:nothing:`,
  `  ${project}:aList: [1, 0x1F, ~, yes, [2026-12-24]]`,
  `  ${project}:anAlias: *guards`,
  `  ${project}:aMerge: { "<<": *guards, b: c }`,
  `  ${project}:keys: { 1: a, 0x10: b, true: c, 1.5: d, on: e, 2026-12-24: f, "a.b": g }`,
  `  ${project}:lines:`,
  "    folded: >-",
  "      one",
  "      two",
  "    kept: |",
  "      one",
  "      two",
  `  ${project}:endpoints:`,
  ...spellings.flatMap(({ field, written }, index) => [
    `    ${nameOf(index)}:`,
    "      variant: { instanceType: ml.m5.large }",
    ...fields[field]!.lines(written).map((line) => `      ${line}`),
  ]),
  "",
].join("\n");

/** Spellings that make the engine refuse the whole file. */
const broken: readonly (readonly [string, string])[] = [
  // Each stands under config, as a key of this program.
  ["infinity", "a: .inf"],
  ["no number", "a: .nan"],
  ["a question mark between brackets", "a: { schedule: cron(0 17 ? * MON-FRI *), min: 2 }"],
  ["no space behind a colon between brackets", "a: { days:[sun] }"],
  ["a key twice", "a: 1\n  a: 2"],
  ["a tab", "a:\n\t  b: 1"],
  ["a tab before a comment", "a: 1\n  \t# b"],
  ["a tab alone in a line", "a: 1\n\t\n  b: 2"],
  ["a control character in a comment", "a: 1 # \u0007"],
  ["a control character in quotes", 'a: "\u001b"'],
  ["an alias of nothing", "a: *nothing"],
  ["an alias of itself", "a: &a { b: *a }"],
  ["a bracket that does not end", "a: [1, 2"],
  ["a quote that does not end", "a: 'b"],
  ["two colons", "a: b: c"],
  ["an at sign", "a: @b"],
  ["a merge of no map, in quotes", 'a: { "<<": 1 }'],
  ["a list as key", "a: { ? [b] : c }"],
  ["a key with three parts", "a:b:c: d"],
  ["a line that is not indented like the others", "a: 1\n b: 2"],
];

/** What a reader makes of one spelling: its value, or what the problem says. */
function outcome(
  { field }: Spelling,
  name: string,
  endpoint: ParsedEndpoint,
  problems: readonly { path: string; text: string }[],
) {
  const own = problems.filter(({ path: at }) => at.startsWith(`endpoints.${name}.`));
  const { config } = endpoint;
  if (config !== undefined && "model" in config) return { becomes: fields[field]!.of(config) };
  return { problems: own.map(({ text }) => text) };
}

function outcomes(raw: unknown) {
  const parsed = parseStack(raw);
  const problems = parsed.problems.map((problem) => ({ path: problem.path, text: formatProblemBody(problem) }));
  return spellings.map((spelling, index) =>
    outcome(spelling, nameOf(index), parsed.endpoints[nameOf(index)]!, problems),
  );
}

describeEngine("spellings of YAML", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "timetable-spellings-"));
  const environment = {
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "spellings",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
  const write = (text: string) => writeFileSync(path.join(folder, "Pulumi.spellings.yaml"), text);
  let engineRaw: Readonly<Record<string, unknown>> = {};
  const { raw, problems } = readStackFile(stackFile);
  const ours = raw as Readonly<Record<string, unknown>>;

  beforeAll(async () => {
    cpSync(path.join(root, "Pulumi.yaml"), path.join(folder, "Pulumi.yaml"));
    const program = () => {
      engineRaw = parseStackValues(pulumi.runtime.allConfig(), pulumi.getProject());
      return Promise.resolve({});
    };
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: "spellings", projectName: project, program },
      { workDir: folder, envVars: environment },
    );
    write(stackFile);
    await stack.preview();
  }, stepMilliseconds);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("are no error for the reader of stack files", () =>
    expect(problems.filter(({ severity }) => severity === "error")).toEqual([]));

  it("become the same values, whoever reads them", () => expect({ ...projectDefaults(), ...ours }).toEqual(engineRaw));

  it.each(spellings.map((spelling, index) => [spelling.field, spelling.written, index, spelling] as const))(
    "%s: %s means the same to both, or is refused with the same words",
    (_field, _written, index, { becomes, fix }) => {
      const [mine, theirs] = [outcomes(ours)[index], outcomes(engineRaw)[index]];
      expect(mine).toEqual(theirs);
      if (fix === undefined) expect(mine).toEqual({ becomes });
      else expect(mine).toEqual({ problems: [expect.stringMatching(endingWith(`fix: ${fix}`))] });
    },
  );

  it.each(broken)(
    "%s makes the engine refuse the file, and the reader too",
    async (_title, lines) => {
      const text = `config:\n  ${lines}\n`;
      expect(readStackFile(text).problems.map(({ severity }) => severity)).toContain("error");
      write(text);
      const command = ["config", "--json", "--non-interactive", "--stack", "spellings"];
      const options = { cwd: folder, env: { ...process.env, ...environment } };
      await expect(promisify(execFile)("pulumi", command, options)).rejects.toThrow();
    },
    stepMilliseconds,
  );
});

/** What `Pulumi.yaml` gives to keys that a stack file leaves out, as the engine hands it on. */
function projectDefaults(): object {
  const { value } = readYaml(readFileSync(path.join(root, "Pulumi.yaml"), "utf8"));
  const { config } = value as { config: Record<string, { default?: string | boolean | object }> };
  const given = Object.entries(config).flatMap(([name, key]) =>
    key.default === undefined ? [] : [[name, key.default] as const],
  );
  return Object.fromEntries(given.map(([name, held]) => [name, typeof held === "boolean" ? String(held) : held]));
}

function endingWith(text: string): RegExp {
  return new RegExp(`${text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`);
}
