import { mkdir } from "node:fs/promises";
import path from "node:path";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";

/** A stack whose state is a file and whose AWS is the simulated one. */
export interface LocalStackArgs {
  /** Absent: the one on PATH. */
  readonly cliPath?: string;
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
export async function localStack(args: LocalStackArgs): Promise<Stack> {
  const { folder, program } = args;
  const state = path.resolve(folder);
  // Without a folder of ours the Automation API leaves one of its own behind.
  const workDir = args.project ?? path.join(state, "project");
  for (const each of [state, workDir]) await mkdir(each, { recursive: true });
  putOnPath(args.cliPath);
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: args.stack, projectName, program },
    {
      workDir,
      ...(args.project === undefined
        ? { projectSettings: { name: projectName, runtime: "nodejs" } }
        : {}),
      envVars: {
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_DEBUG_PROVIDERS: args.debugProviders,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        // The provider is the one above: a run would try for seconds, or fetch 200 MB, for one it never starts.
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    },
  );
  await stack.setConfig("aws:region", { value: args.region });
  return stack;
}

/** The Automation API looks for the CLI on the PATH of this process, not on that of `envVars`. */
function putOnPath(cliPath: string | undefined): void {
  if (cliPath === undefined) return;
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const folder = path.dirname(cliPath);
  process.env["PATH"] = [folder, ...folders.filter((each) => each !== folder)].join(path.delimiter);
}
