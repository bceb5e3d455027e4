import type { CompletedValue, PlacedCommand } from "./completed-command";

/** How one of the shells that have `case` writes things. */
export interface ShellWriting {
  /** A text as one word. */
  readonly quoted: (text: string) => string;
  /** A command that offers what may stand for a value. */
  readonly offer: (value: CompletedValue) => string;
}

/** `case` branches for what stands behind an option that takes a value: offered, and then all is done. */
export function valueCases(
  commands: readonly PlacedCommand[],
  { quoted, offer }: ShellWriting,
): readonly string[] {
  return commands.flatMap(({ words, options }) =>
    options.flatMap(({ flags, value }) => {
      if (value === undefined) return [];
      const cases = flags.map((flag) => quoted(`${words} ${flag}`)).join("|");
      return [`    ${cases}) ${offer(value)}; return ;;`];
    }),
  );
}

/** A function that tells whether an option of a command takes a value. */
export function takesValueFunction(
  commands: readonly PlacedCommand[],
  { quoted }: ShellWriting,
): readonly string[] {
  const cases = commands.flatMap(({ words, options }) => {
    const flags = options.filter(({ value }) => value !== undefined).flatMap((one) => one.flags);
    if (flags.length === 0) return [];
    return [`    ${flags.map((flag) => quoted(`${words} ${flag}`)).join("|")}) return 0 ;;`];
  });
  return ["_timetable_takes_value() {", '  case "$1 $2" in', ...cases, "  esac", "  return 1", "}"];
}

/**
 * Lines that find which command the line is about, in `cmd`: words that are an option's value are no commands.
 *
 * In: `first`: the position of the first word behind `timetable`, `end`: that of the word at the cursor,
 *     `word`: the word at position i
 */
export function commandLines(
  commands: readonly PlacedCommand[],
  { quoted }: ShellWriting,
  { first, end, word }: { readonly first: number; readonly end: string; readonly word: string },
): readonly string[] {
  const known = commands.filter(({ words }) => words !== "").map(({ words }) => quoted(words));
  return [
    `  for ((i = ${first}; i < ${end}; i++)); do`,
    `    word=${word}`,
    '    if _timetable_takes_value "$cmd" "$before"; then before=""; continue; fi',
    "    before=$word",
    '    case "${cmd:+$cmd }$word" in',
    `      ${known.join("|")}) cmd="\${cmd:+$cmd }$word" ;;`,
    "    esac",
    "  done",
  ];
}
