import { Command, CommanderError } from "commander";
import {
  applyProgramOptions,
  type CliContext,
  escapeOutput,
  exitCodes,
  getErrorMessage,
  joinMoments,
  readVersion,
  type RegisterCommand,
} from "../context";
import { registerAt } from "./at";
import { registerCalendar } from "./calendar";
import { registerCheck } from "./check";
import { registerDiff } from "./diff";
import { registerDrift } from "./drift";
import { registerEdit } from "./edit";
import { registerExplain } from "./explain";
import { registerIcs } from "./ics";
import { registerImport } from "./import";
import { registerLead } from "./lead";
import { registerOverride } from "./override";
import { registerPage } from "./page";
import { registerPlan } from "./plan";
import { registerRecommend } from "./recommend";
import { registerReview } from "./review";
import { registerShow } from "./show";
import { registerSimulate } from "./simulate";
import { registerTest } from "./test";

/** The commands, in the order of the help. */
export const commands: readonly RegisterCommand[] = [
  registerShow,
  registerCheck,
  registerTest,
  registerPlan,
  registerAt,
  registerExplain,
  registerDiff,
  registerDrift,
  registerIcs,
  registerPage,
  registerOverride,
  registerCalendar,
  registerEdit,
  registerImport,
  registerRecommend,
  registerLead,
  registerReview,
  registerSimulate,
];

/**
 * Runs one command line; never throws.
 * @param words the arguments after `timetable`
 * @returns the exit code: 0; 1 if the stack file has errors or differs; 2 for bad usage; 70 for a bug
 */
export async function runCommandLine(words: readonly string[], terminal: CliContext): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const { io: chosen, rest } = applyProgramOptions(words, terminal);
  const io = escapeOutput(chosen);
  const program = createProgram(io, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...joinMoments(rest)], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return toExitCode(error);
    io.err(`timetable failed: ${getErrorMessage(error)}`);
    io.err("this is a bug in timetable, not in your stack file; please report it with the command you ran");
    return exitCodes.bug;
  }
}

const helpText = [
  "",
  "Without --file and --stack: the stack that Pulumi has selected, the only one, or else dev.",
  "Exit codes: 0, 1 if the stack file has errors or an expectation does not hold, 2 for bad usage.",
  "",
  "Examples:",
  "  npm run timetable -- show --stack prod",
  "  npm run timetable -- at 2026-12-24T12:00 --endpoint sentiment",
].join("\n");

function createProgram(io: CliContext, end: (exitCode: number) => void): Command {
  const program = new Command("timetable")
    .description(
      "Shows and edits the timetables of a stack file. Only drift, lead and recommend read AWS; none needs Pulumi.",
    )
    .usage("COMMAND [options]")
    .helpCommand("help [COMMAND]", "show the help of a command")
    .version(readVersion(), "--version", "print the version")
    .option("--cwd <folder>", "run as if started in this folder; every command takes it")
    .option("--color", "print colors; every command takes it")
    .option("--no-color", "print no colors; every command takes it")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        io.out(text.trimEnd());
      },
      writeErr: (text) => {
        io.err(text.trimEnd());
      },
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      getOutHasColors: () => io.color,
      getErrHasColors: () => io.color,
    })
    .addHelpText("after", helpText);
  for (const register of commands) register(program, io, end);
  for (const command of program.commands) {
    command.showHelpAfterError(`(timetable ${command.name()} --help shows its options)`);
  }
  return program.showHelpAfterError("(timetable --help lists the commands)");
}

/** commander also throws after --help, with exit code 0. */
function toExitCode(error: CommanderError): number {
  return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
}
