import { createInterface } from "node:readline/promises";
import { versionWarningVariable } from "../aws/client";
import { createProcessContext, getErrorMessage } from "../cli/context";
import { createTrialClocks } from "./trial-clocks";
import { runVerification } from "./run-verification";

/** Without a terminal there is nobody to ask. */
async function confirmOnTerminal(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test(await terminal.question(`${question} [y/N] `));
  } finally {
    terminal.close();
  }
}

async function main(): Promise<number> {
  process.env[versionWarningVariable] ??= "true";
  const io = createProcessContext();
  const interrupt = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(name, () => {
      io.err("interrupted: deleting what this run created; wait until it ends");
      interrupt.abort();
    });
  }
  const { signal } = interrupt;
  return runVerification(process.argv.slice(2), {
    io,
    signal,
    ...createTrialClocks(signal),
    confirm: confirmOnTerminal,
  });
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.stderr.write(`verify:aws failed: ${getErrorMessage(error)}\n`);
    process.exitCode = 70;
  },
);
