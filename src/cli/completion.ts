import { Argument, type Command } from "commander";
import { bashCompletion } from "../completion/bash-completion";
import type { CompletedCommand } from "../completion/completed-command";
import { fishCompletion } from "../completion/fish-completion";
import { zshCompletion } from "../completion/zsh-completion";
import type { RegisterCommand } from "./commands";
import { completionTree } from "./completion-tree";
import { printJson } from "./json-output";

const scripts = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
} as const satisfies Record<string, (program: CompletedCommand) => string>;

/** `timetable completion SHELL`: a script that completes commands, options and names. */
export const registerCompletion: RegisterCommand = (program, io) => {
  program
    .command("completion")
    .description("A script for your shell that completes commands, options and names.")
    .addArgument(new Argument("<shell>", "your shell").choices(Object.keys(scripts)))
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      [
        "",
        "Examples, where timetable is a word of the shell:",
        '  timetable() { npm run -s timetable -- "$@"; }',
        "  source <(timetable completion bash)",
        "  timetable completion fish | source",
      ].join("\n"),
    )
    .action((shell: keyof typeof scripts, { json }: { readonly json?: boolean }, own: Command) => {
      const script = scripts[shell](completionTree(own.parent ?? own));
      if (json === true) printJson({ shell, script }, io);
      else io.out(script.trimEnd());
    });
};
