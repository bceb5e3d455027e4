import {
  type CompletedCommand,
  type CompletedValue,
  type PlacedCommand,
  placedCommands,
} from "./completed-command";
import { namesInSection, usageLines } from "./names-in-stack-files";
import { commandLines, type ShellWriting, valueCases } from "./shell-cases";

/**
 * A script for zsh that completes `timetable`, with what each command and option is for.
 *
 * No variable is called `path` or `words`, which are zsh's own.
 *
 * Source: https://zsh.sourceforge.io/Doc/Release/Completion-System.html, read 2026-11-24
 */
export function zshCompletion(program: CompletedCommand): string {
  const commands = placedCommands(program);
  const place = { first: 2, end: "CURRENT", word: "${words[i]}" };
  return [
    "#compdef timetable",
    ...usageLines("source <(timetable completion zsh), after compinit"),
    "",
    functions,
    "",
    "_timetable() {",
    "  local cmd='' word i before=${words[CURRENT-1]}",
    "  local -a offered",
    ...commandLines(commands, writing, place),
    "  if compset -P '--*='; then before=${IPREFIX%=}; fi",
    '  case "$cmd $before" in',
    ...valueCases(commands, writing),
    "  esac",
    "  if [[ ${words[CURRENT]} == -* ]]; then",
    '    case "$cmd" in',
    ...commands.map(optionsCase),
    "    esac",
    "    _describe -o option offered",
    "    return",
    "  fi",
    '  case "$cmd" in',
    ...commands.map(argumentCase),
    "  esac",
    "}",
    "",
    'if [[ "${funcstack[1]}" == _timetable ]]; then _timetable "$@"; else compdef _timetable timetable; fi',
    "",
  ].join("\n");
}

const functions = `_timetable_stacks() {
  local -a found
  found=(Pulumi.*.yaml(N))
  found=(\${\${found#Pulumi.}%.yaml})
  compadd -a found
}

# The stack file that the line names, else the only one, else that of stack dev.
_timetable_file() {
  local i
  local -a files
  files=(Pulumi.*.yaml(N))
  for (( i = 2; i < CURRENT; i++ )); do
    case "\${words[i]}" in
      -f|--file) print -r -- "\${words[i+1]}"; return ;;
      -s|--stack) print -r -- "Pulumi.\${words[i+1]}.yaml"; return ;;
      --file=*) print -r -- "\${words[i]#*=}"; return ;;
      --stack=*) print -r -- "Pulumi.\${words[i]#*=}.yaml"; return ;;
    esac
  done
  if (( \${#files} == 1 )); then print -r -- "\${files[1]}"; else print Pulumi.dev.yaml; fi
}

_timetable_names() {
  local -a found
  found=(\${(f)"$(awk -v section="$1" '${namesInSection}' "$(_timetable_file)" 2>/dev/null)"})
  compadd -a found
}`;

const writing: ShellWriting = { quoted, offer };

function optionsCase({ words, options }: PlacedCommand): string {
  const items = options.flatMap(({ flags, description }) =>
    flags.map((flag) => item(flag, description)),
  );
  return `      ${quoted(words)}) offered=(${items.join(" ")}) ;;`;
}

function argumentCase({ words, commands, argument }: PlacedCommand): string {
  if (commands.length === 0) {
    return `    ${quoted(words)}) ${offer(argument ?? { kind: "anything" })} ;;`;
  }
  const offered = commands.map(({ name, description }) => item(name, description)).join(" ");
  return `    ${quoted(words)}) offered=(${offered}); _describe command offered ;;`;
}

/** `'name:what it is for'`, as `_describe` takes it. */
function item(name: string, description: string): string {
  return quoted(`${name.replaceAll(":", "\\:")}:${description}`);
}

function offer(value: CompletedValue): string {
  switch (value.kind) {
    case "stack":
      return "_timetable_stacks";
    case "endpoint":
      return "_timetable_names endpoints";
    case "calendar":
      return "_timetable_names calendars; _files";
    case "file":
      return "_files";
    case "words":
      return `compadd -- ${value.words.join(" ")}`;
    case "anything":
      return ":";
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
