import type { CliContext } from "../../src/cli/context/cli-context";
import { type AwsState, createAccount } from "../../src/simulator/aws/account-state";
import { callSimulatedAws, type OperationName } from "../../src/simulator/aws/call-simulated-aws";
import type { JsonObject } from "../../src/simulator/aws/json";
import type { AnswerCall } from "../../src/simulator/provider/aws-http-server";
import { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { wrapSleep } from "../../src/verify/trial-clocks";
import { runVerification } from "../../src/verify/run-verification";
import { serveAccount } from "../support/served-account";
import { TestAccount } from "../support/simulated-account";

type Answer = ReturnType<AnswerCall>;

/** How an AWS answers otherwise than the simulated one. undefined: as that one. */
export type Disagree = (operation: OperationName, input: JsonObject, account: SimulatedAccount) => Answer | undefined;

export interface Verified {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly questions: readonly string[];
  readonly called: ReadonlySet<string>;
  readonly state: AwsState;
}

interface VerifyOptions {
  readonly state?: AwsState;
  readonly disagree?: Disagree;
  readonly confirm?: boolean;
  /** Presses Ctrl-C after the first call of this operation. */
  readonly interruptAt?: OperationName;
}

export const start = Date.UTC(2026, 10, 23, 9) / 1000;

export const ownEndpoint = [
  "--image",
  "i",
  "--model-data",
  "s3://b/m.tar.gz",
  "--role-arn",
  "arn:aws:iam::123456789012:role/r",
];

/** Runs `verify:aws` against a simulated account, by its clock. */
export async function verify(words: readonly string[], options: VerifyOptions = {}): Promise<Verified> {
  const { state = createAccount(start), disagree, confirm, interruptAt } = options;
  const account = new SimulatedAccount(state);
  const called = new Set<string>();
  const interrupt = new AbortController();
  const served = await serveAccount(new TestAccount(state), (operation, input) => {
    called.add(operation);
    if (operation === interruptAt) interrupt.abort();
    return disagree?.(operation, input, account) ?? account.request(operation, input);
  });
  let [out, err] = ["", ""];
  const questions: string[] = [];
  const endClock = {
    readTime: () => Promise.resolve(Math.floor(account.state.nowSeconds / 60)),
    sleep: (seconds: number) => account.sleep(seconds),
  };
  const io = {
    out: (text: string) => (out += `${text}\n`),
    err: (text: string) => (err += `${text}\n`),
  } as unknown as CliContext;
  const { signal } = interrupt;
  const code = await runVerification(words, {
    io,
    endClock,
    clock: wrapSleep(endClock, signal),
    signal,
    confirm: (question) => {
      questions.push(question);
      return Promise.resolve(confirm ?? true);
    },
  });
  await served.close();
  return { code, out, err, questions, called, state: account.state };
}

/** What the account has that a run could have created. */
export function listResources({ models, endpointConfigs, endpoints, targets, actions, policies }: AwsState) {
  return [models, endpointConfigs, endpoints, targets, actions, policies].flatMap((kind) => Object.keys(kind));
}

/** One call that no other call overlaps. */
export function callAlone(operation: OperationName, input: JsonObject, account: SimulatedAccount): Answer {
  const result = callSimulatedAws(account.state, operation, input);
  account.change(() => result.state);
  return result;
}
