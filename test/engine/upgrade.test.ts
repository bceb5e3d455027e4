import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import * as pulumi from "@pulumi/pulumi";
import * as runtime from "@pulumi/pulumi/runtime";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { serveSdkAccess } from "../../src/simulator/provider/aws-http-server";
import { describeEngine, stepMilliseconds } from "./support/describe-engine";
import { type EngineRun, EngineStack } from "./support/engine-stack";

/**
 * The recorded stacks, how many scheduled actions each has before and after an upgrade, its roles, and whether the
 * upgraded one sets a permissions boundary.
 */
const stacks = [
  { stack: "dev", actionsBefore: 4, actionsAfter: 4, roles: ["sentiment"], hasBoundary: false },
  { stack: "prod", actionsBefore: 144, actionsAfter: 37, roles: ["fraud", "sentiment"], hasBoundary: true },
  { stack: "features", actionsBefore: 19, actionsAfter: 17, roles: ["pipeline", "tracked"], hasBoundary: false },
];
const boundary = "arn:aws:iam::123456789012:policy/inference-timetable-boundary";

const recordings = path.join(__dirname, "upgrade");
const projectFile = path.join(__dirname, "..", "..", "Pulumi.yaml");
const hour = 3600;

/** What an earlier version deployed: see upgrade/README.md. */
interface Recording {
  readonly account: Pick<AwsState, "nowSeconds">;
  readonly resources: readonly StateResource[];
}

interface StateResource {
  readonly urn: string;
  readonly id?: string;
}

/** What a preview and an update by the program of today do to a recorded stack. */
interface Upgrade {
  readonly preview: EngineRun;
  readonly up: EngineRun;
  readonly before: readonly StateResource[];
  readonly after: readonly StateResource[];
}

/** Upgrades a stack on the day after the recording, when other limits are in force. */
async function upgrade(stack: string, hasBoundary: boolean): Promise<Upgrade> {
  const { account, resources } = readRecording(stack);
  const project = mkdtempSync(path.join(tmpdir(), "timetable-upgrade-"));
  copyFileSync(projectFile, path.join(project, "Pulumi.yaml"));
  cpSync(recordings, project, { recursive: true });
  if (hasBoundary) addBoundary(path.join(project, `Pulumi.${stack}.yaml`));
  const state = { ...createAccount(account.nowSeconds), ...account };
  const engine = await EngineStack.create(state, undefined, { stack, project });
  const sdk = await serveSdkAccess(engine.account);
  try {
    await engine.stack.importStack({ version: 3, deployment: { resources } });
    engine.account.runUntil(state.nowSeconds + 27 * hour);
    Object.assign(process.env, sdk.environment, {
      PULUMI_NODEJS_ROOT_DIRECTORY: project,
      TIMETABLE_NOW: new Date(engine.account.state.nowSeconds * 1000).toISOString(),
    });
    engine.program = runProgram;
    const preview = await engine.preview();
    const up = await engine.up();
    const { deployment } = await engine.stack.exportStack();
    return { preview, up, before: resources, after: deployment.resources };
  } finally {
    engine.close();
    await sdk.close();
    rmSync(project, { recursive: true, force: true });
  }
}

function addBoundary(file: string): void {
  const text = readFileSync(file, "utf8");
  writeFileSync(
    file,
    text.replace("config:\n", `config:\n  inference-timetable:permissionsBoundaryArn: ${boundary}\n`),
  );
}

function readRecording(stack: string): Recording {
  const file = path.join(recordings, `${stack}.json.gz`);
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recording;
}

/**
 * `index.ts` declares the stack when it is loaded, so each run loads it again; Pulumi stays.
 *
 * @throws what the program throws
 */
async function runProgram(): Promise<Record<string, unknown>> {
  jest.resetModules();
  jest.doMock("@pulumi/pulumi", () => pulumi);
  jest.doMock("@pulumi/pulumi/runtime", () => runtime);
  const { endpoints } = jest.requireActual<typeof import("../..")>("../..");
  return { endpoints: await endpoints };
}

/** Steps, calls or names: those of scheduled actions, and all others. Providers come and go with their versions. */
function split(texts: readonly string[]) {
  const known = texts.filter((text) => !/ default_|::pulumi:providers:/.test(text)).toSorted();
  const isScheduledAction = (text: string): boolean => text.includes("ScheduledAction");
  return { actions: known.filter(isScheduledAction), others: known.filter((text) => !isScheduledAction(text)) };
}

/** What resources are called in the state and at AWS. */
const splitNames = (resources: readonly StateResource[]) => split(resources.map(({ urn, id = "" }) => `${urn} ${id}`));

describeEngine("a stack that version 0.1.0 deployed", () => {
  describe.each(stacks)("$stack, deployed by the program of today", ({ stack, roles, hasBoundary, ...counts }) => {
    const { actionsBefore, actionsAfter } = counts;
    let done: Upgrade;

    beforeAll(async () => {
      done = await upgrade(stack, hasBoundary);
    }, 3 * stepMilliseconds);

    it("succeeds", () => {
      for (const { failed, diagnostics } of [done.preview, done.up]) {
        expect(failed ? diagnostics : "").toBe("");
      }
    });

    it("updates its roles in place, replaces nothing but scheduled actions, and keeps each resource's name", () => {
      const { preview, up, before, after } = done;
      const steps = roles.map((role) => `update Role ${role}`);
      expect(split(preview.steps).others).toEqual(steps);
      expect(split(up.steps).others).toEqual(steps);
      const calls = ["UpdateAssumeRolePolicy", ...(hasBoundary ? ["PutRolePermissionsBoundary"] : [])];
      expect(split(up.calls).others).toEqual(roles.flatMap(() => calls).toSorted());
      expect(splitNames(after).others).toEqual(splitNames(before).others);
    });

    it("changes scheduled actions, and only those", () => {
      const { preview, up, before, after } = done;
      expect(splitNames(before).actions).toHaveLength(actionsBefore);
      expect(splitNames(after).actions).toHaveLength(actionsAfter);
      expect(split(preview.steps).actions).not.toEqual([]);
      expect(split(up.steps).actions).toEqual(split(preview.steps).actions);
      expect(split(up.calls).actions).not.toEqual([]);
    });
  });
});
