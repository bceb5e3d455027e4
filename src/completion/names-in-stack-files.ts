/**
 * A program for awk that prints the names in one section of a stack file.
 *
 * It knows the form in which stack files are written, a name with its colon on each line; names in braces
 * are not offered. Without a single quote, as all three shells have it in single quotes.
 */
export const namesInSection = String.raw`
{ sub(/\r$/, "") }
/^ *(#|$)/ { next }
{ match($0, /^ */); indent = RLENGTH; text = substr($0, indent + 1) }
inside && indent <= outer { exit }
inside {
  if (inner == "") inner = indent
  if (indent == inner && text ~ /^"?[A-Za-z0-9_-]+"? *:/) {
    sub(/:.*/, "", text); gsub(/[" ]/, "", text); print text
  }
  next
}
text ~ "^(inference-timetable:)?" section ": *(#.*)?$" { inside = 1; outer = indent; inner = "" }
`.trim();

/** Lines at the top of a script that say how it is used. */
export function usageLines(load: string): readonly string[] {
  return [
    "# Completion of the command timetable: commands, options, stacks, endpoints and calendars.",
    "# It has to be a word of the shell; where it is not installed as one, in the repository's folder:",
    '#   timetable() { npm run -s timetable -- "$@"; }',
    `# Then: ${load}`,
  ];
}
