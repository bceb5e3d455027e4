import { AwsCallError, type LocalAccount } from "../../src/local-aws/local-account";
import type { LiveAws } from "../../src/live-aws/open-aws";
import { untilInService } from "../../src/live-aws/until-in-service";
import { whyBusy } from "../../src/live-checks/endpoint-busy";
import { hasErrors, problemText } from "../../src/problem";
import type { DeployedBefore } from "../../src/plan/endpoint";
import { beforeShapeChanges } from "../../src/program/before-shape-changes";
import { deployedNames } from "../../src/resources/deployed-names";
import type { DeployedResources } from "../../src/resources/deployed-resources";
import type { EndpointAtAws } from "../../src/resources/endpoint";
import { jsonObject } from "../../src/simulate/json";
import type { Recorded } from "./recorded";
import { endpointName, type Compiled } from "./wanted";

/** The simulated account as the SDK shows it, without a server in between. */
function sdkOf(account: LocalAccount): Parameters<typeof untilInService>[0] {
  const describeEndpoint = async (input: object): Promise<object> => {
    try {
      return await account.call("sagemaker:DescribeEndpoint", jsonObject({ ...input }));
    } catch (error) {
      if (!(error instanceof AwsCallError)) throw error;
      throw Object.assign(new Error(error.error.message), { name: error.error.code });
    }
  };
  return { sageMaker: { describeEndpoint } as unknown as LiveAws["sageMaker"] };
}

function waitingIn(account: LocalAccount) {
  return { say: () => undefined, sleep: (seconds: number) => account.sleep(seconds) };
}

/** What the endpoint's hooks ask. */
export function atAws(account: LocalAccount): EndpointAtAws {
  return {
    failureReason: () => Promise.resolve(undefined),
    whyFailed: (endpointName) => {
      const { failed, failureReason } = account.state.endpoints[endpointName] ?? {};
      return Promise.resolve(failed === true ? failureReason : undefined);
    },
    whyBusy: async (endpointName) => {
      const waited = await untilInService(sdkOf(account), endpointName, waitingIn(account));
      return whyBusy(endpointName, waited);
    },
  };
}

/** What the program does before it declares anything: waits for what it may have to. Out: why the run ends */
export async function whyNotNow(
  account: LocalAccount,
  { endpoint }: Compiled,
  recorded: readonly Recorded[],
): Promise<string | undefined> {
  const { problems } = await beforeShapeChanges(
    { [endpoint.name]: endpoint },
    deployed(recorded),
    (ask) => ask(sdkOf(account)),
    waitingIn(account),
  );
  return hasErrors(problems) ? problems.map(problemText).join("\n") : undefined;
}

/** What a plan takes up of a state. */
export function deployedBefore(recorded: readonly Recorded[]): DeployedBefore {
  const { hasStrategy } = deployedNames(deployed(recorded), endpointName);
  return { hasStrategy };
}

/** The instance type of the last run that got as far as that. */
export function deployedType(recorded: readonly Recorded[]): string | undefined {
  const { shape = "{}" } = deployedNames(deployed(recorded), endpointName);
  const [type] = Object.values(JSON.parse(shape) as Readonly<Record<string, string>>);
  return type;
}

/** The state as the program is shown it. */
function deployed(recorded: readonly Recorded[]): DeployedResources {
  const resources = recorded.map(({ urn, outputs }) => {
    const [type = "", name = ""] = urn.split("::").slice(2);
    return { type: type.split("$").at(-1) ?? "", name, outputs };
  });
  return { resources };
}
