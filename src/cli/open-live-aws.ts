import { awsSettings } from "../config/aws-settings";
import { assumedRoles } from "../live-aws/assumed-roles";
import { type LiveAws, noVersionWarning, openAws } from "../live-aws/open-aws";
import type { Io } from "./io";
import type { StackOptions } from "./stack-options";
import { stackOnDisk } from "./stack-source";

/**
 * AWS as the stack's provider would find it: region, profile and roles of the stack file, the rest from the SDK's chain.
 *
 * What the stack file holds encrypted is not followed, and a line says so.
 */
export async function openLiveAws(options: StackOptions, io: Io): Promise<LiveAws> {
  process.env[noVersionWarning] ??= "true";
  const text = new TextDecoder().decode(stackOnDisk(options, io).bytes);
  const { assumeRoles, encrypted, ...place } = awsSettings(text);
  if (encrypted.length > 0) {
    io.err(
      `${encrypted.join(", ")}: encrypted, so not followed here; AWS is asked as the SDK's own chain says`,
    );
  }
  return openAws({ ...place, roles: assumedRoles(assumeRoles) });
}
