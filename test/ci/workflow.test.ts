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
const folder = path.join(root, ".github", "workflows");

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly if?: string;
  readonly uses?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** The workflows of the repository, by name. */
const texts: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(folder)
    .toSorted()
    .map((file) => [file, readFileSync(path.join(folder, file), "utf8")]),
);

function parseWorkflow(name: string): Workflow {
  return parse(texts[name] ?? "") as Workflow;
}

function listSteps({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps = [] }) => steps);
}

function listPermissions({ jobs }: Workflow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(jobs).map(([name, { permissions }]) => [name, permissions]));
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
  const module = mkdtempSync(path.join(os.tmpdir(), "actionlint-"));
  const package_ = "github.com/rhysd/actionlint/cmd/actionlint";
  const output = `${command}.${process.pid}`;
  for (const words of [
    ["mod", "init", "actionlint-build"],
    ["get", `${package_}@v${version}`],
    ["build", "-o", output, package_],
  ]) {
    const environment = { ...process.env, GOFLAGS: "-mod=mod", CGO_ENABLED: "0" };
    const { status, stderr } = spawnSync(goCommand, words, { cwd: module, env: environment, encoding: "utf8" });
    if (status !== 0) throw new Error(`go ${words.join(" ")}: ${stderr}`);
  }
  rmSync(module, { recursive: true });
  renameSync(output, command);
  return command;
}

