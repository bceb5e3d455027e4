import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { createAccount } from "../../src/simulator/aws/account-state";
import { addHandMadeEndpoints } from "../../src/simulator/try/hand-made-endpoints";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { UserProject } from "./support/user-project";
import { explainMissingYamlHost, findYamlHost } from "./support/yaml-host";

const root = path.resolve(__dirname, "../..");
const monday = Date.parse("2026-11-23T05:00:00Z") / 1000;
const endpoint = {
  name: "fraud-2024",
  variant: { name: "AllTraffic", instanceType: "ml.m5.xlarge" },
  unit: "instances" as const,
  async: false,
  adopt: false,
};
const byHand = { config: { endpoint, variant: endpoint.variant, tags: {} } };

const missing = explainMissingYamlHost();
const itYaml = missing === undefined ? it : it.skip;
const unlessYaml = missing === undefined ? "" : ` (skipped: ${missing})`;

/** What a preview prints for the endpoint of each template, on the other side of the ocean. */
function expectOffice({ status, output }: { readonly status: number; readonly output: string }): void {
  expectAccepted({ status, output });
  expect(output).toContain("every week, America/New_York");
  expect(output).toContain('office           : "cron(50 7-17 ? * MON-FRI *) America/New_York: 2-2 instances"');
  expect(output).toContain("+ 14 to create");
}

/** Every check is silent; the CLI itself warns of language hosts on PATH. */
function expectAccepted({ status, output }: { readonly status: number; readonly output: string }): void {
  expect(output.replaceAll(/warning: using pulumi-language-.*/g, "")).not.toMatch(/\b(?:warning|error)\b.*(?:: | at )/);
  expect({ status, output }).toMatchObject({ status: 0 });
}

describeEngine("templates and examples, on a real engine", () => {
  let project: UserProject;

  beforeAll(async () => {
    const account = addHandMadeEndpoints(createAccount(monday), [byHand]);
    project = await UserProject.create(account, missing === undefined ? [findYamlHost()] : []);
  }, 10 * stepMilliseconds);
  afterAll(() => project.close());

  const readYaml = (...parts: readonly string[]): unknown => parse(readFileSync(project.at(...parts), "utf8"));
  const settings = { "aws:region": "us-east-1", timezone: "America/New_York" };

  async function instantiate(language: string): Promise<void> {
    rmSync(project.at(language), { recursive: true, force: true });
    await project.createFromTemplate(language, `my-${language}`);
    expect(readYaml(language, "Pulumi.yaml")).toMatchObject({ name: `my-${language}` });
    await project.createStack(language, settings);
  }

  const checkTypes = (folder: string) =>
    project.run(folder, process.execPath, path.join(root, "node_modules/typescript/bin/tsc"));

  it.each(["typescript", "python", "yaml"])(
    "the template for %s asks for a Region and a time zone, and has this version of the package",
    (language) => {
      const { config } = (
        parse(readFileSync(path.join(root, "templates", language, "Pulumi.yaml"), "utf8")) as {
          readonly template: { readonly config: object };
        }
      ).template;
      expect(Object.keys(config)).toEqual(["aws:region", "timezone"]);
      const read = (file: string) => JSON.parse(readFileSync(path.join(root, file), "utf8")) as Manifest;
      const { dependencies } = read(`templates/${language}/package.json`);
      const { version, dependencies: ours } = read("package.json");
      const { "inference-timetable": own, ...others } = dependencies;
      expect(own).toBe(`^${version}`);
      for (const [name, range] of Object.entries(others)) expect(range).toBe(`^${ours[name]!}`);
    },
  );

  it("each example is in the list of examples, and has a README", () => {
    const folders = readdirSync(path.join(root, "examples"), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    const list = readFileSync(path.join(root, "examples/README.md"), "utf8");
    expect([...list.matchAll(/^\| \[([^\]]+)\]/gm)].map(([, name]) => name).toSorted()).toEqual(
      folders.map(({ name }) => name).toSorted(),
    );
    for (const { name } of folders) expect(existsSync(path.join(root, "examples", name, "README.md"))).toBe(true);
  });

  itYaml(
    `pulumi new keeps the answers in the stack file${unlessYaml}`,
    async () => {
      // It ends with an error: the component is not installed yet.
      const words = ["new", path.join(root, "templates/yaml"), "--yes", "--name", "my-answers", "--stack", "dev"];
      const answers = Object.entries(settings).flatMap(([key, value]) => ["--config", `${key}=${value}`]);
      await project.pulumi("", ...words, "--dir", "answers", ...answers);
      expect(readYaml("answers", "Pulumi.dev.yaml")).toMatchObject({
        config: { "aws:region": "us-east-1", "my-answers:timezone": "America/New_York" },
      });
    },
    stepMilliseconds,
  );

  it(
    "the template for TypeScript compiles, and its preview prints the week",
    async () => {
      await instantiate("typescript");
      expect(await checkTypes("typescript")).toEqual({ status: 0, output: "" });
      const preview = await project.runTypeScript("typescript", "preview");
      expectOffice(preview);
      const guide = readFileSync(path.join(root, "docs/programs.md"), "utf8");
      const [, week = ""] = /sentiment: ml\.m5\.large[^`]*/.exec(guide)?.[0].split(/^ *\n/m) ?? [];
      expect(week).toContain("every week");
      for (const line of week.trimEnd().split("\n")) expect(preview.output).toContain(line);
    },
    2 * stepMilliseconds,
  );

  itYaml(
    `the template for YAML prints the week in a preview${unlessYaml}`,
    async () => {
      await instantiate("yaml");
      expectOffice(await project.pulumi("yaml", "preview"));
    },
    2 * stepMilliseconds,
  );

  it.each([
    ["component-typescript", "+ 28 to create"],
    ["existing-endpoint", "+ 7 to create"],
    ["shared-calendars", "+ 48 to create"],
  ])(
    "the example %s compiles, and passes the checks",
    async (example, created) => {
      await instantiate("typescript");
      project.copy(path.join("examples", example), "typescript");
      expect(await checkTypes("typescript")).toEqual({ status: 0, output: "" });
      const preview = await project.runTypeScript("typescript", "preview");
      expectAccepted(preview);
      expect(preview.output).toContain(created);
    },
    2 * stepMilliseconds,
  );

  itYaml(
    `the example component-yaml passes the checks${unlessYaml}`,
    async () => {
      project.copy("examples/component-yaml", "component-yaml");
      const topicArn = "arn:aws:sns:us-east-1:123456789012:oncall";
      await project.createStack("component-yaml", { ...settings, topicArn });
      const preview = await project.pulumi("component-yaml", "preview");
      expectAccepted(preview);
      expect(preview.output).toContain("+ 30 to create");
    },
    2 * stepMilliseconds,
  );

  it(
    "the example automation-api deploys, and changes nothing in its next preview",
    async () => {
      project.copy("examples/automation-api", "automation-api");
      const deploy = (action: string) => project.run("automation-api", process.execPath, "deploy.mjs", action);
      const up = await deploy("up");
      expectAccepted(up);
      expect(up.output).toContain("+ 25 created");
      const preview = await deploy("preview");
      expectAccepted(preview);
      expect(preview.output).toContain("25 unchanged");
      expectAccepted(await deploy("destroy"));
    },
    3 * stepMilliseconds,
  );
});

interface Manifest {
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
}
