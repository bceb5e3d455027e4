import type { Argument, Command, Option } from "commander";
import type {
  CompletedCommand,
  CompletedOption,
  CompletedValue,
} from "../completion/completed-command";

/** What may stand for an option's value or an argument, by its name in the help. */
const kinds: ReadonlyMap<string, CompletedValue> = new Map<string, CompletedValue>([
  ["--stack", { kind: "stack" }],
  ["--endpoint", { kind: "endpoint" }],
  ["--file", { kind: "file" }],
  ["--out", { kind: "file" }],
  ["--into", { kind: "file" }],
  ["endpoint", { kind: "endpoint" }],
  ["calendar", { kind: "calendar" }],
  ["file", { kind: "file" }],
  ["before", { kind: "file" }],
  ["after", { kind: "file" }],
]);

/** The program's commands and options, as its help has them, for the completion of a shell. */
export function completionTree(program: Command): CompletedCommand {
  return { ...completed(program), name: "" };
}

/** The command that commander itself adds, about the others. */
const helpName = "help";

function completed(command: Command): CompletedCommand {
  const help = command.createHelp();
  const [argument] = command.registeredArguments;
  const value = argument === undefined ? undefined : valueOf(argument, argument.name());
  const commands = help.visibleCommands(command).map(completed);
  const names = commands.map(({ name }) => name).filter((name) => name !== helpName);
  return {
    name: command.name(),
    description: command.description(),
    options: help.visibleOptions(command).map(optionOf),
    commands: commands.map((inner) =>
      inner.name === helpName ? { ...inner, argument: { kind: "words", words: names } } : inner,
    ),
    ...(value === undefined ? {} : { argument: value }),
  };
}

function optionOf(option: Option): CompletedOption {
  const { short, long, description } = option;
  const takesValue = option.required || option.optional;
  return {
    flags: [short, long].flatMap((flag) => flag ?? []),
    description,
    ...(takesValue ? { value: valueOf(option, long ?? "") } : {}),
  };
}

function valueOf({ argChoices }: Argument | Option, name: string): CompletedValue {
  if (argChoices !== undefined) return { kind: "words", words: argChoices };
  return kinds.get(name) ?? { kind: "anything" };
}
