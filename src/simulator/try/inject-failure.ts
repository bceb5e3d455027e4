import {
  instanceCountDimension,
  sageMakerServiceNamespace,
  toVariantResourceId,
} from "../../aws/facts";
import {
  type AwsState,
  callAws,
  type InjectedFailure,
  injectError,
  injectFailure,
  isOperationName,
} from "../aws";
import { type TrySession, UserError } from "./try-session";

/** Changes the simulated world. In: the words after the command. Out: what is so now. Errors: Stop */
type FailureCommand = (session: TrySession, words: readonly string[]) => string;

/** What can be made to go wrong, by its command. */
export const failureCommands: Readonly<Record<string, FailureCommand>> = {
  fault: runErrorCommand,
  rollback: runRollbackCommand,
  stuck: runStuckCommand,
  quota: runQuotaCommand,
  limits: runLimitsCommand,
};

/** The next call of an operation is refused: an AWS service that says no. */
function runErrorCommand(
  session: TrySession,
  [operation = "", ...reason]: readonly string[],
): string {
  if (!isOperationName(operation)) {
    throw new UserError(
      `"${operation}" is no simulated call: write one such as sagemaker:UpdateEndpoint`,
    );
  }
  const message = reason.length === 0 ? "refused, because it was asked for" : reason.join(" ");
  const error = { code: "ValidationException", message };
  session.account.change((state) => injectError(state, { operation, error }));
  return `the next ${operation} is refused: ${message}`;
}

/** The next update of an endpoint is rolled back: the new fleet is no good. */
function runRollbackCommand(session: TrySession, words: readonly string[]): string {
  const usual = "the container did not pass its health check";
  const { name, reason } = injectForUpdate(session, words, "update", usual);
  return `the next update of ${name} is rolled back: ${reason}`;
}

/** The next rollback of an endpoint fails: it ends UpdateRollbackFailed. */
function runStuckCommand(session: TrySession, words: readonly string[]): string {
  const usual = "the old fleet did not come back";
  const { name, reason } = injectForUpdate(session, words, "rollback", usual);
  return `the next rollback of ${name} fails: ${reason}`;
}

/** In: `usual`: the reason where the words give none. Out: the endpoint's name at AWS */
function injectForUpdate(
  session: TrySession,
  [endpoint = "", ...words]: readonly string[],
  on: InjectedFailure["on"],
  usual: string,
): { readonly name: string; readonly reason: string } {
  const name = findAwsName(session, endpoint);
  const reason = words.length === 0 ? usual : words.join(" ");
  session.account.change((state) => injectFailure(state, { endpoint: name, on, reason }));
  return { name, reason };
}

/** The account's quota of an instance type in all endpoints. */
function runQuotaCommand(session: TrySession, [type = "", count = ""]: readonly string[]): string {
  const most = parseWholeNumber(count);
  if (!type.startsWith("ml.") || most === undefined) {
    throw new UserError(`"${[type, count].join(" ").trim()}" is no quota: write ml.m5.large 4`);
  }
  session.account.change((state) => ({
    ...state,
    world: { ...state.world, quotas: { ...state.world.quotas, [type]: most } },
  }));
  return `the account may have ${most} instances of ${type} in endpoints`;
}

/** Somebody sets the limits of an endpoint by hand, in the console. */
function runLimitsCommand(
  session: TrySession,
  [endpoint = "", pair = ""]: readonly string[],
): string {
  const name = findAwsName(session, endpoint);
  const [min, max] = pair.split("-").map(parseWholeNumber);
  if (min === undefined || max === undefined) {
    throw new UserError(`"${pair}" are no limits: write 1-2`);
  }
  const answer = session.account.state.endpoints[name]?.variants.map((variant) => {
    const input = {
      ServiceNamespace: sageMakerServiceNamespace,
      ScalableDimension: instanceCountDimension,
      ResourceId: toVariantResourceId(name, variant.name),
      MinCapacity: min,
      MaxCapacity: max,
    };
    return findRegisteredTarget(session, input);
  });
  const [refused] = (answer ?? []).filter((text) => text !== undefined);
  if (refused !== undefined) throw new UserError(refused);
  return `${name} now has limits ${min}-${max}, set by hand`;
}

/** Out: AWS's refusal. */
function findRegisteredTarget(
  { account }: TrySession,
  input: Parameters<typeof callAws>[2],
): string | undefined {
  const refusals: string[] = [];
  account.change((state: AwsState) => {
    const result = callAws(state, "application-autoscaling:RegisterScalableTarget", input);
    if ("error" in result) refusals.push(`${result.error.code}: ${result.error.message}`);
    return result.state;
  });
  return refusals[0];
}

function findAwsName(session: TrySession, endpoint: string): string {
  const name = session.awsName(endpoint);
  if (name !== undefined) return name;
  const known = Object.keys(session.compilation.endpoints).join(", ");
  throw new UserError(`there is no endpoint "${endpoint}" at AWS; the stack file has ${known}`);
}

function parseWholeNumber(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
