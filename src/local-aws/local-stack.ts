import { mkdir } from "node:fs/promises";
import path from "node:path";
import { LocalWorkspace, type PulumiFn, type Stack } from "@pulumi/pulumi/automation";

/** A stack whose state is a file and whose AWS is the simulated one. */
export interface LocalStackArgs {
  readonly cliPath: string;
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
  await mkdir(state, { recursive: true });
  // The Automation API looks for the CLI on the PATH of this process, not on that of `envVars`.
  process.env["PATH"] = [path.dirname(args.cliPath), process.env["PATH"]].join(path.delimiter);
  const stack = await LocalWorkspace.createOrSelectStack(
    { stackName: args.stack, projectName, program },
    {
      ...(args.project === undefined
        ? { projectSettings: { name: projectName, runtime: "nodejs" } }
        : { workDir: args.project }),
      envVars: {
        PULUMI_BACKEND_URL: `file://${state}`,
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        PULUMI_DEBUG_PROVIDERS: args.debugProviders,
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    },
  );
  await stack.setConfig("aws:region", { value: args.region });
  return stack;
}
