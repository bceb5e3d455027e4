import { spawnSync } from "node:child_process";
import path from "node:path";
import { stackText, StackFolder } from "./stack-files";

let folder: StackFolder;
const scripts: Record<string, string> = {};

beforeAll(async () => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
  folder.write(
    "Pulumi.prod.yaml",
    [
      "# sentiment: is not here",
      "config:",
      "    inference-timetable:calendars: # shared",
      '        "bavaria": { file: a.yaml }',
      "",
      "    endpoints:",
      "        # the first",
      "        churn :",
      "            timetable: {}",
      "        ranking:",
      "            model: {}",
      "    inference-timetable:tags: { a: b }",
      "",
    ].join("\r\n"),
  );
  folder.write("calendars/de-by.yaml", "dates: []\n");
  for (const shell of ["bash", "zsh", "fish"]) {
    scripts[shell] = (await folder.run("completion", shell)).out;
  }
});

afterAll(() => {
  folder.remove();
});

/** What bash offers for the last word of a line. */
function offered(...line: readonly string[]): readonly string[] {
  const program = [
    'source "$1"; shift',
    'COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))',
    "_timetable",
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join("\n");
  folder.write("completion.bash", scripts["bash"] ?? "");
  const file = path.join(folder.path, "completion.bash");
  const { stdout, stderr } = spawnSync("bash", ["--norc", "-c", program, "bash", file, ...line], {
    cwd: folder.path,
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stdout.split("\n").filter((word) => word !== "");
}

describe("timetable completion bash", () => {
  it("offers commands, and those below them", () => {
    expect(offered("timetable", "")).toEqual(
      expect.arrayContaining(["show", "check", "override", "calendar", "completion", "help"]),
    );
    expect(offered("timetable", "sh")).toEqual(["show"]);
    expect(offered("timetable", "calendar", "")).toEqual(["pull", "import", "show", "help"]);
    expect(offered("timetable", "completion", "")).toEqual(["bash", "zsh", "fish"]);
    expect(offered("timetable", "calendar", "help", "p")).toEqual(["pull"]);
  });

  it("offers the options of the command that the line is about", () => {
    expect(offered("timetable", "show", "--w")).toEqual(["--week"]);
    expect(offered("timetable", "check", "--w")).toEqual([]);
    expect(offered("timetable", "calendar", "import", "--time")).toEqual(["--timezone", "--timed"]);
    expect(offered("timetable", "calendar", "show", "--s")).toEqual(["--stack"]);
    expect(offered("timetable", "check", "--stack", "show", "--st")).toEqual([
      "--stack",
      "--strict",
    ]);
  });

  it("offers stacks by their files", () => {
    expect(offered("timetable", "show", "--stack", "")).toEqual(["dev", "prod"]);
    expect(offered("timetable", "show", "-s", "p")).toEqual(["prod"]);
    expect(offered("timetable", "show", "--stack", "=", "p")).toEqual(["prod"]);
  });

  it("offers endpoints and calendars of the stack file that the line is about", () => {
    expect(offered("timetable", "show", "--endpoint", "")).toEqual(["sentiment", "fraud"]);
    expect(offered("timetable", "show", "--stack", "prod", "-e", "")).toEqual(["churn", "ranking"]);
    expect(offered("timetable", "override", "-f", "Pulumi.prod.yaml", "c")).toEqual(["churn"]);
    expect(offered("timetable", "calendar", "show", "-s", "prod", "")).toEqual(["bavaria"]);
    expect(offered("timetable", "calendar", "show", "")).toEqual(["closures"]);
    expect(offered("timetable", "show", "--stack", "none", "-e", "")).toEqual([]);
  });

  it("offers what an option allows, files where it takes one, and nothing where all is free", () => {
    expect(offered("timetable", "calendar", "import", "--timed", "s")).toEqual(["skip"]);
    expect(offered("timetable", "calendar", "import", "calendars/d")).toEqual([
      "calendars/de-by.yaml",
    ]);
    expect(offered("timetable", "page", "--out", "Pulumi.d")).toEqual(["Pulumi.dev.yaml"]);
    expect(offered("timetable", "show", "--week", "")).toEqual([]);
    expect(offered("timetable", "nothing", "")).not.toContain("nothing");
  });

  it("registers itself for timetable", () => {
    expect(scripts["bash"]).toMatch(/\ncomplete -F _timetable timetable\n$/);
  });
});

describe("timetable completion zsh and fish", () => {
  it.each(["zsh", "fish"])("has every command with what it is for, for %s", async (shell) => {
    const { out } = await folder.run("--help");
    const [list = ""] = (out.split("Commands:\n")[1] ?? "").split("\n\n");
    const names = [...list.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? "");
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) {
      const entry = shell === "zsh" ? `'${name}:` : ` -a '${name}' -d '`;
      expect(scripts[shell]).toContain(entry);
    }
    expect(scripts[shell]).toContain("The limits at one moment, and what decides them.");
  });

  it("has options with their values", () => {
    expect(scripts["zsh"]).toContain("'show -s'|'show --stack') _timetable_stacks; return ;;\n");
    expect(scripts["zsh"]).toContain(
      "'calendar import --timed') compadd -- dates skip; return ;;\n",
    );
    expect(scripts["fish"]).toContain(
      "complete -c timetable -n '__timetable_at show' -s e -l endpoint -x -a '(__timetable_names endpoints)' -d 'only this endpoint'\n",
    );
    expect(scripts["fish"]).toContain("-l timed -x -a 'dates skip'");
  });

  /** What the shells themselves say of the scripts, where they are installed: nothing is right. */
  const checks = [
    { shell: "zsh", words: ["-n", "completion.zsh"], answer: "" },
    {
      shell: "fish",
      words: ["-N", "-c", "source completion.fish; complete -C 'timetable show --stack p'"],
      answer: "prod\tthe stack whose Pulumi.<name>.yaml to read\n",
    },
  ];
  for (const { shell, words, answer } of checks) {
    if (spawnSync(shell, ["-c", "exit"]).status !== 0) continue;
    it(`is taken by ${shell}, which is installed here`, () => {
      folder.write(`completion.${shell}`, scripts[shell] ?? "");
      const ran = spawnSync(shell, words, { cwd: folder.path, encoding: "utf8" });
      expect(ran.stderr + ran.stdout).toBe(answer);
    });
  }
});

describe("timetable completion", () => {
  it("prints JSON, and refuses other shells", async () => {
    const { out } = await folder.run("completion", "zsh", "--json");
    expect(JSON.parse(out)).toEqual({ shell: "zsh", script: scripts["zsh"] });
    const { code, err } = await folder.run("completion", "tcsh");
    expect([code, err.split("\n")[0]]).toEqual([
      2,
      "error: command-argument value 'tcsh' is invalid for argument 'shell'. Allowed choices are bash, zsh, fish.",
    ]);
  });
});
