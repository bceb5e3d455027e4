import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { builtVersion, findPulumiCli } from "../../../src/simulator/try/pulumi-cli";
import { tryIn } from "../../engine/support/try-in";

const repository = path.join(__dirname, "..", "..", "..");

describe("findPulumiCli", () => {
  let folder: string;
  const say = (): void => undefined;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "timetable-cli-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

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

  it("prefers the CLI on PATH to one built earlier", async () => {
    const onPath = command(path.join(folder, "bin"), "echo v3.300.1");
    command(cached(), "echo v3.259.0");
    expect(await find()).toEqual({ command: onPath, version: "3.300.1", from: "on PATH" });
  });

  it("uses one built earlier if the CLI on PATH is too old", async () => {
    command(path.join(folder, "bin"), "echo v3.100.0");
    const built = command(cached(), "echo v3.259.0");
    expect(await find()).toEqual({ command: built, version: "3.259.0", from: "built earlier" });
  });

  it("reports why each way failed", async () => {
    command(path.join(folder, "bin"), "echo broken >&2; exit 3");
    const found = await find();
    expect("failures" in found && found.failures).toEqual([
      expect.stringMatching(/^on PATH: .*pulumi version failed: broken$/),
      "built earlier: not built yet",
    ]);
  });

  it.each([[[]], [["preview"]]])(
    "makes npm run try %j explain how to get a CLI if there is none",
    (args) => {
      copyFileSync(path.join(repository, "Pulumi.dev.yaml"), path.join(folder, "Pulumi.dev.yaml"));
      const environment = { PATH: folder, XDG_CACHE_HOME: path.join(folder, "cache") };
      const { code, out, err } = tryIn(folder, args, environment);
      expect([code, out]).toEqual([1, ""]);
      expect(err.split("\n")).toEqual([
        "installing the Pulumi CLI with npm …",
        "no Pulumi CLI found, and it could not be downloaded or built:",
        "  on PATH: not found",
        "  built earlier: not built yet",
        "  npm package pulumi: spawn npm ENOENT",
        "  built with go: no go on PATH",
        "install the Pulumi CLI: https://www.pulumi.com/docs/install/",
        "",
      ]);
    },
    120_000,
  );
});
