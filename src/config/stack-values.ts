/** The name of the project in `Pulumi.yaml`: keys of this program in a stack file begin with it. */
export const project = "inference-timetable";

/**
 * The stack's values for this program, as `parseStack` takes them.
 *
 * In:  the engine's map: keys as `<name>:<key>`, every value as text, maps and lists as JSON
 * Out: all keys of the project, known or not, without the prefix; other projects' keys are left out
 */
export function parseStackValues(
  engineConfig: Readonly<Record<string, string>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const prefix = `${name}:`;
  return Object.fromEntries(
    Object.entries(engineConfig)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), parseStackValue(text)]),
  );
}

/**
 * One value that the engine hands on: a map or a list from its JSON, anything else as the text it is.
 *
 * Text that only looks like JSON stays text: the parser of the config says what it should have been.
 */
export function parseStackValue(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
