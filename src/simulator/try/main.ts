import { createRequire } from "node:module";
import { parseArgs } from "node:util";
import type * as commandsModule from "../../cli/commands";
import type * as contextModule from "../../cli/context";
import { parseInstant } from "../../timetable/time";
import { serveSdkAccess } from "../provider";
import { failureCommands } from "./inject-failure";
import { formatStatus, parseSpan, runTryClock, runWeek } from "./run-clock";
import { forgetStack, openTryFolder } from "./try-folder";
import { type TryOptions, TrySession, UserError } from "./try-session";

// The SDK takes a stack trace of every promise, which ts-node would map to TypeScript; that is a third of the CPU time.
Reflect.deleteProperty(Error, "prepareStackTrace");
Error.stackTraceLimit = 0;

/**
 * Runs `timetable drift` against the simulated account, at the moment of its clock.
 * @returns its exit code
 */
export async function runDrift(session: TrySession, stack: string): Promise<number> {
  const { runCommandLine, createProcessContext } = loadCommandLine();
  const sdk = await serveSdkAccess(session.account);
  Object.assign(process.env, sdk.environment);
  const now = new Date(session.account.state.nowSeconds * 1000).toISOString();
  try {
    return await runCommandLine(["drift", "--stack", stack, "--now", now], createProcessContext());
  } finally {
    await sdk.close();
    // One of the calls may have used up an injected error.
    session.save();
  }
}

/** Loads the `timetable` command on first use: it is most of the code, and only drift needs it. */
function loadCommandLine(): typeof commandsModule & typeof contextModule {
  const load = createRequire(__filename);
  return {
    ...(load("../../cli/commands") as typeof commandsModule),
    ...(load("../../cli/context") as typeof contextModule),
  };
}

const help = `npm run try [-- <command>] [-- --stack <name>]

Runs the real Pulumi engine against a simulated AWS: you need no account and pay nothing. State is kept in
.pulumi-local/, which git ignores. The virtual clock starts now and runs only when a command moves it.

Commands:
  (none)             up, then one week of the clock
  preview            show what up would change; with --refresh, after it has read the live state
  up                 deploy the stack file; --refresh as for preview
  refresh            read the live state from AWS
  destroy            delete everything; with --unprotect, protected resources too
  clock <span>       move the clock forward: +3d, 6h, 90m
  week               run the clock through the next week, Monday to Sunday
  status             show the clock, endpoints, limits and instances
  drift              compare AWS with the timetable
  reset              delete the simulated account and the engine's state

To make something go wrong:
  fault <call> [reason]         refuse the next such call: fault sagemaker:UpdateEndpoint
  rollback <endpoint> [reason]  roll back the endpoint's next update
  stuck <endpoint> [reason]     fail the endpoint's next rollback
  quota <type> <count>          set the account's quota: quota ml.m5.large 2
  limits <endpoint> <min-max>   set limits by hand, as in the console: limits sentiment 1-1

Options:
  --stack <name>     use Pulumi.<name>.yaml; default: dev
  --now <instant>    start the clock of a new account here: 2026-11-23T08:00+01:00
  --refresh          let preview or up read the live state first
  --unprotect        let destroy delete protected resources
  --help

Edit Pulumi.dev.yaml between two commands, then run preview.`;

/** @returns what to print at the end */
type Command = (options: TryOptions, args: readonly string[]) => Promise<string>;

const commands: Readonly<Record<string, Command>> = {
  first: async (options) => {
    const session = new TrySession(options);
    await session.engine("up");
    const week = runWeek(session, options);
    session.save();
    return `\n${week}\n\nthe clock shows ${session.clockText}\n${formatNextSteps(options)}`;
  },
  preview: (options) => runEngineCommand(options, "preview"),
  up: (options) => runEngineCommand(options, "up"),
  refresh: (options) => runEngineCommand(options, "refresh"),
  destroy: (options) => runEngineCommand(options, "destroy"),
  clock: (options, [span = ""]) => {
    const seconds = parseSpan(span);
    if (seconds === undefined) throw new UserError(`invalid time span "${span}": write +3d, 6h or 90m`);
    return runQuietly(options, (session) => runTryClock(session, seconds));
  },
  week: (options) => runQuietly(options, (session) => runWeek(session, options)),
  status: (options) =>
    runQuietly(options, (session) => [`the clock shows ${session.clockText}`, ...formatStatus(session)].join("\n")),
  drift: async (options) => {
    process.exitCode = await runDrift(new TrySession(options), options.stack);
    return "";
  },
  reset: (options) => {
    forgetStack(openTryFolder(options.root, options.stack));
    return Promise.resolve(`deleted the simulated stack ${options.stack}`);
  },
  ...Object.fromEntries(
    Object.entries(failureCommands).map(([name, run]): [string, Command] => [
      name,
      (options, words) => runQuietly(options, (session) => run(session, words)),
    ]),
  ),
};

async function runEngineCommand(
  options: TryOptions,
  operation: "preview" | "up" | "refresh" | "destroy",
): Promise<string> {
  await new TrySession(options).engine(operation);
  return "";
}

function runQuietly(options: TryOptions, act: (session: TrySession) => string): Promise<string> {
  const session = new TrySession(options);
  const text = act(session);
  session.save();
  return Promise.resolve(text);
}

function formatNextSteps({ stack }: TryOptions): string {
  const suffix = stack === "dev" ? "" : ` --stack ${stack}`;
  return [
    "next:",
    `  edit Pulumi.${stack}.yaml, then   npm run try -- preview${suffix}   and   npm run try -- up${suffix}`,
    `  npm run try -- clock +3d${suffix}        moves the clock forward`,
    `  npm run try -- destroy${suffix}          deletes everything`,
  ].join("\n");
}

/** @throws UserError if the text is not an instant */
function parseStart(now: string | undefined): number {
  if (now === undefined) return Math.floor(Date.now() / 1000);
  const minute = parseInstant(now);
  if (minute === undefined) throw new UserError(`invalid instant "${now}": write 2026-11-23T08:00+01:00`);
  return minute * 60;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      stack: { type: "string", default: "dev" },
      refresh: { type: "boolean", default: false },
      unprotect: { type: "boolean", default: false },
      now: { type: "string" },
      help: { type: "boolean" },
    },
  });
  const { stdout, stderr, env } = process;
  const out = (text: string): void => void stdout.write(`${text}\n`);
  if (values.help === true) {
    out(help);
    return;
  }
  const [name = "first", ...args] = positionals;
  const command = commands[name];
  if (command === undefined) throw new UserError(`unknown command "${name}"\n\n${help}`);
  const text = await command(
    {
      root: process.cwd(),
      stack: values.stack,
      refresh: values.refresh,
      unprotect: values.unprotect,
      nowSeconds: parseStart(values.now),
      environment: env,
      width: Math.min(160, Math.max(40, stdout.isTTY ? stdout.columns : 80)),
      color: stdout.isTTY && (env["NO_COLOR"] ?? "") === "",
      out,
      err: (line) => void stderr.write(`${line}\n`),
    },
    args,
  );
  if (text !== "") out(text);
}

main().then(
  () => {
    // The Automation API leaves sockets open.
    process.exit();
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
