import { spawnSync } from "node:child_process";
import path from "node:path";
import { stepMilliseconds } from "./describe-engine";

const repository = path.join(__dirname, "..", "..", "..");

/** `npm run try` in a folder of its own, with another environment and Node if they are given. */
export function tryIn(
  folder: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  node = process.execPath,
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const script = path.join(repository, "src", "simulator", "try", "main.ts");
  const register = path.join(repository, "node_modules", "ts-node", "register", "transpile-only");
  const { status, stdout, stderr } = spawnSync(node, ["-r", register, script, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, TS_NODE_PROJECT: path.join(repository, "tsconfig.json"), ...environment },
    timeout: stepMilliseconds,
  });
  return { code: status, out: stdout, err: stderr };
}
