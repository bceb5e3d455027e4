import { readAwsSettings } from "../config/aws-settings";
import { parseAssumedRoles } from "../live-aws/assumed-roles";
import { type AwsClients, versionWarningVariable, createClients } from "../live-aws/open-aws";
import type { CliContext } from "./io";
import type { StackOptions } from "./stack-options";
import { readStackFromDisk } from "./stack-source";

/**
 * AWS as the stack's provider would find it: region, profile and roles of the stack file, the rest from the SDK's chain.
 *
 * What the stack file holds encrypted is not followed, and a line says so.
 */
export async function createStackClients(
  options: StackOptions,
  io: CliContext,
): Promise<AwsClients> {
  process.env[versionWarningVariable] ??= "true";
  const text = new TextDecoder().decode(readStackFromDisk(options, io).bytes);
  const { assumeRoles, encrypted, ...place } = readAwsSettings(text);
  if (encrypted.length > 0) {
    io.err(
      `${encrypted.join(", ")}: encrypted, so not followed here; AWS is asked as the SDK's own chain says`,
    );
  }
  return createClients({ ...place, roles: parseAssumedRoles(assumeRoles) });
}
