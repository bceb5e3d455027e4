import type { Command } from "commander";
import { registerAt } from "./at";
import { registerCalendar } from "./calendar";
import { registerCheck } from "./check";
import { registerDiff } from "./diff";
import { registerEdit } from "./edit";
import { registerDrift } from "./drift";
import { registerExplain } from "./explain";
import { registerIcs } from "./ics";
import { registerImport } from "./import";
import type { CliContext } from "./io";
import { registerOverride } from "./override";
import { registerPage } from "./page";
import { registerPlan } from "./plan";
import { registerShow } from "./show";

/** Adds one command to the program; its action calls `endTransition` with the exit code when that is not 0. */
export type RegisterCommand = (
  program: Command,
  io: CliContext,
  end: (exitCode: number) => void,
) => void;

/** The commands, in the order in which help lists them: one file each. */
export const commands: readonly RegisterCommand[] = [
  registerShow,
  registerCheck,
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
];
