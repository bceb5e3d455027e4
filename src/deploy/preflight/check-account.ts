import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { type AwsClients, parseAccountRules, readCallerAccount } from "../../aws/client";
import { checkAccountDiffers, checkAccountUnread, type ExpectedAccount } from "../../checks/live";
import type { Problem } from "../../problem";
import { type DeployedResources, findDeployedAccount } from "../state";
import { readProviderSettings } from "./run-options";

/** Compares the account of the SDK's credentials with that of the state, or of the provider before the first deployment. */
export async function checkAccount(aws: AwsClients, deployed: DeployedResources): Promise<readonly Problem[]> {
  const rules = parseAccountRules(readProviderSettings());
  if (rules.isUnknown) return [];
  const [caller, expected] = await Promise.all([readCallerAccount(aws), findExpectedAccount(deployed)]);
  return "failure" in caller ? checkAccountUnread(caller.failure) : checkAccountDiffers(caller.found, expected, rules);
}

async function findExpectedAccount(deployed: DeployedResources): Promise<ExpectedAccount | undefined> {
  const account = findDeployedAccount(deployed);
  if (account !== undefined) return { account, from: "state" };
  try {
    return { account: (await getCallerIdentity()).accountId, from: "provider" };
  } catch {
    // A provider without an account ends the run itself, with its reason.
    return undefined;
  }
}
