import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import {
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";

/** A stack whose state is a file and whose AWS is the simulated one. */
export interface LocalStackOptions {
  /** Absent: the one on PATH. */
  readonly cliPath?: string;
  /** A CLI whose version is known; absent: it is asked. */
  readonly pulumiCommand?: PulumiCommand;
  readonly debugProviders: string;
  /** Where the engine keeps the stack's state. */
  readonly folder: string;
  readonly stack: string;
  readonly region: string;
  readonly program: PulumiFn;
  /** A folder with a Pulumi.yaml and the stack's file; absent: neither is needed. */
  readonly project?: string;
}

/** Nothing that a simulated account holds is secret. */
const passphrase = "local";

const projectName = "inference-timetable";

/**
 * The stack, made if it is not there yet.
 *
 * Errors: those of the engine
 * Source: https://www.pulumi.com/docs/iac/automation-api/
 */
export async function openLocalStack(args: LocalStackOptions): Promise<Stack> {
  const { folder, program, stack: stackName } = args;
  const state = path.resolve(folder);
  // Without a folder of ours the Automation API leaves one of its own behind.
  const workDir = args.project ?? path.join(state, "project");
  for (const each of [state, workDir]) await mkdir(each, { recursive: true });
  putOnPath(args.cliPath);
  const which = { stackName, projectName, program };
  const options = toWorkspaceOptions(args, state, workDir);
  const stateFile = path.join(state, ".pulumi", "stacks", projectName, `${stackName}.json`);
  const stack = existsSync(stateFile)
    ? await LocalWorkspace.selectStack(which, options)
    : await LocalWorkspace.createStack(which, options);
  const { config } = await stack.workspace.stackSettings(stackName);
  if (config?.[regionKey] === undefined) await stack.setConfig(regionKey, { value: args.region });
  return dropResults(stack);
}

const regionKey = "aws:region";

function toWorkspaceOptions(
  { project, stack, region, debugProviders, pulumiCommand }: LocalStackOptions,
  state: string,
  workDir: string,
): LocalWorkspaceOptions {
  const settings: LocalWorkspaceOptions = {
    projectSettings: { name: projectName, runtime: "nodejs" },
    stackSettings: { [stack]: { config: { [regionKey]: region } } },
  };
  return {
    workDir,
    ...(project === undefined ? settings : {}),
    ...(pulumiCommand === undefined ? {} : { pulumiCommand }),
    envVars: {
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_DEBUG_PROVIDERS: debugProviders,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // The provider is the one above: a run would try for seconds, or fetch 200 MB, for one it never starts.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  };
}

/**
 * The Automation API ends an update with three more starts of the CLI, for outputs and a summary. Nobody reads
 * them here: what has happened comes as events.
 */
function dropResults(stack: Stack): Stack {
  return Object.assign(stack, {
    outputs: () => Promise.resolve({}),
    info: () => Promise.resolve(undefined),
  });
}

/** The Automation API looks for the CLI on the PATH of this process, not on that of `envVars`. */
function putOnPath(cliPath: string | undefined): void {
  if (cliPath === undefined) return;
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const folder = path.dirname(cliPath);
  process.env["PATH"] = [folder, ...folders.filter((each) => each !== folder)].join(path.delimiter);
}
