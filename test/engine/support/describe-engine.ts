/** A block of tests that need the real engine; skipped, with the reason in its title, when there is none. */
export function describeEngine(title: string, tests: () => void): void {
  const reason = process.env["NO_PULUMI_CLI"];
  if (reason === undefined) describe(title, tests);
  // Loud on purpose: a run without an engine has proven nothing about it.
  else describe.skip(`${title} (skipped, no Pulumi CLI: ${reason})`, tests);
}

/** An engine step takes seconds, on a busy machine many. */
export const stepMilliseconds = 120_000;
