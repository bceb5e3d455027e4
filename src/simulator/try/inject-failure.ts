import { sageMakerServiceNamespace, type ScaledResource, scalableDimensions, toResourceId } from "../../aws/facts";
import {
  type AwsState,
  callSimulatedAws,
  type InjectedFailure,
  injectError,
  injectFailure,
  isOperationName,
} from "../aws";
import { type TrySession, UserError } from "./try-session";

/**
 * Makes something go wrong in the simulated AWS.
 * @param words what follows the command
 * @returns what the command did
 * @throws UserError if the words are wrong
 */
type FailureCommand = (session: TrySession, words: readonly string[]) => string;

export const failureCommands: Readonly<Record<string, FailureCommand>> = {
  fault: runErrorCommand,
  rollback: runRollbackCommand,
  stuck: runStuckCommand,
  quota: runQuotaCommand,
  limits: runLimitsCommand,
};

function runErrorCommand(session: TrySession, [operation = "", ...reason]: readonly string[]): string {
  if (!isOperationName(operation)) {
    throw new UserError(`unknown call "${operation}": write, for example, sagemaker:UpdateEndpoint`);
  }
  const message = reason.length === 0 ? "refused on request" : reason.join(" ");
  const error = { code: "ValidationException", message };
  session.account.change((state) => injectError(state, { operation, error }));
  return `AWS will refuse the next ${operation}: ${message}`;
}

function runRollbackCommand(session: TrySession, words: readonly string[]): string {
  const defaultReason = "the container did not pass its health check";
  const { name, reason } = injectForUpdate(session, words, "update", defaultReason);
  return `SageMaker will roll back the next update of ${name}: ${reason}`;
}

/** The endpoint ends UpdateRollbackFailed. */
function runStuckCommand(session: TrySession, words: readonly string[]): string {
  const defaultReason = "the old fleet did not come back";
  const { name, reason } = injectForUpdate(session, words, "rollback", defaultReason);
  return `the next rollback of ${name} will fail: ${reason}`;
}

/**
 * @param defaultReason the reason if the words give none
 * @returns the endpoint's name at AWS
 */
function injectForUpdate(
  session: TrySession,
  [endpoint = "", ...words]: readonly string[],
  on: InjectedFailure["on"],
  defaultReason: string,
): { readonly name: string; readonly reason: string } {
  const name = findAwsName(session, endpoint);
  const config = session.compilation.endpoints[endpoint]?.config;
  if (config !== undefined && "endpoint" in config) {
    const why = config.endpoint.unit === "copies" ? "is an inference component" : "already exists";
    throw new UserError(`${endpoint} ${why}, and up updates only endpoints that it creates: nothing would fail`);
  }
  const reason = words.length === 0 ? defaultReason : words.join(" ");
  session.account.change((state) => injectFailure(state, { endpoint: name, on, reason }));
  return { name, reason };
}

function runQuotaCommand(session: TrySession, [type = "", count = ""]: readonly string[]): string {
  const quota = parseWholeNumber(count);
  if (!type.startsWith("ml.") || quota === undefined) {
    throw new UserError(`"${[type, count].join(" ").trim()}" is not a quota: write ml.m5.large 4`);
  }
  session.account.change((state) => ({
    ...state,
    world: { ...state.world, quotas: { ...state.world.quotas, [type]: quota } },
  }));
  return `the quota for ${type} in endpoints is now ${quota}`;
}

function runLimitsCommand(session: TrySession, [endpoint = "", pair = ""]: readonly string[]): string {
  const name = findAwsName(session, endpoint);
  const [min, max] = pair.split("-").map(parseWholeNumber);
  if (min === undefined || max === undefined) {
    throw new UserError(`invalid limits "${pair}": write 1-2`);
  }
  const variant = session.compilation.endpoints[endpoint]?.config?.variant.name;
  const resources = listScaledResources(session.account.state, name).filter(
    (resource) => resource.unit === "copies" || resource.variant === variant,
  );
  const refusals = resources.map((resource) =>
    registerTarget(session, {
      ServiceNamespace: sageMakerServiceNamespace,
      ScalableDimension: scalableDimensions[resource.unit],
      ResourceId: toResourceId(resource),
      MinCapacity: min,
      MaxCapacity: max,
    }),
  );
  const [refused] = refusals.filter((text) => text !== undefined);
  if (refused !== undefined) throw new UserError(refused);
  return `${name} now has limits ${min}-${max}, set by hand`;
}

/** What can be scaled under a name: an inference component, or each variant of an endpoint. */
function listScaledResources(state: AwsState, name: string): readonly ScaledResource[] {
  if (name in state.components) return [{ unit: "copies", component: name }];
  return (state.endpoints[name]?.variants ?? []).map((variant) => ({
    unit: variant.serverless === undefined ? "instances" : "concurrency",
    endpoint: name,
    variant: variant.name,
  }));
}

/** @returns AWS's refusal, if any */
function registerTarget({ account }: TrySession, input: Parameters<typeof callSimulatedAws>[2]): string | undefined {
  const refusals: string[] = [];
  account.change((state: AwsState) => {
    const result = callSimulatedAws(state, "application-autoscaling:RegisterScalableTarget", input);
    if ("error" in result) refusals.push(`${result.error.code}: ${result.error.message}`);
    return result.state;
  });
  return refusals[0];
}

function findAwsName(session: TrySession, endpoint: string): string {
  const name = session.awsName(endpoint);
  if (name !== undefined) return name;
  const known = Object.keys(session.compilation.endpoints).join(", ");
  throw new UserError(`AWS has no endpoint "${endpoint}"; the stack file has ${known}`);
}

function parseWholeNumber(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
