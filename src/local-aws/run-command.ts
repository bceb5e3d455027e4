import { spawn } from "node:child_process";

/** How a command ended. `output`: what it wrote to both streams, in order. */
export interface RunResult {
  readonly code: number;
  readonly output: string;
}

/** Where and how long a command may run. */
export interface RunOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly seconds: number;
}

/**
 * Runs a command to its end, or stops it when its time is over.
 *
 * Out:    code 127 when it cannot be started, 124 when it was stopped, as shells have it
 * Errors: none
 */
export function runProcess(
  command: string,
  args: readonly string[],
  { folder, environment = {}, seconds }: RunOptions,
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...(folder === undefined ? {} : { cwd: folder }),
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    let stopped = false;
    const timer = setTimeout(() => {
      stopped = true;
      child.kill("SIGKILL");
    }, seconds * 1000);
    const add = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ code: 127, output: error.message });
    });
    child.on("close", (code) => {
      clearTimeout(timer);
      if (stopped) resolve({ code: 124, output: `${output}\nstopped after ${seconds} s` });
      else resolve({ code: code ?? 1, output });
    });
  });
}
