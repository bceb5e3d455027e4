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
    expect(offered("timetable", "show", "--stack", "=", "prod", "-e", "c")).toEqual(["churn"]);
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
});

/** What the real shell offers at the end of lines, where the shell is installed. */
const shells = {
  zsh: (lines: readonly string[]) =>
    drive("zsh", ["-f"], lines)
      .split("\n")
      .map((line, index) => {
        const before = `timetable ${lines[index]}`.split(" ").slice(0, -1).join(" ");
        return line.slice(before.length).trim().split(" ").toSorted();
      }),
  fish: (lines: readonly string[]) =>
    drive("fish", ["-N"], lines)
      .split("\n\n")
      .map((block) => block.split("\n").map((line) => line.split("\t")[0] ?? "")),
};

function drive(shell: "zsh" | "fish", words: readonly string[], lines: readonly string[]): string {
  folder.write(`completion.${shell}`, scripts[shell] ?? "");
  const ran = spawnSync(
    shell,
    [
      ...words,
      path.join(__dirname, "shells", `drive.${shell}`),
      `completion.${shell}`,
      ...lines.map((line) => `timetable ${line}`),
    ],
    { cwd: folder.path, encoding: "utf8", timeout: 60_000 },
  );
  expect(ran.stderr).toBe("");
  return ran.stdout.replaceAll("\r", "").replace(/\n*$/, "");
}

/** Lines, and what both shells offer at their ends. */
const offers: readonly (readonly [line: string, ...words: readonly string[]])[] = [
  ["sh", "show"],
  ["calendar ", "help", "import", "pull", "show"],
  ["calendar help p", "pull"],
  ["completion ", "bash", "fish", "zsh"],
  ["show --w", "--week"],
  ["check --stack show --st", "--stack", "--strict"],
  ["show --stack ", "dev", "prod"],
  ["show -s p", "prod"],
  ["show --stack=p", "--stack=prod"],
  ["show --endpoint ", "fraud", "sentiment"],
  ["show --stack prod -e ", "churn", "ranking"],
  ["show --stack=prod -e ", "churn", "ranking"],
  ["override -f Pulumi.prod.yaml c", "churn"],
  ["override --file=Pulumi.prod.yaml c", "churn"],
  ["calendar show -s prod b", "bavaria"],
  ["calendar import --timed s", "skip"],
  ["calendar import calendars/d", "calendars/de-by.yaml"],
  ["page --out Pulumi.d", "Pulumi.dev.yaml"],
];

describe.each(["zsh", "fish"] as const)("timetable completion in %s itself", (shell) => {
  const isHere = spawnSync(shell, ["-c", "exit"]).status === 0;
  const title = isHere
    ? "offers commands, options, stacks, endpoints, calendars and files"
    : `is left out: ${shell} is not installed`;
  (isHere || process.env["CI"] === "true" ? it : it.skip)(
    title,
    () => {
      const lines = offers.map(([line]) => line);
      const offered = shells[shell](lines);
      expect(Object.fromEntries(lines.map((line, index) => [line, offered[index]]))).toEqual(
        Object.fromEntries(offers.map(([line, ...words]) => [line, words])),
      );
    },
    90_000,
  );
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
