import type fc from "fast-check";

const long = process.env["LONG"] === "1";
const cases = long ? 20_000 : 500;
const seed = Number(process.env["SEED"] ?? (long ? Date.now() % 2 ** 31 : 20_261_201));

// Once for each test file: jest loads modules anew.
process.stderr.write(`properties: ${cases} cases, seed ${seed}\n`);

/**
 * How many cases a property tries, and from which seed: 500 from a fixed seed, so that a run is the same
 * everywhere; with `LONG=1` 20,000 from a new seed; `SEED=<n>` repeats one.
 *
 * @param share scales the number of cases, for properties that take long
 */
export function runs(share = 1): fc.Parameters<unknown> {
  return { seed, numRuns: Math.max(1, Math.round(cases * share)) };
}

/**
 * Prints the progress of a long run, so that one that is stopped has proven something, too.
 *
 * @param every how many cases lie between two lines
 * @returns a function to call after each case
 */
export function progress(title: string, total: number, every: number): () => void {
  const began = Date.now();
  let done = 0;
  return () => {
    done++;
    if (done % every !== 0) return;
    const minutes = Math.round((Date.now() - began) / 60_000);
    process.stderr.write(`${title}: ${done} of ${total} done in ${minutes} min\n`);
  };
}