/** Only by its path does actionlint find the workflows that a file calls. */
function lint(name: string, text = texts[name] ?? "") {
  const isFile = text === texts[name];
  const words = ["-no-color", isFile ? path.join(folder, name) : "-"];
  const { status, stdout, stderr } = spawnSync(buildActionlint(), words, { cwd: root, input: text, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

describe("every workflow", () => {
  const names = Object.keys(texts);

  it("is found", () => {
    expect(names).toEqual([
      "ci.yml",
      "deploy-stacks.yml",
      "deploy.yml",
      "events.yml",
      "override.yml",
      "propose.yml",
      "release.yml",
      "review.yml",
      "timetable.yml",
    ]);
  });

  if (hasGo || process.env["CI"] === "true") {
    it.each(names)(
      "%s passes actionlint",
      (name) => {
        expect(lint(name)).toEqual({ status: 0, output: "" });
      },
      300_000,
    );

    it("is really checked", () => {
      expect(lint("ci.yml", texts["ci.yml"]?.replace("ubuntu-24.04", "ubuntu-0.1")).status).toBe(1);
    }, 300_000);
  } else {
    it.skip("needs go on PATH to build actionlint", () => undefined);
  }

  it("pins every action by its commit and names its version, the same everywhere", () => {
    const lines = Object.values(texts).flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? []);
    const used = lines.map((line) => line.replace(/^.*uses: /, "")).filter((action) => !action.startsWith("./"));
    expect(used.length).toBeGreaterThan(15);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    const actions = [...new Set(used)].map((action) => action.replace(/@.*/, ""));
    expect(actions).toEqual([...new Set(actions)]);
  });

  it.each(names)("%s has no permissions but those of its jobs, and keeps no token", (name) => {
    const workflow = parseWorkflow(name);
    expect(workflow.permissions).toEqual({});
    for (const permissions of Object.values(listPermissions(workflow))) expect(permissions).toBeDefined();
    const checkouts = listSteps(workflow).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    for (const step of checkouts) expect(step.with?.["persist-credentials"]).toBe(false);
  });

  it.each(names)("%s puts no text from outside into a script", (name) => {
    const scripts = listSteps(parseWorkflow(name)).flatMap(({ run }) => run ?? []);
    expect(scripts.length).toBeGreaterThan(0);
    for (const script of scripts) expect(script).not.toContain("${{");
  });
});

describe("the workflow for tests", () => {
  const workflow = parseWorkflow("ci.yml");

  it("runs .ci/run on pushes and pull requests, and sees no secret", () => {
    expect(Object.keys(workflow.on)).toEqual(["push", "pull_request", "workflow_call"]);
    expect(listPermissions(workflow)).toEqual({ test: { contents: "read" }, audit: { contents: "read" } });
    expect(texts["ci.yml"]).not.toContain("secrets.");
    expect(workflow.jobs["test"]?.steps?.at(-1)?.run).toBe(".ci/run");
  });

  it("asks npm for known vulnerabilities of the dependencies, beside the tests", () => {
    expect(workflow.jobs["audit"]?.steps?.at(-1)?.run).toBe("npm audit --omit=dev");
  });
});

describe("the workflow for pull requests", () => {
  const workflow = parseWorkflow("timetable.yml");

  it("runs only on pull requests, so a fork's code sees no secret", () => {
    expect(Object.keys(workflow.on)).toEqual(["pull_request"]);
  });

  it("gives each job only the permissions that it needs", () => {
    expect(listPermissions(workflow)).toEqual({
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
    const uses = workflow.jobs["comment"]?.steps?.flatMap((step) => step.uses ?? []);
    expect(uses).toEqual([expect.stringMatching(/^actions\/download-artifact@/)]);
  });

  it("runs when any part of a stack changes", () => {
    const { paths } = workflow.on["pull_request"] as { readonly paths: readonly string[] };
    expect(paths).toEqual(expect.arrayContaining(["Pulumi*.yaml", "calendars/**", "src/**"]));
  });
});

describe("the workflows for deployments", () => {
  const stacks = parseWorkflow("deploy-stacks.yml");
  const { run: script = "" } =
    listSteps(parseWorkflow("deploy.yml")).find(({ name }) => name?.startsWith("Divide")) ?? {};

  it("never stop an update halfway, and deploy each stack in its environment", () => {
    expect(stacks.jobs["up"]).toMatchObject({
      environment: "${{ matrix.stack }}",
      concurrency: { "cancel-in-progress": false },
      strategy: { "fail-fast": false },
    });
  });

  it("start the second wave only after the first", () => {
    const { jobs } = parseWorkflow("deploy.yml");
    expect(jobs["others"]).toMatchObject({ needs: ["waves", "first"], if: "needs.waves.outputs.others != '[]'" });
    expect(jobs["first"]?.uses).toBe("./.github/workflows/deploy-stacks.yml");
  });

  function divide(first: string) {
    const at = mkdtempSync(path.join(os.tmpdir(), "waves-"));
    for (const name of ["dev", "prod-eu", "prod-us", "$(touch pwned)"])
      writeFileSync(path.join(at, `Pulumi.${name}.yaml`), "");
    const output = path.join(at, "output");
    writeFileSync(output, "");
    const env = { ...process.env, GITHUB_OUTPUT: output, FIRST: first };
    const { status, stdout } = spawnSync("bash", ["-e", "-c", script], { cwd: at, encoding: "utf8", env });
    const printed = readFileSync(output, "utf8");
    rmSync(at, { recursive: true });
    return { status, stdout, printed };
  }

  it.each([
    ["dev", '["dev"]', '["prod-eu","prod-us"]'],
    [" prod-us  dev ", '["dev","prod-us"]', '["prod-eu"]'],
    ["dev prod-eu prod-us", '["dev","prod-eu","prod-us"]', "[]"],
  ])("divide the stacks by DEPLOY_FIRST: %s", (variable, first, others) => {
    expect(divide(variable)).toEqual({ status: 0, stdout: "", printed: `first=${first}\nothers=${others}\n` });
  });

  it("refuse a stack without a file", () => {
    expect(divide("dev stage")).toMatchObject({
      status: 1,
      stdout: "::error::DEPLOY_FIRST names stacks without a file: stage\n",
    });
  });
});

describe("the workflow for overrides", () => {
  const workflow = parseWorkflow("override.yml");
  const findScript = (name: string): string => listSteps(workflow).find((step) => step.name === name)?.run ?? "exit 99";

  it("runs no code of the repository in the job that may write, after an approval", () => {
    expect(listPermissions(workflow)).toEqual({
      change: { contents: "read" },
      push: { contents: "write" },
      deploy: { contents: "read", "id-token": "write" },
    });
    const { push } = workflow.jobs;
    expect(push).toMatchObject({ needs: "change", environment: "override" });
    expect(JSON.stringify(push)).not.toMatch(/npm/);
  });

  it("commits and pushes the override, and takes no input for an option", () => {
    const at = mkdtempSync(path.join(os.tmpdir(), "override-"));
    const work = path.join(at, "work");
    const git = (...words: readonly string[]) => spawnSync("git", words, { cwd: work, encoding: "utf8" }).stdout;
    mkdirSync(work);
    writeFileSync(path.join(work, "Pulumi.dev.yaml"), readFileSync(path.join(root, "Pulumi.dev.yaml")));
    const main = path.join(root, "src", "cli", "main.ts");
    const loader = path.join(root, "node_modules", "ts-node", "register", "transpile-only");
    const npm = `#!/bin/sh\nshift 4\nTS_NODE_PROJECT='${path.join(root, "tsconfig.json")}' exec node -r '${loader}' '${main}' "$@"\n`;
    writeFileSync(path.join(at, "npm"), npm, { mode: 0o755 });
    git("init", "--quiet", "--initial-branch=main");
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", "base");
    spawnSync("git", ["clone", "--quiet", "--bare", work, path.join(at, "remote.git")]);
    const people = Object.fromEntries(
      ["AUTHOR", "COMMITTER"].flatMap((role) => [
        [`GIT_${role}_NAME`, "t"],
        [`GIT_${role}_EMAIL`, "t@example.com"],
      ]),
    );
    const run = (name: string, env: Readonly<Record<string, string>>) =>
      spawnSync("bash", ["-e", "-o", "pipefail", "-c", findScript(name)], {
        cwd: work,
        encoding: "utf8",
        env: {
          ...process.env,
          ...people,
          PATH: `${at}${path.delimiter}${process.env["PATH"] ?? ""}`,
          GITHUB_STEP_SUMMARY: path.join(at, "summary"),
          GITHUB_OUTPUT: path.join(at, "output"),
          ...env,
        },
      });
    const inputs = { STACK: "dev", ENDPOINT: "sentiment", HOLD: "3", FOR: "6h", REASON: "press day" };
    expect(run("Commit the override", { ...inputs, ENDPOINT: "--dry-run" }).status).not.toBe(0);
    const refused = run("Commit the override", { ...inputs, HOLD: "99" });
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain("guards.maxInstances");
    expect(git("status", "--porcelain", "--untracked-files=no")).toBe("");
    expect(run("Commit the override", inputs)).toMatchObject({ status: 0, stderr: "" });
    expect(readFileSync(path.join(at, "summary"), "utf8")).toContain("hold: 3");
    const patch = path.join(at, "override.patch");
    renameSync(path.join(work, "override.patch"), patch);
    git("reset", "--quiet", "--hard", "HEAD^");
    const remote = path.join(at, "remote.git");
    const pushed = run("Push the commit", { PATCH: patch, REMOTE: remote, GH_TOKEN: "x", GITHUB_REF_NAME: "main" });
    expect(pushed.status).toBe(0);
    const log = spawnSync("git", ["log", "--format=%H %s", "main"], { cwd: remote, encoding: "utf8" }).stdout;
    const commit = /^commit=(\w+)\n$/.exec(readFileSync(path.join(at, "output"), "utf8"))?.[1];
    expect(log.split("\n")[0]).toBe(`${commit} Override sentiment: press day`);
    rmSync(at, { recursive: true });
  }, 300_000);
});

describe("the workflow for releases", () => {
  const workflow = parseWorkflow("release.yml");
  const { steps: packageSteps = [] } = workflow.jobs["package"] ?? {};

  it("runs on tags of versions, after the tests", () => {
    expect(workflow.on).toEqual({ push: { tags: ["v*"] } });
    expect(workflow.jobs["test"]?.uses).toBe("./.github/workflows/ci.yml");
    expect(workflow.jobs["publish"]).toMatchObject({ needs: ["test", "package"], environment: "npm" });
  });

  it("runs no code of the repository in the jobs that may publish, and has no token of npm", () => {
    expect(listPermissions(workflow)).toEqual({
      test: { contents: "read" },
      package: { contents: "read" },
      publish: { "id-token": "write" },
      github: { contents: "write" },
    });
    for (const name of ["publish", "github"]) {
      const { steps = [] } = workflow.jobs[name] ?? {};
      expect(JSON.stringify(steps)).not.toMatch(/checkout|npm (ci|install|run)/);
    }
    expect(JSON.stringify(workflow)).toContain("npm publish ./dist/*.tgz --provenance");
    expect(texts["release.yml"]).not.toContain("secrets.");
  });

  /** Runs a step as GitHub does. */
  function runStep(name: string, tag: string, files: Readonly<Record<string, string>>) {
    const { run = "exit 99" } = packageSteps.find((step) => step.name === name) ?? {};
    const at = mkdtempSync(path.join(os.tmpdir(), "release-"));
    for (const [file, text] of Object.entries(files)) writeFileSync(path.join(at, file), text);
    const env = { ...process.env, GITHUB_REF_NAME: tag };
    const { status, stdout } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", run], {
      cwd: at,
      encoding: "utf8",
      env,
    });
    const notes = existsSync(path.join(at, "notes.md")) ? readFileSync(path.join(at, "notes.md"), "utf8") : "";
    rmSync(at, { recursive: true });
    return { status, stdout, notes };
  }

  it("refuses a tag that is not the version", () => {
    const files = { "package.json": '{ "version": "0.2.0" }' };
    expect(runStep("Compare the tag with the version", "v0.2.0", files)).toMatchObject({ status: 0, stdout: "" });
    expect(runStep("Compare the tag with the version", "v0.3.0", files)).toMatchObject({
      status: 1,
      stdout: "::error::the tag is v0.3.0, but package.json has version 0.2.0; tag v0.2.0\n",
    });
  });

  it.each(["## 0.2.0", "## 0.2.0 - 2026-12-01"])("takes the notes below %s", (heading) => {
    const text = `# Changelog\n\n## Unreleased\n\n- next\n\n${heading}\n\n### Added\n\n- this\n\n## 0.2.0-rc.1\n\n- before\n`;
    const { status, notes } = runStep("Copy the section of the changelog", "v0.2.0", { "CHANGELOG.md": text });
    expect({ status, notes }).toEqual({ status: 0, notes: "\n### Added\n\n- this\n\n" });
  });

  it("refuses a version without notes", () => {
    const files = { "CHANGELOG.md": "# Changelog\n\n## Unreleased\n\n- this\n" };
    const { status, stdout } = runStep("Copy the section of the changelog", "v0.2.0", files);
    expect(status).toBe(1);
    expect(stdout).toContain('CHANGELOG.md has no text below "## 0.2.0"; rename its heading Unreleased');
  });
});

describe("the comment", () => {
  const { comment: job } = parseWorkflow("timetable.yml").jobs;
  const { run: script = "" } = job?.steps?.find(({ name }) => name?.includes("comment")) ?? {};
  let at: string;
  beforeEach(() => {
    at = mkdtempSync(path.join(os.tmpdir(), "comment-"));
    mkdirSync(path.join(at, "printed", "timetable-diff"), { recursive: true });
    mkdirSync(path.join(at, "printed", "timetable-preview-dev"), { recursive: true });
    writeFileSync(path.join(at, "printed", "timetable-diff", "diff.md"), "## Timetable\n");
    writeFileSync(path.join(at, "printed", "timetable-preview-dev", "preview.md"), "preview\n");
  });
  afterEach(() => {
    rmSync(at, { recursive: true });
  });

  /** Runs the step as GitHub does, with a `gh` that returns the existing comments. */
  function comment(existing: string, preview = "success") {
    const gh = path.join(at, "gh");
    const says = `#!/bin/sh\nprintf '%s\\n' "$*" >> calls\ncase "$*" in *--paginate*) printf '${existing}' ;; esac\n`;
    writeFileSync(gh, says, { mode: 0o755 });
    const { status, stderr } = spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], {
      cwd: at,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${at}${path.delimiter}${process.env["PATH"] ?? ""}`,
        REPOSITORY: "example-org/example-repo",
        PULL_REQUEST: "7",
        RUN: "https://example.com/run",
        PREVIEW: preview,
      },
    });
    const calls = readFileSync(path.join(at, "calls"), "utf8").trim().split("\n");
    const { body } = JSON.parse(readFileSync(path.join(at, "request.json"), "utf8")) as { readonly body: string };
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
    rmSync(path.join(at, "printed"), { recursive: true });
    mkdirSync(path.join(at, "printed"));
    const { body, status } = comment("", "skipped");
    expect(status).toBe(0);
    expect(body).toContain("The timetables could not be compared.");
    expect(body).toContain("AWS_PREVIEW_ROLE_ARN is not set");
  });

  it("stays below GitHub's limit and links to the rest", () => {
    const long = `\`\`\`\`\`text\n${"x".repeat(79)}\n`.repeat(2000);
    writeFileSync(path.join(at, "printed", "timetable-preview-dev", "preview.md"), long);
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
  const { run: script = "" } =
    parseWorkflow("timetable.yml").jobs["preview"]?.steps?.find(({ name }) => name?.startsWith("Preview")) ?? {};

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
    const { run: list = "" } =
      parseWorkflow("timetable.yml").jobs["diff"]?.steps?.find(({ name }) => name === "List the stacks") ?? {};
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

describe("the workflow for reviews", () => {
  const workflow = parseWorkflow("review.yml");
  const proposal = parseWorkflow("propose.yml");
  const getScript = (job: string, start: string, { jobs } = workflow) =>
    jobs[job]?.steps?.find(({ name }) => name?.startsWith(start))?.run ?? "exit 99";
  let at: string;
  beforeEach(() => {
    at = mkdtempSync(path.join(os.tmpdir(), "review-"));
  });
  afterEach(() => {
    rmSync(at, { recursive: true });
  });

  function runScript(script: string, cwd: string, more: Readonly<Record<string, string>>) {
    const env = { ...process.env, PATH: `${at}${path.delimiter}${process.env["PATH"] ?? ""}`, ...more };
    return spawnSync("bash", ["-e", "-o", "pipefail", "-c", script], { cwd, encoding: "utf8", env });
  }

  it("runs each week and by hand, and gives each job only the permissions that it needs", () => {
    expect(Object.keys(workflow.on)).toEqual(["schedule", "workflow_dispatch"]);
    expect(listPermissions(workflow)).toEqual({
      stacks: {},
      review: { contents: "read", "id-token": "write" },
      propose: { contents: "write", "pull-requests": "write" },
    });
    expect(listPermissions(proposal)).toEqual({ propose: { contents: "write", "pull-requests": "write" } });
    expect(JSON.stringify(proposal.jobs)).not.toMatch(/npm |\.github\//);
  });

  it("lists the stacks of REVIEW_ENDPOINTS, and refuses what it cannot read", () => {
    const list = (endpoints: string) => {
      const output = path.join(at, "output");
      writeFileSync(output, "");
      const { status, stdout } = runScript(getScript("stacks", "List"), at, {
        ENDPOINTS: endpoints,
        GITHUB_OUTPUT: output,
      });
      return { status, stdout, output: readFileSync(output, "utf8") };
    };
    const found = list("prod/sentiment=120 prod/fraud=9.5\ndev/sentiment=120\n");
    expect(found).toEqual({ status: 0, stdout: "", output: 'stacks=["dev","prod"]\n' });
    expect(list("prod/sentiment=120 $(id)/x=1")).toEqual({
      status: 1,
      stdout: "$(id)/x=1\n::error::write REVIEW_ENDPOINTS as stack/endpoint=requests, such as prod/sentiment=120\n",
      output: "",
    });
  });

  it("hands the endpoints of the stack to the review, and keeps what it wrote", () => {
    const git = (...words: readonly string[]) => spawnSync("git", words, { cwd: at, encoding: "utf8" });
    mkdirSync(path.join(at, ".github"));
    const review = `#!/bin/sh\nprintf '%s\\n' "$*"\necho changed > Pulumi.prod.yaml\nexit 2\n`;
    writeFileSync(path.join(at, ".github", "timetable-review.sh"), review, { mode: 0o755 });
    writeFileSync(path.join(at, "Pulumi.prod.yaml"), "before\n");
    git("init", "--quiet");
    git("add", "--all");
    const { status } = runScript(getScript("review", "Review"), at, {
      STACK: "prod",
      ENDPOINTS: "dev/sentiment=1 prod/sentiment=120\nprod/fraud=9",
      GITHUB_OUTPUT: path.join(at, "output"),
      GITHUB_STEP_SUMMARY: path.join(at, "summary"),
    });
    expect(status).toBe(2);
    expect(readFileSync(path.join(at, "proposed", "prod.md"), "utf8")).toBe("prod sentiment=120 fraud=9\n");
    expect(readFileSync(path.join(at, "proposed", "Pulumi.prod.yaml"), "utf8")).toBe("changed\n");
    expect(readFileSync(path.join(at, "output"), "utf8")).toBe("changed=true\n");
  });

  it("opens one pull request for each stack that changed, and updates it afterwards", () => {
    const clone = path.join(at, "clone");
    const git = (...words: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync("git", words, { cwd: clone, encoding: "utf8" });
      if (status !== 0) throw new Error(stderr);
      return stdout.trim();
    };
    mkdirSync(clone);
    git("init", "--quiet", "--initial-branch=main");
    git("init", "--quiet", "--bare", path.join(at, "origin"));
    git("remote", "add", "origin", path.join(at, "origin"));
    writeFileSync(path.join(clone, "Pulumi.prod.yaml"), "before\n");
    git("add", "--all");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "--message", "base");
    const proposed = path.join(at, "proposed");
    mkdirSync(proposed);
    writeFileSync(path.join(proposed, "Pulumi.prod.yaml"), "after\n");
    writeFileSync(path.join(proposed, "prod.md"), `## Review\n${"x".repeat(70_000)}`);
    const propose = (existing: string) => {
      const gh = `#!/bin/sh\nprintf '%s\\n' "$*" >> "${at}/calls"\ncase "$*" in "pr list"*) printf '${existing}' ;; esac\n`;
      writeFileSync(path.join(at, "gh"), gh, { mode: 0o755 });
      const { status, stderr } = runScript(getScript("propose", "Open", proposal), clone, {
        PROPOSED: proposed,
        KIND: "review",
        TITLE: "Change the timetable of",
        STACKS: '["dev","prod"]',
        REPOSITORY: "example-org/example-repo",
        BASE: "main",
        COMMIT: git("rev-parse", "main"),
        RUN: "https://example.com/run",
      });
      return { status, stderr, last: readFileSync(path.join(at, "calls"), "utf8").trim().split("\n").at(-1) };
    };
    const body = path.join(proposed, "cut.md");
    expect(propose("")).toEqual({
      status: 0,
      stderr: "",
      last: `pr create --head timetable-review/prod --base main --title Change the timetable of prod --body-file ${body}`,
    });
    expect(git("--git-dir", path.join(at, "origin"), "show", "timetable-review/prod:Pulumi.prod.yaml")).toBe("after");
    const text = readFileSync(body, "utf8");
    expect(text).toMatch(/^\[The run\]\(https:\/\/example\.com\/run\) has all of it\.\n\n## Review\n/);
    expect(text.length).toBeLessThan(65_536);
    expect(propose("12").last).toBe(
      `api --method PATCH repos/example-org/example-repo/pulls/12 --input ${path.join(proposed, "request.json")} --silent`,
    );
  });

  it("imports the events of a calendar, and hands on a stack file that changed", () => {
    const events = parseWorkflow("events.yml");
    expect(listPermissions(events)).toEqual({
      events: { contents: "read" },
      propose: { contents: "write", "pull-requests": "write" },
    });
    const git = (...words: readonly string[]) => spawnSync("git", words, { cwd: at, encoding: "utf8" });
    writeFileSync(path.join(at, "Pulumi.prod.yaml"), "before\n");
    git("init", "--quiet");
    git("add", "--all");
    writeFileSync(path.join(at, "curl"), '#!/bin/sh\nprintf "%s\\n" "$*" > curl.txt\n', { mode: 0o755 });
    const npm =
      '#!/bin/sh\nprintf "%s\\n" "$*" >> npm.txt\ncase "$*" in *import*) echo after > Pulumi.prod.yaml ;; esac\n';
    writeFileSync(path.join(at, "npm"), npm, { mode: 0o755 });
    const importEvents = () =>
      runScript(getScript("events", "Import", events), at, {
        URL: "https://example.com/events.ics",
        STACK: "prod",
        ENDPOINT: "sentiment",
        MIN: "4",
        MAX: "",
        GITHUB_OUTPUT: path.join(at, "output"),
        GITHUB_STEP_SUMMARY: path.join(at, "summary"),
      }).status;
    expect(importEvents()).toBe(0);
    expect(readFileSync(path.join(at, "curl.txt"), "utf8")).toContain("--proto =https");
    expect(readFileSync(path.join(at, "npm.txt"), "utf8").split("\n")).toEqual([
      "run --silent timetable -- calendar import events.ics --timed windows --stack=prod --endpoint=sentiment --min=4",
      "run --silent timetable -- diff HEAD --file Pulumi.prod.yaml --markdown",
      "",
    ]);
    expect(readFileSync(path.join(at, "proposed", "Pulumi.prod.yaml"), "utf8")).toBe("after\n");
    expect(readFileSync(path.join(at, "output"), "utf8")).toBe("changed=true\n");
    git("add", "--all");
    rmSync(path.join(at, "output"));
    expect(importEvents()).toBe(0);
    expect(existsSync(path.join(at, "output"))).toBe(false);
  });
});
