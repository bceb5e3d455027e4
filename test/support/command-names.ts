import { Command } from "commander";
import { commands } from "../../src/cli/commands/run-command-line";
import type { CliContext } from "../../src/cli/context/cli-context";
import { instant } from "./instant";

const io: CliContext = {
  out: () => undefined,
  err: () => undefined,
  projectFolder: "",
  currentFolder: "",
  now: instant("2026-11-24T08:00:00Z"),
  columns: 80,
  color: false,
  isTerminal: false,
};

/** The commands that take `--json`, as they are typed: `readFromGit`, `calendar pull`. */
export function commandNamesWithJson(): readonly string[] {
  const program = new Command();
  for (const register of commands) register(program, io, () => undefined);
  return namesIn(program, "");
}

function namesIn(command: Command, before: string): readonly string[] {
  return command.commands.flatMap((one) => {
    const name = `${before}${one.name()}`;
    const own = one.options.some(({ long }) => long === "--json") ? [name] : [];
    return [...own, ...namesIn(one, `${name} `)];
  });
}
