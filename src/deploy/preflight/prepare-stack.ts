import * as pulumi from "@pulumi/pulumi";
import { withClients } from "../../aws/client";
import { listQuotaTypes } from "../../checks/account";
import {
  applyAnswers,
  type AwsAnswers,
  type Compilation,
  type CompiledEndpoint,
  type CompiledStack,
  compileStack,
} from "../../compile";
import { listTypesToLookUp, type ParsedStack, parseStack } from "../../config/schema";
import { type DeployedState, findLimitsInForce } from "../../plan/endpoint";
import { hasErrors, type Problem, formatProblem } from "../../problem";
import { describeDeployedChanges } from "../../report/diff";
import { describeRemovedEndpoint, formatPreview } from "../../report/text";
import type { Named } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import { type DeploymentHooks, waitBeforeInstanceTypeChange } from "../recovery";
import {
  type DeployedResources,
  findDeployedEndpoint,
  findDeployedSchedule,
  listDeployedEndpoints,
  listDeployedInstanceTypes,
  readDeployedResources,
} from "../state";
import { canReadAws, readProviderSettings } from "./aws-access";
import { createDeploymentHooks, type HookContext, logInfo } from "./deployment-hooks";
import { addDeployedPrice, lookUpPrices } from "./look-up-prices";
import { lookUpQuotas } from "./look-up-quotas";
import { type LiveState, readLiveState } from "./read-live-state";
import type { RunOptions } from "./run-options";

/**
 * A compilation, and what AWS tells.
 *
 * `listDeployedStates`: what is deployed already, by the endpoints' keys
 */
export interface PreparedStack extends Compilation {
  readonly deployedStates: Named<DeployedState>;
  /** Absent where AWS may not be read. */
  readonly hooks: DeploymentHooks | undefined;
}

/**
 * What a stack file means by itself.
 *
 * Throws at once instead of in a promise: a program whose export is rejected says its error once for each that waits.
 *
 * Errors: RunError with every problem, when there is an error among them: AWS is asked nothing then
 */
export function compileOrThrow(values: unknown, options: RunOptions): CompiledStack {
  const compiled = compileStack(parseStack(values), options);
  throwIfErrors(applyAnswers(compiled, {}));
  return compiled;
}

/**
 * What a stack file means, with the prices that AWS was asked for, after everything worth telling of it was told:
 * warnings, each endpoint's week and what changes against what is deployed.
 *
 * To be waited for before anything is declared: an update writes into the state that is compared with.
 *
 * Errors: RunError with every problem, when there is an error among them
 */
export async function prepareStack(
  compiled: CompiledStack,
  options: RunOptions,
): Promise<PreparedStack> {
  const deployed = await readDeployedResources();
  const answers = await askAws(compiled.parsed, deployed);
  const compilation = applyAnswers(compiled, answers);
  throwIfErrors(compilation);
  const seen = await readLiveState(compilation, deployed);
  throwIfErrors(seen);
  logProblems([...compilation.problems, ...seen.problems]);
  logPreview(compilation, deployed, options.now, answers);
  const context = { ...options, deployed, snapshots: new Map() };
  const atAws = createDeploymentHooks(compilation.stack, context);
  const seconds = await waitIfUpdating(compilation, context, seen);
  if (seconds === 0) {
    return {
      ...compilation,
      deployedStates: listDeployedStates(compilation, deployed, seen),
      hooks: atAws,
    };
  }
  // A window may have begun meanwhile, and instances have come: what is made must not start with those of before.
  const endpoints = registerLimitsInForce(compilation.endpoints, await options.readTime());
  const later = { ...compilation, endpoints };
  return {
    ...later,
    deployedStates: listDeployedStates(later, deployed, await readLiveState(later, deployed)),
    hooks: atAws,
  };
}

async function askAws(parsed: ParsedStack, deployed: DeployedResources): Promise<AwsAnswers> {
  return {
    prices: await lookUpPrices(listTypesToLookUp(parsed, listDeployedInstanceTypes(deployed))),
    quotas: await lookUpQuotas(listQuotaTypes(parsed)),
  };
}

/** The endpoints with the limits of a later moment; nothing else of a plan depends on the moment. */
function registerLimitsInForce(
  endpoints: Named<CompiledEndpoint>,
  now: EpochMinute,
): Named<CompiledEndpoint> {
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, { plan, ...endpoint }]) => [
      name,
      plan === undefined
        ? endpoint
        : { ...endpoint, plan: { ...plan, registered: findLimitsInForce(plan, now) } },
    ]),
  );
}

function listDeployedStates(
  { endpoints }: Pick<Compilation, "endpoints">,
  deployed: DeployedResources,
  { counts }: Pick<LiveState, "counts">,
): Named<DeployedState> {
  return Object.fromEntries(
    Object.keys(endpoints).map((name) => {
      const { hasStrategy } = findDeployedEndpoint(deployed, name);
      return [name, { liveCount: counts[name], hasStrategy }];
    }),
  );
}

/**
 * What takes its time: only in an update, never in a preview.
 *
 * Out:    seconds that were waited
 * Errors: as `prepareStack`
 */
async function waitIfUpdating(
  { stack, endpoints }: Compilation,
  { deployed, snapshots, sleep }: HookContext,
  { creating }: Pick<LiveState, "creating">,
): Promise<number> {
  if (!canReadAws(stack) || pulumi.runtime.isDryRun()) return 0;
  const { problems, seconds } = await waitBeforeInstanceTypeChange(
    endpoints,
    { deployed, creating },
    (ask) => withClients(readProviderSettings(), ask),
    { sleep, log: logInfo },
    snapshots,
  );
  throwIfErrors({ problems });
  logProblems(problems);
  return seconds;
}

function logProblems(problems: readonly Problem[]): void {
  const tell = { error: pulumi.log.error, warning: pulumi.log.warn, note: pulumi.log.info };
  for (const problem of problems) void tell[problem.severity](formatProblem(problem));
}

/** Errors: RunError with every problem, when there is an error among them. */
function throwIfErrors({ problems }: Pick<Compilation, "problems">): void {
  if (hasErrors(problems)) throw new pulumi.RunError(problems.map(formatProblem).join("\n"));
}

function logPreview(
  { endpoints }: Compilation,
  deployed: DeployedResources,
  now: EpochMinute,
  { prices = {} }: AwsAnswers,
): void {
  for (const name of listDeployedEndpoints(deployed)) {
    if (!(name in endpoints)) void pulumi.log.warn(describeRemovedEndpoint(name));
  }
  for (const endpoint of Object.values(endpoints)) {
    const draw = { now, width: 80, color: false };
    const was = addDeployedPrice(findDeployedSchedule(deployed, endpoint.name), endpoints, prices);
    void pulumi.log.info(
      formatPreview(endpoint, { ...draw, changes: describeDeployedChanges(endpoint, was, now) }),
    );
  }
}

/**
 * Whether a value of the stack file, or a part of it, is encrypted there (`secure:`).
 *
 * In:     `<project>:<key>`
 * Source: `isConfigSecret` of @pulumi/pulumi 3.248, which its declarations leave out; the public
 *         `Config.getSecretObject` calls every value a secret
 */
export function isSecretConfig(key: string): boolean {
  const isConfigSecret: unknown = Reflect.get(pulumi.runtime, "isConfigSecret");
  return (
    typeof isConfigSecret === "function" && Reflect.apply(isConfigSecret, undefined, [key]) === true
  );
}
