import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import {
  type EngineEvent,
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";
import { shippedProject } from "../../config/yaml";
import { isJsonList, isJsonObject, type Json } from "../aws";
import { toText } from "../provider";

/** A stack with file state and the simulated AWS. */
export interface LocalStackOptions {
  /** @default the one on PATH */
  readonly cliPath?: string;
  /** A CLI whose version is known already. */
  readonly pulumiCommand?: PulumiCommand;
  readonly debugProviders: string;
  /** Where the engine keeps the stack's state. */
  readonly folder: string;
  readonly stack: string;
  readonly region: string;
  readonly program: PulumiFn;
  /** @default the shipped one */
  readonly projectName?: string;
  /** A folder with a Pulumi.yaml and the stack file, if there are any. */
  readonly project?: string;
}

/** Nothing that a simulated account holds is secret. */
const passphrase = "local";

/**
 * Opens a stack, and creates it if needed.
 * @throws the engine's errors
 * @see https://www.pulumi.com/docs/iac/automation-api/
 */
export async function openLocalStack(args: LocalStackOptions): Promise<Stack> {
  const { folder, program, stack: stackName, projectName = shippedProject.name } = args;
  const state = path.resolve(folder);
  // Without a folder the Automation API leaves a temporary one behind.
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
  { project, projectName = shippedProject.name, stack, region, debugProviders, pulumiCommand }: LocalStackOptions,
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
      // Otherwise a run downloads 200 MB for a provider that it never starts.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    },
  };
}

/** Skips three starts of the CLI after an update, for outputs and a summary that nobody reads here. */
function dropResults(stack: Stack): Stack {
  return Object.assign(stack, { outputs: () => Promise.resolve({}), info: () => Promise.resolve(undefined) });
}

/** The Automation API looks for the CLI on the PATH of this process, not on that of `envVars`. */
function putOnPath(cliPath: string | undefined): void {
  if (cliPath === undefined) return;
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const folder = path.dirname(cliPath);
  process.env["PATH"] = [folder, ...folders.filter((each) => each !== folder)].join(path.delimiter);
}

/** What the engine does to a resource, as its own display marks it. */
const symbols: Readonly<Record<string, string>> = {
  create: "+ ",
  update: "~ ",
  delete: "- ",
  replace: "+-",
  "create-replacement": "++",
  "delete-replaced": "--",
  read: "> ",
  refresh: "~ ",
  import: "= ",
};

/**
 * Formats an event of the engine.
 * @param planned true for a preview, which shows each replacement once; a run shows its two halves
 * @returns no lines for a resource that does not change
 */
export function formatEngineEvent(event: EngineEvent, planned: boolean): readonly string[] {
  const { resourcePreEvent, resOutputsEvent, diagnosticEvent } = event;
  if (diagnosticEvent !== undefined) return formatDiagnostic(diagnosticEvent);
  // A run shows a step when it ends.
  const metadata = planned ? resourcePreEvent?.metadata : resOutputsEvent?.metadata;
  if (metadata === undefined) return [];
  const halves = ["create-replacement", "delete-replaced"];
  const hidden = planned ? halves : ["replace"];
  const symbol = symbols[metadata.op];
  if (symbol === undefined || hidden.includes(metadata.op)) return [];
  if (/^pulumi:(providers:|pulumi:Stack)/.test(metadata.type)) return [];
  if (metadata.op === "refresh" && metadata.detailedDiff === undefined) return [];
  const paths = Object.keys(metadata.detailedDiff ?? {}).filter((each) => !each.startsWith("__"));
  const changed = paths.length === 0 || metadata.op === "create" ? "" : `  [${paths.join(", ")}]`;
  const name = metadata.urn.split("::").slice(3).join("::");
  return [`  ${symbol} ${shortenType(metadata.type).padEnd(32)} ${name}${changed}`];
}

function formatDiagnostic(diagnostic: NonNullable<EngineEvent["diagnosticEvent"]>): readonly string[] {
  // The engine also sends a debug message for every call.
  const shown = ["info", "info#err", "warning", "error"];
  if (diagnostic.ephemeral === true || !shown.includes(diagnostic.severity)) return [];
  const text = diagnostic.message.replace(/<\{%.*?%\}>/g, "").trimEnd();
  return text === "" ? [] : text.split("\n").map((line) => `  ${line}`.trimEnd());
}

/** `aws:sagemaker/endpoint:Endpoint` is `sagemaker.Endpoint`. */
function shortenType(type: string): string {
  const [, module = "", name = ""] = type.split(":");
  return `${module.split("/")[0] ?? ""}.${name}`;
}

/** @returns the Pulumi names of protected resources */
export async function listProtectedNames(stack: Stack): Promise<readonly string[]> {
  const exported = await stack.exportStack();
  return listResources(exported.deployment).flatMap((resource) =>
    isJsonObject(resource) && resource["protect"] === true ? [toText(resource, "urn").split("::").at(-1) ?? ""] : [],
  );
}

/** Removes the protection from all resources, as `pulumi state unprotect --all` does. */
export async function unprotectResources(stack: Stack): Promise<void> {
  const exported = await stack.exportStack();
  const resources = listResources(exported.deployment).map((resource) =>
    isJsonObject(resource) ? { ...resource, protect: false } : resource,
  );
  const deployment: unknown = exported.deployment;
  await stack.importStack({ ...exported, deployment: { ...(isJsonObject(deployment) ? deployment : {}), resources } });
}

function listResources(deployment: unknown): readonly Json[] {
  const resources = isJsonObject(deployment) ? deployment["resources"] : undefined;
  return isJsonList(resources) ? resources : [];
}
