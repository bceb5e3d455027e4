import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { unscaledStackText } from "../cli/commands/stack-files";
import { DeployedAccount } from "../support/deployed-account";
import { type ServedMetrics, serveWithMetrics } from "../support/served-metrics";
import { minute } from "../support/simulated-account";

const root = path.join(__dirname, "..", "..");
const stack = unscaledStackText.replace(
  "baseline: { min: 1, max: 2 }\n        windows",
  "baseline: { min: 1, max: 1 }\n        windows",
);

describe(".github/timetable-review.sh", () => {
  let account: DeployedAccount;
  let folder: string;
  let served: ServedMetrics;

  beforeAll(async () => {
    // The script reviews the four weeks before now.
    const minutes = 4 * 7 * 24 * 60;
    account = DeployedAccount.from(stack, new Date(Date.now() - minutes * 60_000).toISOString().replace(/\.\d+/, ""));
    account.run(minutes * minute);
    served = await serveWithMetrics(account, 1.5);
    folder = mkdtempSync(path.join(os.tmpdir(), "timetable-review-"));
    const program = ["package.json", "package-lock.json", "install-if-needed.js", "tsconfig.json"];
    for (const file of ["Pulumi.yaml", ...program]) copyFileSync(path.join(root, file), path.join(folder, file));
    cpSync(path.join(root, ".github"), path.join(folder, ".github"), { recursive: true });
    for (const each of ["src", "node_modules"]) symlinkSync(path.join(root, each), path.join(folder, each));
    writeFileSync(path.join(folder, "Pulumi.dev.yaml"), stack);
    const author = ["-c", "user.name=t", "-c", "user.email=t@example.com"];
    for (const words of [
      ["init", "--quiet"],
      ["add", "--all"],
      [...author, "commit", "--quiet", "--message", "base"],
    ]) {
      spawnSync("git", words, { cwd: folder });
    }
  }, 100_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await served.close();
  });

  /** Does not block, because this process serves the account. */
  async function run(...words: readonly string[]): Promise<{ readonly code: number | null; readonly out: string }> {
    const child = spawn(path.join(folder, ".github", "timetable-review.sh"), words, { env: { ...process.env } });
    let out = "";
    child.stdout.on("data", (text) => (out += String(text)));
    return new Promise((resolve) => child.on("close", (code) => resolve({ code, out })));
  }

  it("prints the review and what changes, writes the stack file, and goes on after an endpoint that fails", async () => {
    const { code, out } = await run("dev", "missing=100", "sentiment=100");
    expect(code).toBe(2);
    expect(out).toMatch(/^## Review of the last weeks\n\n```text\n[^]*missing[^]*\nsentiment \(sentiment-1a2b3c4\)/);
    expect(out).toMatch(/^change: it saves \d\d %: \d+ instance-hours a week/m);
    expect(out).toMatch(/^on held-back days: [\d.]+ % short$/m);
    expect(out).toMatch(/```\n\n[^]*\| cost in USD \| .* \| .* \|/);
    expect(readFileSync(path.join(folder, "Pulumi.dev.yaml"), "utf8")).not.toContain("min: 4, max: 12");
  }, 200_000);
});
