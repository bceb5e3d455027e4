/** What may stand for an option's value, or for a command's argument. */
export type CompletedValue =
  | { readonly kind: "stack" | "endpoint" | "calendar" | "file" | "anything" }
  | { readonly kind: "words"; readonly words: readonly string[] };

/** An option; `value` is absent where it takes none. */
export interface CompletedOption {
  readonly flags: readonly string[];
  readonly description: string;
  readonly value?: CompletedValue;
}

/** A command with those below it; `name` is empty for the program itself. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  readonly commands: readonly CompletedCommand[];
  /** Of its first argument; every further one is taken for the same. */
  readonly argument?: CompletedValue;
}

/** A command by the words that lead to it. */
export interface PlacedCommand extends CompletedCommand {
  /** `calendar pull`; empty for the program itself. */
  readonly words: string;
}

/** The command and all below it, each with its words. */
export function placedCommands(command: CompletedCommand, above = ""): readonly PlacedCommand[] {
  const words = [above, command.name].filter((word) => word !== "").join(" ");
  return [
    { ...command, words },
    ...command.commands.flatMap((inner) => placedCommands(inner, words)),
  ];
}
