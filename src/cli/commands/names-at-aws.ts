import path from "node:path";
import type { Command } from "commander";
import {
  type AwsClients,
  type AwsFailure,
  type AwsResult,
  createClients,
  findEndpointNames,
  parseProviderSettings,
  versionWarningVariable,
} from "../../aws/client";
import type { CompiledEndpoint } from "../../compile";
import { getOwnerKey } from "../../config/schema";
import { isMap } from "../../config/text";
import { readAwsSettings } from "../../config/yaml";
import { type CliContext, type LoadedStack, readFileOrThrow, type StackSource, throwUserError } from "../context";

/** How the command line names endpoints at AWS. */
export interface NameOptions {
  readonly endpointName?: string;
  readonly outputs?: string;
}

export function addNameOptions(command: Command): Command {
  return command
    .option("--endpoint-name <name>", "the endpoint's name at AWS; use with --endpoint")
    .option("--outputs <file>", "the output of pulumi stack output --json: has the names at AWS");
}

/** Names at AWS by the endpoints' keys. */
export type NamesAtAws = Readonly<Record<string, string>>;

/**
 * Creates AWS clients with the provider's settings in the stack file; the rest comes from the SDK's own chain. Ignores
 * encrypted settings and prints which.
 * @param source absent: all comes from the SDK's own chain
 */
export async function createStackClients(source: StackSource | undefined, io: CliContext): Promise<AwsClients> {
  process.env[versionWarningVariable] ??= "true";
  if (source === undefined) return createClients({});
  const { bytes, project } = source;
  const { provider, encrypted } = readAwsSettings(new TextDecoder().decode(bytes), project);
  if (encrypted.length > 0) {
    io.err(`${encrypted.join(", ")}: ignored because encrypted; the AWS SDK's defaults apply`);
  }
  return createClients(parseProviderSettings(provider));
}

/** @returns the names at AWS from the command line, by the endpoints' keys */
export function getGivenNames(stack: LoadedStack, options: NameOptions, io: CliContext): NamesAtAws {
  const { endpointName, outputs } = options;
  const fromOutputs = outputs === undefined ? {} : readNamesFromOutputs(outputs, io);
  if (endpointName === undefined) return fromOutputs;
  const [only, ...others] = stack.endpoints;
  if (only === undefined || others.length > 0) {
    const names = stack.endpoints.map(({ name }) => name).join(", ");
    return throwUserError(io, "--endpoint-name is for one endpoint: choose it with --endpoint", `endpoints: ${names}`);
  }
  return { [only.name]: endpointName };
}

/**
 * Reads the endpoints' names at AWS from the output of `pulumi stack output --json`.
 * @returns names by the endpoints' keys
 * @throws {CommanderError} if the file is unreadable or something else
 */
function readNamesFromOutputs(file: string, io: CliContext): Readonly<Record<string, string>> {
  const outputs = parseOutputs(readOutputsText(file, io), file, io);
  const endpoints = isMap(outputs) ? outputs["endpoints"] : undefined;
  if (!isMap(endpoints)) {
    return throwUserError(io, `${file} has no endpoints`, "create it with: pulumi stack output --json > outputs.json");
  }
  return Object.fromEntries(
    Object.entries(endpoints).flatMap(([key, output]) => {
      const name = isMap(output) ? output["name"] : undefined;
      return typeof name === "string" ? [[key, name]] : [];
    }),
  );
}

function readOutputsText(file: string, io: CliContext): string {
  return new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, file), file, io));
}

function parseOutputs(text: string, file: string, io: CliContext): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return throwUserError(io, `${file} is not JSON`, "create it with: pulumi stack output --json > outputs.json");
  }
}

/**
 * Finds an endpoint's name at AWS: the given one, that of an existing endpoint, or the one that matches its key.
 * @param formatChoice how the command line names one of several that match
 */
export async function findNameAtAws(
  aws: AwsClients,
  { name: key, config }: CompiledEndpoint,
  named: NamesAtAws,
  formatChoice = (name: string) =>
    `--endpoint ${key} --endpoint-name ${name}, or pass --outputs with the stack's outputs`,
): Promise<AwsResult<string | undefined>> {
  const owner = getOwnerKey(key, config);
  const given = named[key] ?? named[owner] ?? getExistingName(config);
  if (given !== undefined) return { found: given };
  const names = await findEndpointNames(aws, owner);
  if ("failure" in names) return names;
  const [first, ...others] = names.found;
  if (others.length === 0) return { found: first };
  const failure: AwsFailure = {
    kind: "other",
    operation: "sagemaker:ListEndpoints",
    message: `several endpoints at AWS match ${key}: ${names.found.join(", ")}`,
    fix: `choose one: ${formatChoice(first ?? "")}`,
  };
  return { failure };
}

/** The name of an endpoint that this stack does not create. */
function getExistingName(config: CompiledEndpoint["config"]): string | undefined {
  return config !== undefined && "endpoint" in config ? config.endpoint.name : undefined;
}

/** Prints failures. The same one, such as no credentials, may stop every endpoint: it is printed once. */
export function printFailures(failures: readonly AwsFailure[], io: CliContext): void {
  const distinct = new Map(failures.map((failure) => [failure.message, failure]));
  for (const { message, fix } of distinct.values()) io.err(`error: ${message}\n  fix: ${fix}`);
}
