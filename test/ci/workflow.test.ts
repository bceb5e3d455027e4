import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { parse } from "yaml";

const root = path.join(__dirname, "..", "..");
const file = path.join(root, ".github", "workflows", "timetable.yml");
const text = readFileSync(file, "utf8");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
const workflow = parse(text) as {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
};
const guide = readFileSync(path.join(root, "docs", "ci.md"), "utf8");
/** The complete workflow in the guide. */
const deployExample = [...guide.matchAll(/```yaml\n([^]*?)```/g)].find(([, yaml = ""]) => yaml.startsWith("on:"))?.[1];

/** Every workflow: those of this repository, and those that the guides show. */
const workflows: Readonly<Record<string, string>> = Object.fromEntries([
  ...listFiles(path.join(".github", "workflows")).map((name) => [name, readFileSync(path.join(root, name), "utf8")]),
  ...listFiles("docs")
    .filter((name) => name.endsWith(".md"))
    .flatMap((name) => [...readFileSync(path.join(root, name), "utf8").matchAll(/```ya?ml\n([^]*?)```/g)])
    .map(([, yaml = ""], index) => [`example ${index} in docs`, yaml])
    .filter(([, yaml = ""]) => /^jobs:/m.test(yaml)),
]);

function listFiles(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder)).map((name) => path.join(folder, name));
}

const version = "1.7.12";
const goCommand = "go";
const hasGo = spawnSync(goCommand, ["version"]).status === 0;

/** Builds actionlint once. A separate module works everywhere, `go install` with a version does not. */
function buildActionlint(): string {
  const cache = path.join(os.homedir(), ".cache", "inference-timetable");
  const command = path.join(cache, `actionlint-v${version}`);
  if (existsSync(command)) return command;
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(os.tmpdir(), "actionlint-"));
  const package_ = "github.com/rhysd/actionlint/cmd/actionlint";
  const output = `${command}.${process.pid}`;
  for (const words of [
    ["mod", "init", "actionlint-build"],
    ["get", `${package_}@v${version}`],
    ["build", "-o", output, package_],
  ]) {
    const environment = { ...process.env, GOFLAGS: "-mod=mod", CGO_ENABLED: "0" };
    const { status, stderr } = spawnSync(goCommand, words, { cwd: folder, env: environment, encoding: "utf8" });
    if (status !== 0) throw new Error(`go ${words.join(" ")}: ${stderr}`);
  }
  rmSync(folder, { recursive: true });
  renameSync(output, command);
  return command;
}

describe("the workflow for pull requests", () => {
  const lint = (yaml: string) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "workflow-"));
    const copy = path.join(folder, "workflow.yml");
    writeFileSync(copy, yaml);
    const { status, stdout } = spawnSync(buildActionlint(), ["-no-color", copy], { encoding: "utf8" });
    rmSync(folder, { recursive: true });
    return { status, stdout };
  };

  if (hasGo || process.env["CI"] === "true") {
    it("and the example in the guide pass actionlint", () => {
      expect(lint(text)).toEqual({ status: 0, stdout: "" });
      expect(lint(deployExample ?? "")).toEqual({ status: 0, stdout: "" });
      expect(lint(text.replace("runs-on: ubuntu-latest", "runs-on: ubuntu-0.1")).status).toBe(1);
    });
  } else {
    it.skip("needs go on PATH to build actionlint", () => undefined);
  }

  it("runs only on pull requests, so a fork's code sees no secret", () => {
    expect(Object.keys(workflow.on)).toEqual(["pull_request"]);
  });

  it("gives each job only the permissions that it needs", () => {
    expect(workflow.permissions).toEqual({});
    const permissions = Object.entries(workflow.jobs).map(([name, job]) => [name, job.permissions]);
    expect(Object.fromEntries(permissions)).toEqual({
      diff: { contents: "read" },
      preview: { contents: "read", "id-token": "write" },
      comment: { "pull-requests": "write" },
    });
  });

  it("keeps secrets, the role and the right to write away from forks", () => {
    const isOwnBranch = "github.event.pull_request.head.repo.full_name == github.repository";
    const { diff, preview, comment } = workflow.jobs;
    expect(JSON.stringify(diff)).not.toContain("secrets.");
    expect(preview?.if).toContain(isOwnBranch);
    expect(comment?.if).toContain(isOwnBranch);
  });

  it("runs no code of the pull request in the job that may write", () => {
    const uses = workflow.jobs["comment"]?.steps.flatMap((step) => step.uses ?? []);
    expect(uses).toEqual([expect.stringMatching(/^actions\/download-artifact@/)]);
  });

  it("runs when any part of a stack changes", () => {
    const { paths } = workflow.on["pull_request"] as { readonly paths: readonly string[] };
    expect(paths).toEqual(expect.arrayContaining(["Pulumi*.yaml", "calendars/**", "src/**"]));
  });
});

