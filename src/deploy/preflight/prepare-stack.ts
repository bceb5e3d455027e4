import * as pulumi from "@pulumi/pulumi";
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
import { findKeysOfOtherProjects, parseStackValues } from "../../config/yaml";
import { type EndpointPlan, findLimitsInForce, planEndpoint } from "../../plan/endpoint";
import { formatProblem, hasErrors, joinEqualProblems, type Problem, problemsHint } from "../../problem";
import { buildEndpointReport, reportHorizons } from "../../report";
import {
  describeChangedSettings,
  describeDeployedChanges,
  formatStackSettings,
  type ShownSettings,
  toEndpointSettings,
} from "../../report/diff";
import {
  describeRemovedEndpoint,
  formatPreview,
  formatSummary,
  formatUnchangedTimetables,
  maxEndpointsInFull,
} from "../../report/text";
import type { Named } from "../../timetable";
import type { EpochMinute } from "../../timetable/time";
import {
  createDeploymentHooks,
  type DeploymentHooks,
  type RecoveryContext,
  waitBeforeInstanceTypeChange,
} from "../recovery";
import {
  type DeployedResources,
  findDeployedEndpoint,
  findDeployedSchedule,
  findDeployedStackSettings,
  listDeployedEndpoints,
  listDeployedInstanceTypes,
  readDeployedResources,
  type StackFileSettings,
} from "../state";
import { checkLiveEndpoints, type LiveState } from "./check-live-endpoints";
import { checkRemovedVariants } from "./check-removed-variants";
import { findEncryptedValues, isSecretConfig } from "./encrypted-values";
import { addDeployedPrice, lookUpPrices, lookUpQuotas } from "./look-up-prices-and-quotas";
import {
  createRecoveryContext,
  findRootDirectory,
  logInfo,
  logWarning,
  readRunOptions,
  type RunOptions,
} from "./run-options";

/** Everything that the program declares. `plans`: in the order of the stack file, further variants after all endpoints. */
export interface PreparedStack {
  readonly plans: readonly EndpointPlan[];
  readonly hooks: DeploymentHooks;
  readonly settings: Named<StackFileSettings>;
  /** Whether the stack file encrypts something among the endpoints. */
  readonly environmentIsSecret: boolean;
}

/**
 * Compiles the stack file, reads what is deployed and what AWS says, logs warnings, in a preview also what changes in
 * the timetables, and waits for endpoints that do not accept an update yet.
 *
 * Await it before anything is declared: an update writes into the state that the preview is compared with.
 * @param engineConfig the stack's config as the engine hands it over: every value a text
 * @throws RunError with every problem, at once if the stack file itself is wrong: AWS is asked nothing then, and Pulumi
 * would report a rejected export once for each output that waits for it
 */
export function prepareStack(
  engineConfig: Readonly<Record<string, string>>,
  run: RunOptions = readRunOptions(),
): Promise<PreparedStack> {
  const project = pulumi.getProject();
  throwIfErrors({ problems: findKeysOfOtherProjects(engineConfig, project) });
  const values = parseStackValues(engineConfig, project);
  const compiled = compileStack(parseStack(values), { ...run, region: new pulumi.Config("aws").get("region") });
  const encrypted = findEncryptedValues(values, findRootDirectory());
  throwIfErrors({ problems: [...encrypted, ...applyAnswers(compiled, {}).problems] });
  return prepareWholeStack(compiled, run, isSecretConfig(`${project}:endpoints`));
}

async function prepareWholeStack(
  compiled: CompiledStack,
  run: RunOptions,
  environmentIsSecret: boolean,
): Promise<PreparedStack> {
  const prepared = await prepareEndpoints(compiled, run, {
    toShownProblems: (problems) => problems.filter(({ code }) => !(environmentIsSecret && code === "token-readable")),
    areSecret: environmentIsSecret,
    logBefore: logRemovedEndpoints,
  });
  return { ...prepared, environmentIsSecret };
}

