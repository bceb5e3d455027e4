import path from "node:path";
import { findPulumiCli } from "../../../src/simulator/try/pulumi-cli";

/**
 * Before the engine tests: puts the Pulumi CLI on PATH, for the tests' processes too.
 *
 * Without one the tests are skipped and the report says why; in CI that is a failure.
 */
export default async function globalSetup(): Promise<void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const found = await findPulumiCli({ environment: process.env, say, mayFetch: true });
  if ("command" in found) {
    const folder = path.dirname(found.command);
    process.env["PATH"] = `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`;
    return;
  }
  const reason = found.failures.join("; ");
  if (process.env["CI"] === "true") throw new Error(`no Pulumi CLI for the engine tests: ${reason}`);
  say(`engine tests are skipped, there is no Pulumi CLI: ${reason}`);
  process.env["NO_PULUMI_CLI"] = reason;
}
