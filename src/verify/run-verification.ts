import { type AwsClients, closeClients, createClients, readCallerAccount } from "../aws/client";
import { type CliContext, exitCodes } from "../cli/context";
import { formatInstant } from "../timetable/time";
import { type Check, type Observation, Stopped, type Trial, type TrialClock } from "./check";
import { checks } from "./checks";
import { deleteLeftovers, formatLeftover, listLeftovers, runPrefix } from "./leftovers";
import { createOwnEndpoint } from "./own-endpoint";
import { type CheckResult, formatResult, printVerification, toResult } from "./results";
import { getFound } from "./scaling-calls";
import { formatSpending } from "./spending";
import { useExistingEndpoint } from "./use-existing-endpoint";
import { parseVerifyOptions, type VerifyOptions } from "./verify-options";

/** `confirm`: asks a person. `signal`: is aborted by Ctrl-C. */
export interface VerifyContext {
  readonly io: CliContext;
  readonly clock: TrialClock;
  readonly endClock: TrialClock;
  readonly signal: AbortSignal;
  readonly confirm: (question: string) => Promise<boolean>;
}

/** What the steps of a run share. */
interface Run extends VerifyContext {
  readonly aws: AwsClients;
  readonly options: VerifyOptions;
  readonly createAskOnce: Trial["createAskOnce"];
}

/** Parses the command line, and runs the checks. @returns the exit code */
export async function runVerification(words: readonly string[], context: VerifyContext): Promise<number> {
  const options = parseVerifyOptions(words, context.io);
  if (typeof options === "number") return options;
  const { region, profile } = options;
  const access = { ...(region === undefined ? {} : { region }), ...(profile === undefined ? {} : { profile }) };
  const aws = await createClients(access);
  try {
    return await verify({ ...context, aws, options, createAskOnce: () => createClients(access, 1) });
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    context.io.err(`error: ${error.message}`);
    return exitCodes.unread;
  } finally {
    closeClients(aws);
  }
}

async function verify(run: Run): Promise<number> {
  const { aws, io, options, confirm } = run;
  const account = getFound(await readCallerAccount(aws));
  const region = await aws.sageMaker.config.region();
  if (!(await isClean(run))) return exitCodes.unread;
  if (options.image === undefined && options.endpoint === undefined) return exitCodes.ok;
  const chosen = checks.filter(({ id }) => options.only?.includes(id) ?? true);
  const spending = formatSpending(options, chosen, `account ${account}, region ${region}`);
  if (options.json !== true) io.out(spending);
  if (options.yes !== true && !(await confirm("Start?"))) {
    io.err("nothing was created; --yes starts without a question");
    return exitCodes.usage;
  }
  const { results, stopped } = await runChecks(run, chosen);
  const left = (await cleanUp(run)).map(formatLeftover);
  if (stopped !== undefined) io.err(`error: ${stopped}`);
  printVerification({ account, region, results, left, json: options.json === true }, io);
  if (stopped !== undefined || left.length > 0) return exitCodes.unread;
  return results.some(({ result }) => result === "not as assumed") ? exitCodes.differs : exitCodes.ok;
}

/** Deletes what earlier runs left, if the user wants that. @returns whether nothing of them is left */
async function isClean(run: Run): Promise<boolean> {
  const { aws, io, options, confirm } = run;
  const left = (await listLeftovers(aws)).map(formatLeftover);
  if (left.length === 0) {
    if (options.clean === true) io.err("an earlier run left nothing");
    return true;
  }
  const list = left.map((each) => `  ${each}`);
  if (options.clean !== true) {
    io.err([`error: an earlier run left something at AWS:`, ...list, "  fix: delete it with --clean"].join("\n"));
    return false;
  }
  io.err(["of earlier runs:", ...list].join("\n"));
  if (options.yes !== true && !(await confirm("Delete all of this?"))) {
    io.err("nothing was deleted; --yes deletes without a question");
    return false;
  }
  return (await cleanUp(run)).length === 0;
}

async function cleanUp({ aws, io, endClock }: Run): ReturnType<typeof deleteLeftovers> {
  const left = await deleteLeftovers(aws, { clock: endClock, log: io.err });
  if (left.length === 0) io.err("nothing is left at AWS");
  else io.err(["still at AWS:", ...left.map((each) => `  ${formatLeftover(each)}`), "  fix: run --clean"].join("\n"));
  return left;
}

interface Ended {
  readonly results: readonly CheckResult[];
  readonly stopped?: string;
}

/** Runs the checks one after the other. Does not throw what AWS refuses: what exists by then must be deleted. */
async function runChecks(run: Run, chosen: readonly Check[]): Promise<Ended> {
  const results: CheckResult[] = [];
  try {
    const trial = await createTrial(run);
    for (const check of chosen) {
      if (run.signal.aborted) throw new Stopped("interrupted", true);
      const result = toResult(check, await observe(check, trial));
      results.push(result);
      if (run.options.json !== true) run.io.out(formatResult(result));
    }
    return { results };
  } catch (error) {
    return { results, stopped: error instanceof Stopped ? error.message : String(error) };
  }
}

async function createTrial(run: Run): Promise<Trial> {
  const { aws, clock, endClock, io, options, createAskOnce } = run;
  const { image, modelData, roleArn, endpoint, component } = options;
  const name = `${runPrefix}${formatInstant(await clock.readTime())
    .replaceAll(/[-:]/g, "")
    .toLowerCase()}`;
  const shared = { aws, clock, endClock, createAskOnce, run: name, log: io.err };
  const more = component === undefined ? {} : { component };
  if (endpoint !== undefined) {
    return { ...shared, ...more, endpoint: await useExistingEndpoint(shared, endpoint, options.variant) };
  }
  const { instanceType, otherInstanceType } = options;
  const own = {
    image: image ?? "",
    roleArn: roleArn ?? "",
    ...(modelData === undefined ? {} : { modelData }),
    instanceType,
    otherInstanceType,
  };
  return { ...shared, ...more, own, endpoint: await createOwnEndpoint(shared, own) };
}

/** @throws Stopped only after Ctrl-C */
async function observe(check: Check, trial: Trial): Promise<Observation> {
  if (check.needs === "own endpoint" && trial.own === undefined) {
    return { seen: "needs an endpoint that may be updated and deleted: leave --endpoint out" };
  }
  if (check.needs === "component" && trial.component === undefined) {
    return { seen: "needs an inference component: name one with --component" };
  }
  try {
    return await check.observe(trial);
  } catch (error) {
    if (!(error instanceof Stopped) || error.isInterrupt) throw error;
    return { seen: error.message };
  }
}