/** What a program prints of its endpoints. */
export interface ShownEndpoints extends ShownSettings {
  /** Drops problems, and converts their paths. */
  readonly toShownProblems: (problems: readonly Problem[]) => readonly Problem[];
  /** Logs more before the preview. */
  readonly logBefore?: (compilation: Compilation, deployed: DeployedResources) => void;
  /** Names what looks up prices of one endpoint; absent for a whole stack. */
  readonly endpoint?: string;
}

/**
 * Everything of `prepareStack` after the stack file itself is right. Without an engine, as under `setMocks`, a single
 * endpoint asks neither the state nor AWS.
 * @throws RunError with every problem
 */
export async function prepareEndpoints(
  compiled: CompiledStack,
  run: RunOptions,
  shown: ShownEndpoints,
): Promise<Omit<PreparedStack, "environmentIsSecret">> {
  const isAlone = shown.endpoint !== undefined && pulumi.runtime.getEngine() === undefined;
  const deployed = isAlone ? { resources: [] } : await readDeployedResources();
  const answers = isAlone ? {} : await askAws(compiled.parsed, deployed, shown.endpoint);
  const compilation = applyAnswers(compiled, answers);
  throwIfErrors(compilation, shown);
  const context = createRecoveryContext(compilation.stack, run, deployed);
  if (context === undefined) throwIfErrors({ problems: checkRemovedVariants(compilation, deployed) });
  const live = await checkLiveEndpoints(compilation, context);
  throwIfErrors(live, shown);
  logProblems([...compilation.problems, ...live.problems].filter(isLogged), shown);
  shown.logBefore?.(compilation, deployed);
  if (pulumi.runtime.isDryRun()) logPreview(compilation, deployed, run.now, answers, shown);
  const plans = (await waitIfUpdating(compilation, live, context, shown))
    ? await planLater(compilation, run, deployed, context)
    : planEndpoints(compilation, deployed, live);
  const settings = listSettings(compilation);
  return { plans, hooks: createDeploymentHooks(context, live), settings };
}

function listSettings({ stack, endpoints }: Compilation): Named<StackFileSettings> {
  return Object.fromEntries(
    Object.values(endpoints).map((endpoint) => [endpoint.name, { endpoint: toEndpointSettings(endpoint), stack }]),
  );
}

/** After a wait a window may have begun, and instances have started: new resources begin with the limits in force now. */
async function planLater(
  compilation: Compilation,
  run: RunOptions,
  deployed: DeployedResources,
  context: RecoveryContext | undefined,
): Promise<readonly EndpointPlan[]> {
  const endpoints = registerLimitsInForce(compilation.endpoints, await run.readTime());
  const later = { ...compilation, endpoints };
  const live = await checkLiveEndpoints(later, context);
  throwIfErrors(live);
  return planEndpoints(later, deployed, live);
}

function planEndpoints(
  { stack, endpoints }: Compilation,
  deployed: DeployedResources,
  { counts }: LiveState,
): readonly EndpointPlan[] {
  const plans = Object.values(endpoints).flatMap(({ name, config, plan: schedule }) => {
    if (config === undefined || schedule === undefined) return [];
    const { hasStrategy, actions } = findDeployedEndpoint(deployed, name);
    const state = { liveCount: counts[name], hasStrategy, actions };
    return [planEndpoint(name, config, schedule, stack.tags, state)];
  });
  return plans.toSorted((a, b) => Number("variantOf" in a) - Number("variantOf" in b));
}

async function askAws(parsed: ParsedStack, deployed: DeployedResources, endpoint?: string): Promise<AwsAnswers> {
  return {
    prices: await lookUpPrices(listTypesToLookUp(parsed, listDeployedInstanceTypes(deployed)), endpoint),
    quotas: await lookUpQuotas(listQuotaTypes(parsed)),
  };
}

/** The endpoints with the limits of a later moment; nothing else in a plan depends on it. */
function registerLimitsInForce(endpoints: Named<CompiledEndpoint>, now: EpochMinute): Named<CompiledEndpoint> {
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, { plan, ...endpoint }]) => [
      name,
      plan === undefined ? endpoint : { ...endpoint, plan: { ...plan, registered: findLimitsInForce(plan, now) } },
    ]),
  );
}

