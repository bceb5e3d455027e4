import type { CliContext } from "./io";

/** Something that may take a while; `silentLogger`: nothing is shown, as with --json. */
export interface SpinnerOptions {
  readonly what: string;
  readonly io: CliContext;
  readonly quiet: boolean;
}

/**
 * Does some work, and shows meanwhile on a terminal what it is, and how long it has taken.
 *
 * Errors: those of the work; the line is gone then too
 */
export async function withSpinner<T>(
  { what, io, quiet }: SpinnerOptions,
  work: () => T | Promise<T>,
): Promise<T> {
  const { status } = io;
  if (status === undefined || quiet) return work();
  status(`${what} …`);
  let seconds = 0;
  const clock = setInterval(() => {
    seconds += 1;
    status(`${what} … ${seconds} s`);
  }, 1000);
  try {
    return await work();
  } finally {
    clearInterval(clock);
    status("");
  }
}
