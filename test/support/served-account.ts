import { type AwsClients, closeClients, createClients } from "../../src/aws/client/aws-clients";
import { callSimulatedAws } from "../../src/simulator/aws/call-simulated-aws";
import { type AnswerCall, serveAwsHttp } from "../../src/simulator/provider/aws-http-server";
import type { TestAccount } from "./simulated-account";

/** A simulated account behind a server, and what makes the SDK go there with credentials of no account. */
export interface ServedAccount {
  readonly url: string;
  readonly aws: AwsClients;
  readonly close: () => Promise<void>;
}

/** Variables that the SDK reads; a test that wants others sets them after `serveAccount`. */
const awsEnvironment = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "secret",
  AWS_REGION: "eu-central-1",
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/nowhere/config",
  AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/** In: `answerRequest` in place of the account's own */
export async function serveAccount(
  account: TestAccount,
  answer: AnswerCall = answerOf(account),
): Promise<ServedAccount> {
  const server = await serveAwsHttp(answer);
  Object.assign(process.env, awsEnvironment, { AWS_ENDPOINT_URL: server.url });
  const aws = await createClients({});
  return {
    url: server.url,
    aws,
    close: async () => {
      closeClients(aws);
      await server.close();
    },
  };
}

function answerOf(account: TestAccount): AnswerCall {
  return (operation, input) => {
    const result = callSimulatedAws(account.state, operation, input);
    account.state = result.state;
    return result;
  };
}
