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

/**
 * Lines that find which command the line is about, in `cmd`: the longest known sequence of its words. No command
 * with others below it has an option that takes a value, so no value is taken for one of them.
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
    '    case "${cmd:+$cmd }$word" in',
    `      ${known.join("|")}) cmd="\${cmd:+$cmd }$word" ;;`,
    "    esac",
    "  done",
  ];
}
