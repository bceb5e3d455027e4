import type { AwsClients } from "../../src/aws/client/aws-clients";
import { checkLiveEndpoints } from "../../src/deploy/preflight/check-live-endpoints";
import { createDeploymentHooks, type DeploymentHooks } from "../../src/deploy/recovery/recovery-hooks";
import type { RecoveryContext } from "../../src/deploy/recovery/recovery-run";
import { waitBeforeInstanceTypeChange } from "../../src/deploy/recovery/wait-before-instance-type-change";
import { findDeployedEndpoint } from "../../src/deploy/state/deployed-endpoint";
import type { DeployedResources } from "../../src/deploy/state/deployed-resources";
import type { DeployedState } from "../../src/plan/endpoint/endpoint-plan";
import { formatProblem, hasErrors } from "../../src/problem";
import { isOperationName } from "../../src/simulator/aws/call-simulated-aws";
import { isJsonObject } from "../../src/simulator/aws/json";
import { AwsCallError, type SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import type { Recorded } from "./recorded";
import { type Compiled, endpointName } from "./wanted";

/** The simulated account as the SDK shows it, without a server in between. */
function sdkOf(account: SimulatedAccount): AwsClients {
  const { describeAlarms, putMetricAlarm } = clientOf(account, "cloudwatch");
  const { getCallerIdentity } = clientOf(account, "sts");
  return {
    sageMaker: clientOf(account, "sagemaker") as unknown as AwsClients["sageMaker"],
    scaling: clientOf(account, "application-autoscaling") as unknown as AwsClients["scaling"],
    openCloudWatch: () =>
      Promise.resolve({ ...{ describeAlarms, putMetricAlarm }, destroy: () => undefined } as unknown as Awaited<
        ReturnType<AwsClients["openCloudWatch"]>
      >),
    openSts: () =>
      Promise.resolve({ getCallerIdentity, destroy: () => undefined } as unknown as Awaited<
        ReturnType<AwsClients["openSts"]>
      >),
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

/** One run of the program. */
export interface ProgramRun {
  readonly account: SimulatedAccount;
  readonly context: RecoveryContext;
}

/** @param recorded the state before the run */
export function programRun(account: SimulatedAccount, recorded: readonly Recorded[]): ProgramRun {
  const context: RecoveryContext = {
    askAws: (ask) => ask(sdkOf(account)),
    deployed: deployed(recorded),
    snapshots: new Map(),
    sleep: (seconds) => account.sleep(seconds),
    readTime: () => Promise.resolve(Math.floor(account.state.nowSeconds / 60)),
    log: () => undefined,
    warn: () => undefined,
  };
  return { account, context };
}

/** The hooks of the run, as the program makes them. */
export function runHooks({ context }: ProgramRun): DeploymentHooks {
  return createDeploymentHooks(context);
}

/** What the program does before it declares anything: waits if it has to. @returns why the run ends */
export async function whyNotNow({ context }: ProgramRun, { endpoint }: Compiled): Promise<string | undefined> {
  const endpoints = { [endpoint.name]: endpoint };
  const before = await checkLiveEndpoints({ endpoints }, context);
  if (hasErrors(before.problems)) return before.problems.map(formatProblem).join("\n");
  const { problems, seconds } = await waitBeforeInstanceTypeChange(endpoints, before.creating, context);
  const later = seconds > 0 ? (await checkLiveEndpoints({ endpoints }, context)).problems : [];
  const errors = [...problems, ...later];
  return hasErrors(errors) ? errors.map(formatProblem).join("\n") : undefined;
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
