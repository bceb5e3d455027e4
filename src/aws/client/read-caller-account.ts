import type { AwsClients } from "./aws-clients";
import { type AwsResult, callAws } from "./call-aws";

/**
 * The account that the credentials belong to. It takes no permission.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
export async function readCallerAccount({ openSts }: Pick<AwsClients, "openSts">): Promise<AwsResult<string>> {
  const sts = await openSts();
  try {
    return await callAws("sts:GetCallerIdentity", async () => (await sts.getCallerIdentity({})).Account ?? "");
  } finally {
    sts.destroy();
  }
}
