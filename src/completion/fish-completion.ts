import {
  type CompletedCommand,
  type CompletedOption,
  type CompletedValue,
  type PlacedCommand,
  placedCommands,
} from "./completed-command";
import { namesInSection, usageLines } from "./names-in-stack-files";

/**
 * A script for fish that completes `timetable`, with what each command and option is for.
 *
 * Source: https://fishshell.com/docs/current/cmds/complete.html, read 2026-11-24
 */
export function fishCompletion(program: CompletedCommand): string {
  const commands = placedCommands(program);
  const known = commands.slice(1).map(({ words }) => quoted(words));
  return [
    ...usageLines("timetable completion fish | source").map((line) =>
      line.replace('timetable() { npm run -s timetable -- "$@"; }', fishFunction),
    ),
    "",
    functions(known.join(" ")),
    "",
    "complete -c timetable -f",
    ...commands.flatMap((command) => [
      ...command.commands.map(
        ({ name, description }) =>
          `complete -c timetable ${condition(command)} -a ${quoted(name)} -d ${quoted(description)}`,
      ),
      ...argumentLines(command),
      ...command.options.map((option) => optionLine(command, option)),
    ]),
    "",
  ].join("\n");
}

const fishFunction = "function timetable; npm run -s timetable -- $argv; end";

function functions(known: string): string {
  return `function __timetable_at
    set -l found
    for word in (commandline -opc)[2..-1]
        if contains -- (string join -- ' ' $found $word) ${known}
            set found $found $word
        end
    end
    test "$found" = "$argv"
end

function __timetable_stacks
    for file in Pulumi.*.yaml
        string replace -r '^Pulumi\\.(.*)\\.yaml$' '$1' $file
    end
end

${namesOfTheLine}`;
}

const namesOfTheLine = `# The stack file that the line names, else the only one, else that of stack dev.
function __timetable_file
    set -l line (commandline -opc)
    set -l files Pulumi.*.yaml
    for i in (seq (count $line))
        switch $line[$i]
            case -f --file
                echo $line[(math $i + 1)]
                return
            case -s --stack
                echo Pulumi.$line[(math $i + 1)].yaml
                return
            case '--file=*'
                string replace -- --file= '' $line[$i]
                return
            case '--stack=*'
                echo Pulumi.(string replace -- --stack= '' $line[$i]).yaml
                return
        end
    end
    if test (count $files) -eq 1
        echo $files[1]
    else
        echo Pulumi.dev.yaml
    end
end

function __timetable_names
    awk -v section=$argv[1] '${namesInSection.replaceAll("\\", "\\\\")}' (__timetable_file) 2>/dev/null
end`;

function argumentLines(command: PlacedCommand): readonly string[] {
  const { argument, commands } = command;
  if (argument === undefined || argument.kind === "anything" || commands.length > 0) return [];
  const files = argument.kind === "file" || argument.kind === "calendar" ? " -F" : "";
  const offered = offer(argument);
  return [
    `complete -c timetable ${condition(command)}${files}${offered === "" ? "" : ` -a ${offered}`}`,
  ];
}

function optionLine(
  command: PlacedCommand,
  { flags, description, value }: CompletedOption,
): string {
  const names = flags.map((flag) =>
    flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`,
  );
  const taken = value === undefined ? [] : valueWords(value);
  return [
    "complete -c timetable",
    condition(command),
    ...names,
    ...taken,
    `-d ${quoted(description)}`,
  ].join(" ");
}

function valueWords(value: CompletedValue): readonly string[] {
  if (value.kind === "file") return ["-r", "-F"];
  const offered = offer(value);
  return offered === "" ? ["-x"] : ["-x", `-a ${offered}`];
}

function offer(value: CompletedValue): string {
  switch (value.kind) {
    case "stack":
      return "'(__timetable_stacks)'";
    case "endpoint":
      return "'(__timetable_names endpoints)'";
    case "calendar":
      return "'(__timetable_names calendars)'";
    case "words":
      return quoted(value.words.join(" "));
    case "file":
    case "anything":
      return "";
  }
}

function condition({ words }: PlacedCommand): string {
  return `-n ${quoted(words === "" ? "__timetable_at" : `__timetable_at ${words}`)}`;
}

/** Between single quotes, fish takes only a backslash and a single quote for more than themselves. */
function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
