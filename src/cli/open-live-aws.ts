import { awsSettings } from "../config/aws-settings";
import { type LiveAws, noVersionWarning, openAws } from "../live-aws/open-aws";
import type { Io } from "./io";
import type { StackOptions } from "./stack-options";
import { stackOnDisk } from "./stack-source";

/** AWS as the stack's provider would find it: region and profile of the stack file, the rest from the SDK's chain. */
export async function openLiveAws(options: StackOptions, io: Io): Promise<LiveAws> {
  process.env[noVersionWarning] ??= "true";
  const text = new TextDecoder().decode(stackOnDisk(options, io).bytes);
  return openAws(awsSettings(text));
}