/**
 * Waits in an update, never in a preview.
 * @returns whether time has passed
 */
async function waitIfUpdating(
  { endpoints }: Compilation,
  { creating }: LiveState,
  context: RecoveryContext | undefined,
  shown: ShownEndpoints,
): Promise<boolean> {
  if (context === undefined || pulumi.runtime.isDryRun()) return false;
  const outcome = await waitBeforeInstanceTypeChange(endpoints, creating, context);
  throwIfErrors(outcome, shown);
  logProblems(outcome.problems, shown);
  return outcome.seconds > 0;
}

/** An update does not repeat the notes of its preview. */
function isLogged({ severity }: Problem): boolean {
  return severity !== "note" || pulumi.runtime.isDryRun();
}

function logProblems(problems: readonly Problem[], { toShownProblems }: ShownEndpoints): void {
  const log = { error: pulumi.log.error, warning: pulumi.log.warn, note: pulumi.log.info };
  for (const problem of joinEqualProblems(toShownProblems(problems)))
    void log[problem.severity](formatProblem(problem));
}

/** @throws RunError with every problem, if one of them is an error */
export function throwIfErrors(
  { problems }: Pick<Compilation, "problems">,
  { toShownProblems }: Pick<ShownEndpoints, "toShownProblems"> = { toShownProblems: (all) => all },
): void {
  const shown = toShownProblems(problems);
  if (hasErrors(shown)) throw createRunError([...joinEqualProblems(shown).map(formatProblem), problemsHint].join("\n"));
}

/** Pulumi prints the stack of what a component throws after its program has ended, and of what a plugin throws. */
function createRunError(message: string): pulumi.RunError {
  return Object.assign(new pulumi.RunError(message), { stack: message });
}

function logRemovedEndpoints({ endpoints }: Compilation, deployed: DeployedResources): void {
  for (const name of listDeployedEndpoints(deployed)) {
    if (!(name in endpoints)) logWarning(describeRemovedEndpoint(name));
  }
}

/** Logs each endpoint whose timetable changes, and all others in one line. */
function logPreview(
  { stack, endpoints }: Compilation,
  deployed: DeployedResources,
  now: EpochMinute,
  { prices = {} }: AwsAnswers,
  shown: ShownEndpoints,
): void {
  const before = findDeployedStackSettings(deployed, shown.endpoint) ?? stack;
  for (const text of formatStackSettings(describeChangedSettings(before, stack))) {
    logInfo(text);
  }
  const compared = Object.values(endpoints).map((endpoint) => {
    const schedule = addDeployedPrice(findDeployedSchedule(deployed, endpoint.name), endpoints, prices);
    return { endpoint, changes: describeDeployedChanges(endpoint, schedule, now, shown) };
  });
  const changed = compared.filter(({ changes }) => changes.length > 0);
  if (changed.length > maxEndpointsInFull) logInfo(summarizeChanges(changed, now));
  for (const { endpoint, changes } of changed.length > maxEndpointsInFull ? [] : changed) {
    const report = buildEndpointReport(endpoint, now, reportHorizons.preview);
    logInfo(formatPreview(report, { width: 80, color: false, changes }));
  }
  const unchanged = compared.filter(({ changes }) => changes.length === 0).map(({ endpoint }) => endpoint);
  if (unchanged.length > 0) logInfo(formatUnchangedTimetables(unchanged, now));
}

interface ComparedEndpoint {
  readonly endpoint: CompiledEndpoint;
  /** Lines against what is deployed. */
  readonly changes: readonly string[];
}

/** One line each: nobody reads hundreds of weeks in a preview. */
function summarizeChanges(changed: readonly ComparedEndpoint[], now: EpochMinute): string {
  const lines = changed.map(({ endpoint, changes: [first = "", ...rest] }) => ({
    report: buildEndpointReport(endpoint, now, reportHorizons.none),
    note: rest.length === 0 ? first : `${first}; ${rest.length} more lines`,
  }));
  return formatSummary(lines, "npm run timetable -- show --endpoint NAME, or diff --endpoint NAME");
}
