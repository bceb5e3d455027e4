import { writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { createAccount } from "../../src/simulator/aws/account-state";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { UserProject } from "./support/user-project";
import { explainMissingYamlHost, findYamlHost } from "./support/yaml-host";

const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;
const office = { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 };
const weekend = { days: ["sat", "sun"], from: "10:00", to: "12:00", min: 2, max: 3 };
const properties = {
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0" },
  variant: { instanceType: "ml.g5.xlarge" },
  timezone: "Europe/Berlin",
  timetable: { baseline: { min: 1, max: 2 }, windows: { office, weekend } },
  scaling: { metric: "invocationsPerInstance", target: 700 },
};

const missing = explainMissingYamlHost();
const describeYaml = missing === undefined ? describeEngine : describe.skip;

describeYaml(`a YAML program with the plugin${missing === undefined ? "" : ` (skipped: ${missing})`}`, () => {
  let project: UserProject;
  const pulumi = (...words: readonly string[]) => project.pulumi("", ...words);

  function write(more: object): void {
    const resources = {
      sentiment: { type: "inference-timetable:TimetabledEndpoint", properties: { ...properties, ...more } },
    };
    const outputs = { endpointName: "${sentiment.endpointName}" };
    writeFileSync(project.at("Pulumi.yaml"), stringify({ name: "consumer", runtime: "yaml", resources, outputs }));
  }

  beforeAll(async () => {
    project = await UserProject.create(createAccount(mondayMorning), [findYamlHost()]);
    write({});
    await pulumi("stack", "init", "test");
    await pulumi("config", "set", "aws:region", "eu-central-1");
  }, 10 * stepMilliseconds);
  afterAll(() => project.close());

  it(
    "creates an endpoint, then changes nothing, then shows an edited window",
    async () => {
      const first = await pulumi("up", "--yes", "--skip-preview");
      expect(first).toMatchObject({ status: 0 });
      expect(first.output).toMatch(/endpointName: "sentiment-[0-9a-f]{7}"/);
      const same = await pulumi("preview", "--expect-no-changes");
      expect(same).toMatchObject({ status: 0 });
      write({ timetable: { ...properties.timetable, windows: { office: { ...office, from: "09:00" }, weekend } } });
      const edited = await pulumi("preview", "--diff");
      expect(edited.output).toContain(
        "[urn=urn:pulumi:test::consumer::inference-timetable:index:TimetabledEndpoint::sentiment]",
      );
      expect(edited.output).toMatch(/from\s*: "08:00" => "09:00"/);
      expect(edited.output).toContain("every week, Europe/Berlin");
    },
    4 * stepMilliseconds,
  );

  it.each([
    ["a wrong key", { windos: {} }, "windos"],
    ["a wrong value", { timezone: "EST" }, "fix: write America/New_York"],
  ])(
    "ends at %s with the problem",
    async (_, more, text) => {
      write(more);
      const { status, output } = await pulumi("preview");
      expect(status).not.toBe(0);
      expect(output).toContain(text);
      expect(output).not.toContain("provider.js:");
    },
    2 * stepMilliseconds,
  );
});
