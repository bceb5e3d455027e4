import {
  instanceCountDimension,
  sageMakerNamespace,
  variantResourceId,
} from "../aws-facts/scalable-target";
import { call, isOperationName } from "../simulate/call";
import { injectFault, injectMishap, type Mishap } from "../simulate/faults";
import type { AwsState } from "../simulate/state";
import { Stop, type TrySession } from "./try-command";

/** Changes the simulated world. In: the words after the command. Out: what is so now. Errors: Stop */
type Trouble = (session: TrySession, words: readonly string[]) => string;

/** What can be made to go wrong, by its command. */
export const troubles: Readonly<Record<string, Trouble>> = {
  fault,
  rollback,
  stuck,
  quota,
  limits,
};

/** The next call of an operation is refused: an AWS service that says no. */
function fault(session: TrySession, [operation = "", ...reason]: readonly string[]): string {
  if (!isOperationName(operation)) {
    throw new Stop(
      `"${operation}" is no simulated call: write one such as sagemaker:UpdateEndpoint`,
    );
  }
  const message = reason.length === 0 ? "refused, because it was asked for" : reason.join(" ");
  const error = { code: "ValidationException", message };
  session.account.change((state) => injectFault(state, { operation, error }));
  return `the next ${operation} is refused: ${message}`;
}

/** The next update of an endpoint is rolled back: the new fleet is no good. */
function rollback(session: TrySession, words: readonly string[]): string {
  const usual = "the container did not pass its health check";
  const { name, reason } = mishap(session, words, "update", usual);
  return `the next update of ${name} is rolled back: ${reason}`;
}

/** The next rollback of an endpoint fails: it ends UpdateRollbackFailed. */
function stuck(session: TrySession, words: readonly string[]): string {
  const usual = "the old fleet did not come back";
  const { name, reason } = mishap(session, words, "rollback", usual);
  return `the next rollback of ${name} fails: ${reason}`;
}

/** In: `usual`: the reason where the words give none. Out: the endpoint's name at AWS */
function mishap(
  session: TrySession,
  [endpoint = "", ...words]: readonly string[],
  on: Mishap["on"],
  usual: string,
): { readonly name: string; readonly reason: string } {
  const name = awsNameOf(session, endpoint);
  const reason = words.length === 0 ? usual : words.join(" ");
  session.account.change((state) => injectMishap(state, { endpoint: name, on, reason }));
  return { name, reason };
}

/** The account's quota of an instance type in all endpoints. */
function quota(session: TrySession, [type = "", count = ""]: readonly string[]): string {
  const most = wholeNumber(count);
  if (!type.startsWith("ml.") || most === undefined) {
    throw new Stop(`"${[type, count].join(" ").trim()}" is no quota: write ml.m5.large 4`);
  }
  session.account.change((state) => ({
    ...state,
    world: { ...state.world, quotas: { ...state.world.quotas, [type]: most } },
  }));
  return `the account may have ${most} instances of ${type} in endpoints`;
}

/** Somebody sets the limits of an endpoint by hand, in the console. */
function limits(session: TrySession, [endpoint = "", pair = ""]: readonly string[]): string {
  const name = awsNameOf(session, endpoint);
  const [min, max] = pair.split("-").map(wholeNumber);
  if (min === undefined || max === undefined) {
    throw new Stop(`"${pair}" are no limits: write 1-2`);
  }
  const answer = session.account.state.endpoints[name]?.variants.map((variant) => {
    const input = {
      ServiceNamespace: sageMakerNamespace,
      ScalableDimension: instanceCountDimension,
      ResourceId: variantResourceId(name, variant.name),
      MinCapacity: min,
      MaxCapacity: max,
    };
    return registered(session, input);
  });
  const [refused] = (answer ?? []).filter((text) => text !== undefined);
  if (refused !== undefined) throw new Stop(refused);
  return `${name} now has limits ${min}-${max}, set by hand`;
}

/** Out: AWS's refusal. */
function registered(
  { account }: TrySession,
  input: Parameters<typeof call>[2],
): string | undefined {
  const refusals: string[] = [];
  account.change((state: AwsState) => {
    const result = call(state, "application-autoscaling:RegisterScalableTarget", input);
    if ("error" in result) refusals.push(`${result.error.code}: ${result.error.message}`);
    return result.state;
  });
  return refusals[0];
}

function awsNameOf(session: TrySession, endpoint: string): string {
  const name = session.awsName(endpoint);
  if (name !== undefined) return name;
  const known = Object.keys(session.stack.compilation.endpoints).join(", ");
  throw new Stop(`there is no endpoint "${endpoint}" at AWS; the stack file has ${known}`);
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
