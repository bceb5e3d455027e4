import { readFileSync } from "node:fs";
import path from "node:path";
import type * as pulumi from "@pulumi/pulumi";
import type { ConstructResult, Provider } from "@pulumi/pulumi/provider";
import { TimetabledEndpoint, type TimetabledEndpointArgs } from "../component";

const componentToken = "inference-timetable:index:TimetabledEndpoint";

/**
 * The component for programs in any language: the engine constructs it in the process of this provider.
 * @param folder has `schema.json`, from which Pulumi generates the types of each language
 */
export function createProvider(folder: string): Provider {
  const schema = readFileSync(path.join(folder, "schema.json"), "utf8");
  const { version } = JSON.parse(schema) as { readonly version: string };
  return { version, schema, construct: constructEndpoint };
}

function constructEndpoint(
  name: string,
  type: string,
  inputs: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
): Promise<ConstructResult> {
  if (type !== componentToken) return Promise.reject(new Error(`unknown resource type ${type}`));
  const args: TimetabledEndpointArgs = inputs;
  const { urn, endpointName, endpointArn, scheduledActions } = new TimetabledEndpoint(name, args, options);
  return Promise.resolve({ urn, state: { endpointName, endpointArn, scheduledActions } });
}
