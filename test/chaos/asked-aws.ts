import type { AwsClients } from "../../src/aws/client/aws-clients";
import { type EndpointCounts, readEndpointCounts } from "../../src/aws/client/live-endpoint";
import { waitForInService } from "../../src/aws/client/wait-for-in-service";
import type { ScalingSnapshots } from "../../src/deploy/recovery/deregister-scaling";
import {
  createScalingHooks,
  type DeploymentHooks,
  type ScalingHooks,
} from "../../src/deploy/recovery/recovery-hooks";
import {
  checkEndpointFailed,
  explainBusy,
  getCreationFailure,
  waitBeforeInstanceTypeChange,
} from "../../src/deploy/recovery/wait-before-instance-type-change";
import { findDeployedEndpoint } from "../../src/deploy/state/deployed-endpoint";
import type { DeployedResources } from "../../src/deploy/state/deployed-resources";
import type { DeployedState } from "../../src/plan/endpoint/endpoint-plan";
import { hasErrors, formatProblem } from "../../src/problem";
import { isOperationName } from "../../src/simulator/aws/call";
import { isJsonObject } from "../../src/simulator/aws/json";
import {
  AwsCallError,
  type SimulatedAccount,
} from "../../src/simulator/provider/simulated-account";
import type { Recorded } from "./recorded";
import { type Compiled, endpointName } from "./wanted";

/** The simulated account as the SDK shows it, without a server in between. */
function sdkOf(account: SimulatedAccount): AwsClients {
  const { describeAlarms, putMetricAlarm } = clientOf(account, "cloudwatch");
  return {
    sageMaker: clientOf(account, "sagemaker") as unknown as AwsClients["sageMaker"],
    scaling: clientOf(account, "application-autoscaling") as unknown as AwsClients["scaling"],
    openCloudWatch: () =>
      Promise.resolve({
        ...{ describeAlarms, putMetricAlarm },
        destroy: () => undefined,
      } as unknown as Awaited<ReturnType<AwsClients["openCloudWatch"]>>),
  };
}

/** A client with a method for each operation. */
function clientOf(
  account: SimulatedAccount,
  service: string,
): Readonly<Record<string, (input: object) => Promise<object>>> {
  return new Proxy<Record<string, (input: object) => Promise<object>>>(
    {},
    {
      get: (_, method: string) => async (input: object) => {
        const operation = `${service}:${method.charAt(0).toUpperCase()}${method.slice(1)}`;
        if (!isOperationName(operation)) throw new Error(`bug: ${operation} is not simulated`);
        const sent: unknown = JSON.parse(JSON.stringify(input));
        try {
          return await account.call(operation, isJsonObject(sent) ? sent : {});
        } catch (error) {
          if (!(error instanceof AwsCallError)) throw error;
          throw Object.assign(new Error(error.error.message), { name: error.error.code });
        }
      },
    },
  );
}

/** One run of the program: what it finds in the state, and what it remembers. */
export interface ProgramRun {
  readonly account: SimulatedAccount;
  readonly deployed: DeployedResources;
  readonly snapshots: ScalingSnapshots;
}

/** In: the state before the run */
export function programRun(account: SimulatedAccount, recorded: readonly Recorded[]): ProgramRun {
  return { account, deployed: deployed(recorded), snapshots: new Map() };
}

function waitingIn(account: SimulatedAccount) {
  return { log: () => undefined, sleep: (seconds: number) => account.sleep(seconds) };
}

/** What the endpoint's hooks ask. */
export function atAws(run: ProgramRun): DeploymentHooks & { readonly scaling: ScalingHooks } {
  const { account } = run;
  return {
    readFailureReason: () => Promise.resolve(undefined),
    readCreationFailure: (endpointName) => {
      const { failed, failureReason } = account.state.endpoints[endpointName] ?? {};
      return Promise.resolve(failed === true ? failureReason : undefined);
    },
    waitUntilUpdatable: async (endpointName) => {
      const waited = await waitForInService(sdkOf(account), endpointName, waitingIn(account));
      return explainBusy(endpointName, waited);
    },
    scaling: createScalingHooks((ask) => ask(sdkOf(account)), {
      ...waitingIn(account),
      ...run,
      readTime: () => Promise.resolve(Math.floor(account.state.nowSeconds / 60)),
    }),
  };
}

/** What the program does before it declares anything: waits for what it may have to. Out: why the run ends */
export async function whyNotNow(
  { account, deployed: found, snapshots }: ProgramRun,
  { endpoint }: Compiled,
): Promise<string | undefined> {
  const seen = await statusBefore(account, findDeployedEndpoint(found, endpoint.name).endpoint);
  const failed = checkEndpointFailed(endpoint.name, seen?.name ?? "", getCreationFailure(seen));
  if (hasErrors(failed)) return failed.map(formatProblem).join("\n");
  const creating = seen?.status === "Creating" ? [endpoint.name] : [];
  const { problems } = await waitBeforeInstanceTypeChange(
    { [endpoint.name]: endpoint },
    { deployed: found, creating },
    (ask) => ask(sdkOf(account)),
    waitingIn(account),
    snapshots,
  );
  return hasErrors(problems) ? problems.map(formatProblem).join("\n") : undefined;
}

/** What AWS says of the endpoint of the state. Out: undefined: not there, or not known */
async function statusBefore(
  account: SimulatedAccount,
  awsName: string | undefined,
): Promise<EndpointCounts | undefined> {
  if (awsName === undefined) return undefined;
  const read = await readEndpointCounts(sdkOf(account), awsName);
  return "found" in read ? read.found : undefined;
}

/** What a plan takes up of a state. */
export function deployedBefore(recorded: readonly Recorded[]): DeployedState {
  const { hasStrategy } = findDeployedEndpoint(deployed(recorded), endpointName);
  return { hasStrategy };
}

/** The instance type of the last run that got as far as that. */
export function deployedType(recorded: readonly Recorded[]): string | undefined {
  const { instanceTypes: shape = "{}" } = findDeployedEndpoint(deployed(recorded), endpointName);
  const [type] = Object.values(JSON.parse(shape) as Readonly<Record<string, string>>);
  return type;
}

/**
 * The state as the program is shown it: with what is deleted already, without what is still to be deleted.
 *
 * Source: pulumi/pulumi pkg/backend/backend.go, GetStackResourceOutputs
 */
function deployed(recorded: readonly Recorded[]): DeployedResources {
  const shown = recorded.filter((each) => each.delete !== true);
  const resources = shown.map(({ urn, outputs }) => {
    const [type = "", name = ""] = urn.split("::").slice(2);
    return { type: type.split("$").at(-1) ?? "", name, outputs };
  });
  return { resources };
}
