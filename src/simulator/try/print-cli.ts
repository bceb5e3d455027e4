import { findPulumiCli, formatMissingCli } from "./pulumi-cli";

/** `npm run cli` prints the path of the Pulumi CLI, after it downloads or builds one if needed. */
void findPulumiCli({
  environment: process.env,
  mayFetch: true,
  say: (line) => void process.stderr.write(`${line}\n`),
}).then((found) => {
  if ("command" in found) {
    process.stdout.write(`${found.command}\n`);
    return;
  }
  process.stderr.write(`${formatMissingCli(found.failures)}\n`);
  process.exitCode = 1;
});