describe.each(Object.entries(workflows))("%s", (_, yaml) => {
  const steps = Object.values((parse(yaml) as typeof workflow).jobs).flatMap((job) => job.steps);

  it("pins every action to a commit, and says its version", () => {
    const uses = [...yaml.matchAll(/uses:(.*)$/gm)].map(([, action = ""]) => action);
    expect(uses).toHaveLength(steps.filter((step) => step.uses !== undefined).length);
    for (const action of uses) expect(action).toMatch(/^ [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("puts no text from outside into a script", () => {
    const scripts = steps.flatMap(({ run, with: inputs }) => [run ?? [], inputs?.["script"] ?? []].flat());
    expect(scripts).not.toEqual([]);
    for (const script of scripts) expect(script).not.toContain("${{");
  });

  it("keeps no token in the checkout", () => {
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts).not.toEqual([]);
    for (const step of checkouts) expect(step.with?.["persist-credentials"]).toBe(false);
  });
});

describe("all workflows", () => {
  it("use the same commit of an action", () => {
    const pins = Object.values(workflows).flatMap((yaml) =>
      [...yaml.matchAll(/uses: ([^@]+)@(.*)$/gm)].map(([, action = "", pin = ""]) => ({ action, pin })),
    );
    const differing = pins.filter(({ action, pin }) =>
      pins.some((other) => other.action === action && other.pin !== pin),
    );
    expect(differing).toEqual([]);
    expect(Object.keys(workflows).length).toBeGreaterThan(1);
  });
});

describe("the comment", () => {
  const { run: script = "" } = workflow.jobs["comment"]?.steps.find(({ name }) => name?.includes("comment")) ?? {};
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "comment-"));
    mkdirSync(path.join(folder, "printed", "timetable-diff"), { recursive: true });
    mkdirSync(path.join(folder, "printed", "timetable-preview-dev"), { recursive: true });
    writeFileSync(path.join(folder, "printed", "timetable-diff", "diff.md"), "## Timetable\n");
    writeFileSync(path.join(folder, "printed", "timetable-preview-dev", "preview.md"), "preview\n");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs the step as GitHub does, with a `gh` that returns the existing comments. */
  function comment(existing: string, preview = "success") {
    const gh = path.join(folder, "gh");
    const says = `#!/bin/sh\nprintf '%s\\n' "$*" >> calls\ncase "$*" in *--paginate*) printf '${existing}' ;; esac\n`;
    writeFileSync(gh, says, { mode: 0o755 });
    const { status, stderr } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
      cwd: folder,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`,
        REPOSITORY: "example-org/example-repo",
        PULL_REQUEST: "7",
        RUN: "https://example.com/run",
        PREVIEW: preview,
      },
    });
    const calls = readFileSync(path.join(folder, "calls"), "utf8").trim().split("\n");
    const { body } = JSON.parse(readFileSync(path.join(folder, "request.json"), "utf8")) as { readonly body: string };
    return { status, stderr, last: calls.at(-1), body };
  }

  it("is created once and updated afterwards", () => {
    const first = comment("");
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.last).toBe(
      "api --method POST repos/example-org/example-repo/issues/7/comments --input request.json --silent",
    );
    expect(first.body).toBe("<!-- timetable -->\n## Timetable\npreview\n");
    expect(comment("4711\\n4712\\n").last).toBe(
      "api --method PATCH repos/example-org/example-repo/issues/comments/4711 --input request.json --silent",
    );
  });

  it("says if there is no preview and no diff", () => {
    rmSync(path.join(folder, "printed"), { recursive: true });
    mkdirSync(path.join(folder, "printed"));
    const { body, status } = comment("", "skipped");
    expect(status).toBe(0);
    expect(body).toContain("The timetables could not be compared.");
    expect(body).toContain("AWS_PREVIEW_ROLE_ARN is not set");
  });

  it("stays below GitHub's limit and links to the rest", () => {
    const long = `\`\`\`\`\`text\n${"x".repeat(79)}\n`.repeat(2000);
    writeFileSync(path.join(folder, "printed", "timetable-preview-dev", "preview.md"), long);
    const { body, status } = comment("");
    expect(status).toBe(0);
    expect(body.length).toBeLessThan(65_536);
    expect(body).toMatch(
      /^<!-- timetable -->\nThis .* \[summary of the run\]\(https:\/\/example\.com\/run\)\.\n\n## Timetable\n/,
    );
    expect(body.match(/<!-- timetable -->/g)).toHaveLength(1);
  });
});

describe("the preview in the comment", () => {
  const { run: script = "" } = workflow.jobs["preview"]?.steps.find(({ name }) => name?.startsWith("Preview")) ?? {};

  it("has a fence that is longer than every run of backticks inside", () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "preview-"));
    const printed = "error at x\n`````\n</details>\n# Approved\r``````\rend\n";
    writeFileSync(path.join(folder, "printed"), printed);
    writeFileSync(path.join(folder, "pulumi"), "#!/bin/sh\ncat printed\nexit 3\n", { mode: 0o755 });
    const { status } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
      cwd: folder,
      env: {
        ...process.env,
        PATH: `${folder}${path.delimiter}${process.env["PATH"] ?? ""}`,
        STACK: "dev",
        GITHUB_STEP_SUMMARY: path.join(folder, "summary"),
      },
    });
    const text = readFileSync(path.join(folder, "preview.md"), "utf8");
    rmSync(folder, { recursive: true });
    expect(status).toBe(3);
    const fence = "`".repeat(9);
    expect(text).toBe(
      `<details><summary>pulumi preview, stack dev</summary>\n\n${fence}text\n${printed}\n${fence}\n\n</details>\n`,
    );
  });

  it("has only stacks with a name that Pulumi allows, and no link", () => {
    const { run: list = "" } = workflow.jobs["diff"]?.steps.find(({ name }) => name === "List the stacks") ?? {};
    const folder = mkdtempSync(path.join(os.tmpdir(), "stacks-"));
    for (const name of ["prod", "a-b.c_1", "$(touch pwned)", "<img>", "x\ny"]) {
      writeFileSync(path.join(folder, `Pulumi.${name}.yaml`), "");
    }
    symlinkSync("/etc/passwd", path.join(folder, "Pulumi.link.yaml"));
    const { stderr } = spawnSync("bash", ["-e", "-c", list], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, GITHUB_OUTPUT: path.join(folder, "output") },
    });
    const output = readFileSync(path.join(folder, "output"), "utf8");
    rmSync(folder, { recursive: true });
    expect({ output, stderr }).toEqual({ output: 'stacks=["a-b.c_1","prod"]\n', stderr: "" });
  });
});
