import { findPulumiCli, formatMissingCli } from "./pulumi-cli";

/** `npm run cli`: the path of the Pulumi CLI, got if need be; exit code 1 without one. */
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
