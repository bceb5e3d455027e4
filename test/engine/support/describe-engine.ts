/** A block of tests that need the real engine; skipped, with the reason in its title, when there is none. */
export function describeEngine(title: string, tests: () => void): void {
  const reason = process.env["NO_PULUMI_CLI"];
  if (reason === undefined) describe(title, tests);
  // Loud on purpose: a run without an engine has proven nothing about it.
  else describe.skip(`${title} (skipped, no Pulumi CLI: ${reason})`, tests);
}

/** Only ends a step that hangs. */
export const stepMilliseconds = 900_000;
