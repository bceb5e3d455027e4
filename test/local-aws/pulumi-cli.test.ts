import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { builtVersion, findPulumiCli } from "../../src/local-aws/pulumi-cli";

describe("findPulumiCli", () => {
  let folder: string;
  const say = (): void => undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "timetable-cli-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A command that answers a version. */
  function command(where: string, script: string): string {
    mkdirSync(where, { recursive: true });
    const file = path.join(where, "pulumi");
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  const find = () =>
    findPulumiCli({
      environment: { PATH: path.join(folder, "bin"), XDG_CACHE_HOME: path.join(folder, "cache") },
      say,
      mayFetch: false,
    });
  const cached = () => path.join(folder, "cache", "inference-timetable", `pulumi-v${builtVersion}`);

  it("takes the one on PATH before the one that was built", async () => {
    const onPath = command(path.join(folder, "bin"), "echo v3.300.1");
    command(cached(), "echo v3.259.0");
    expect(await find()).toEqual({ command: onPath, version: "3.300.1", from: "on PATH" });
  });

  it("takes the one that was built when the one on PATH is too old", async () => {
    command(path.join(folder, "bin"), "echo v3.100.0");
    const built = command(cached(), "echo v3.259.0");
    expect(await find()).toEqual({ command: built, version: "3.259.0", from: "built earlier" });
  });

  it("says of each way why it did not work", async () => {
    command(path.join(folder, "bin"), "echo broken >&2; exit 3");
    const found = await find();
    expect("failures" in found && found.failures).toEqual([
      expect.stringMatching(/^on PATH: .*pulumi version says: broken$/),
      "built earlier: not built yet",
    ]);
  });
});
