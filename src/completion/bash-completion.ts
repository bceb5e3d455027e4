import {
  type CompletedCommand,
  type CompletedValue,
  type PlacedCommand,
  placedCommands,
} from "./completed-command";
import { namesInSection, usageLines } from "./names-in-stack-files";
import { commandLines, type ShellWriting, valueCases } from "./shell-cases";

/**
 * A script for bash that completes `timetable`.
 *
 * Source: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html, read 2026-11-24
 */
export function bashCompletion(program: CompletedCommand): string {
  const commands = placedCommands(program);
  const place = { first: 1, end: "COMP_CWORD", word: "${COMP_WORDS[i]}" };
  return [
    ...usageLines("source <(timetable completion bash)"),
    "",
    functions,
    "",
    "_timetable() {",
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd="" word i',
    '  [[ $cur == "=" ]] && cur=""',
    '  [[ $prev == "=" ]] && prev=${COMP_WORDS[COMP_CWORD-2]}',
    "  COMPREPLY=()",
    ...commandLines(commands, writing, place),
    '  case "$cmd $prev" in',
    ...valueCases(commands, writing),
    "  esac",
    "  if [[ $cur == -* ]]; then",
    '    case "$cmd" in',
    ...commands.map(optionsCase),
    "    esac",
    "    return",
    "  fi",
    '  case "$cmd" in',
    ...commands.map(argumentCase),
    "  esac",
    "}",
    "",
    "complete -F _timetable timetable",
    "",
  ].join("\n");
}

const functions = `_timetable_words() {
  COMPREPLY=($(compgen -W "$1" -- "$cur"))
}

_timetable_files() {
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$cur"))
}

_timetable_stacks() {
  local file
  for file in Pulumi.*.yaml; do
    [[ -e $file ]] || continue
    file=\${file#Pulumi.}
    printf "%s " "\${file%.yaml}"
  done
}

# The stack file that the line names, else the only one, else that of stack dev.
_timetable_file() {
  local i value files=(Pulumi.*.yaml)
  for ((i = 1; i < COMP_CWORD; i++)); do
    value=\${COMP_WORDS[i+1]}
    [[ $value == "=" ]] && value=\${COMP_WORDS[i+2]}
    case "\${COMP_WORDS[i]}" in
      -f|--file) echo "$value"; return ;;
      -s|--stack) echo "Pulumi.$value.yaml"; return ;;
    esac
  done
  if [[ \${#files[@]} -eq 1 ]]; then echo "\${files[0]}"; else echo Pulumi.dev.yaml; fi
}

_timetable_names() {
  awk -v section="$1" '${namesInSection}' "$(_timetable_file)" 2>/dev/null
}`;

const writing: ShellWriting = { quoted, offer };

function optionsCase({ words, options }: PlacedCommand): string {
  const flags = options.flatMap((option) => option.flags).join(" ");
  return `      ${quoted(words)}) _timetable_words ${quoted(flags)} ;;`;
}

function argumentCase({ words, commands, argument }: PlacedCommand): string {
  const names = commands.map(({ name }) => name).join(" ");
  const offered =
    commands.length > 0
      ? `_timetable_words ${quoted(names)}`
      : offer(argument ?? { kind: "anything" });
  return `    ${quoted(words)}) ${offered} ;;`;
}

function offer(value: CompletedValue): string {
  switch (value.kind) {
    case "stack":
      return '_timetable_words "$(_timetable_stacks)"';
    case "endpoint":
      return '_timetable_words "$(_timetable_names endpoints)"';
    case "calendar":
      return '_timetable_words "$(_timetable_names calendars)"';
    case "file":
      return "_timetable_files";
    case "words":
      return `_timetable_words ${quoted(value.words.join(" "))}`;
    case "anything":
      return ":";
  }
}

/** Names of commands and options hold nothing that double quotes would not keep. */
function quoted(text: string): string {
  return `"${text}"`;
}
