import { awsSettings } from "../config/aws-settings";
import { type LiveAws, openAws } from "../live-aws/open-aws";
import type { Io } from "./io";
import type { StackOptions } from "./stack-options";
import { stackOnDisk } from "./stack-source";

/**
 * Without this the SDK warns Node 20's users of versions that are not published yet; which one is used here
 * is fixed in package-lock.json.
 *
 * Source: https://github.com/aws/aws-sdk-js-v3, packages/core, emitWarningIfUnsupportedVersion
 */
const noVersionWarning = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** AWS as the stack's provider would find it: region and profile of the stack file, the rest from the SDK's chain. */
export async function openLiveAws(options: StackOptions, io: Io): Promise<LiveAws> {
  process.env[noVersionWarning] ??= "true";
  const text = new TextDecoder().decode(stackOnDisk(options, io).bytes);
  return openAws(awsSettings(text));
}
