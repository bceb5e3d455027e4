import { callAws } from "../simulate/call";
import { serveAwsHttp } from "./aws-http";
import { formatInstant } from "../time/instant";
import type { SimulatedAccount } from "./local-account";

/** A server for AWS's own SDK, and the variables that lead the SDK there. */
export interface SdkAccess {
  readonly environment: Readonly<Record<string, string>>;
  readonly close: () => Promise<void>;
}

/**
 * Lets programs that read AWS through its SDK read the simulated account instead: with credentials of nobody,
 * so that nothing of a real account is ever asked, and wait by the virtual clock.
 *
 * Source: https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export async function serveSdkAccess(account: SimulatedAccount): Promise<SdkAccess> {
  const { url, close } = await serveAwsHttp(
    (operation, input) => {
      const result = callAws(account.state, operation, input);
      account.change(() => result.state);
      return result;
    },
    {
      clock: {
        sleep: (seconds) => account.sleep(seconds),
        now: () => formatInstant(Math.floor(account.state.nowSeconds / 60)),
      },
    },
  );
  return {
    close,
    environment: {
      AWS_ENDPOINT_URL: url,
      TIMETABLE_CLOCK: `${url}/clock`,
      AWS_ACCESS_KEY_ID: "SIMULATED",
      AWS_SECRET_ACCESS_KEY: "simulated",
      AWS_SESSION_TOKEN: "",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
  };
}
