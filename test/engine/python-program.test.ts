import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createAccount } from "../../src/simulator/aws/account-state";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { findPythonWithPulumi, installPythonSdk } from "./support/python-sdk";
import { UserProject } from "./support/user-project";

const monday = Date.parse("2026-11-23T05:00:00Z") / 1000;
const runner = path.join(__dirname, "support/python/run_program.py");

const found = findPythonWithPulumi();
const describePython = "python" in found ? describeEngine : describe.skip;

describePython(`a Python program with the plugin${"reason" in found ? ` (LEFT OUT: ${found.reason})` : ""}`, () => {
  const python = "python" in found ? found.python : "";
  let project: UserProject;

  beforeAll(async () => {
    project = await UserProject.create(createAccount(monday));
    process.env["PYTHONPATH"] = installPythonSdk(python, project.installed.inPackage("schema.json"), project.at());
    await project.createFromTemplate("python", "my-python");
    await project.createStack("python", { "aws:region": "us-east-1", timezone: "America/New_York" });
  }, 10 * stepMilliseconds);
  afterAll(async () => {
    delete process.env["PYTHONPATH"];
    await project.close();
  });

  const checkTypes = (file = "__main__.py") =>
    project.run("python", python, "-m", "mypy", "--strict", "--follow-imports=silent", file);
  const run = (action: string) => project.run("python", python, runner, action);

  it(
    "from the template has right types, deploys, and changes nothing in its next preview",
    async () => {
      expect(await checkTypes()).toMatchObject({ status: 0 });
      const up = await run("up");
      expect(up).toMatchObject({ status: 0 });
      expect(up.output).toMatch(/endpointName +: "sentiment-[0-9a-f]{7}"/);
      const preview = await run("preview");
      expect(preview.output).toContain("14 unchanged");
      expect(preview.output).toContain("timetable unchanged: sentiment");
    },
    3 * stepMilliseconds,
  );

  it("with a wrong key fails the check of its types", async () => {
    const program = readFileSync(project.at("python/__main__.py"), "utf8");
    writeFileSync(project.at("python/wrong.py"), program.replace('"ready_before"', '"ready_befor"'));
    const { status, output } = await checkTypes("wrong.py");
    expect(status).toBe(1);
    expect(output).toContain('No overload variant of "TimetabledEndpoint" matches');
  });

  it(
    "of the example has right types, passes the checks, and hides its secret",
    async () => {
      project.copy("examples/component-python", "python");
      await project.pulumi("python", "config", "set", "--secret", "token", "hidden-token");
      expect(await checkTypes()).toMatchObject({ status: 0 });
      const { status, output } = await run("preview");
      expect({ status, output }).toMatchObject({ status: 0 });
      expect(output).toContain("every week, America/New_York");
      expect(output).not.toMatch(/\b(?:warning|error)\b.*(?:: | at )/);
      expect(output).not.toContain("hidden-token");
    },
    2 * stepMilliseconds,
  );
});
