import { spawnSync } from "node:child_process";
import path from "node:path";
import { StackFolder, stackText } from "./stack-files";

const escape = "\u001b";
/** Control characters, line separators, and marks that turn the direction of text. */
const forbidden = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const hostile = `${escape}]0;title\u0007${escape}[2J\u009b31m\u202eevil\u2066\r\u0085\u2028`;
const fence = "x\n````\n\n</details>\n# Approved by security\n@octocat ![x](https://evil.example/p.png)\n\n````text";

let stacks: StackFolder;
beforeEach(() => {
  stacks = new StackFolder();
  stacks.write("Pulumi.yaml", "name: inference-timetable\nruntime: nodejs\n");
});
afterEach(() => {
  stacks.remove();
});

/** The stack with a text as the name of its endpoint, window or calendar day, or as the reason of an override. */
const places: Readonly<Record<string, (text: string) => string>> = {
  endpoint: (text) => stackText.replace("sentiment:", () => `${quote(text)}:`),
  window: (text) => stackText.replace("office:", () => `${quote(text)}:`),
  calendar: (text) => stackText.replaceAll("closures", () => quote(text)),
  day: (text) => {
    stacks.write("calendars/a.yaml", `source: ${quote(text)}\ndates: [{ date: "2026-12-24", name: ${quote(text)} }]\n`);
    return stackText.replace(/closures: \{.*\}/, "closures: { file: calendars/a.yaml }");
  },
  reason: (text) =>
    stackText.replace(
      "        exceptions:",
      () =>
        `        override: { from: "2026-11-24T10:00", until: "2026-12-05T18:00", hold: 5, reason: ${quote(text)} }\n        exceptions:`,
    ),
};

function quote(text: string): string {
  return JSON.stringify(text).replaceAll(
    forbidden,
    (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function listForbidden(text: string): readonly string[] {
  return (text.match(forbidden) ?? []).filter((found) => found !== "\n");
}

const commands = [
  "check",
  "show",
  "plan",
  "explain 2026-12-24T12:00Z",
  "at 2026-12-24T12:00Z",
  "calendar show closures",
];

describe.each(Object.keys(places))("a hostile text as %s", (place) => {
  const printed: string[] = [];
  beforeEach(() => {
    stacks.write("Pulumi.dev.yaml", (places[place] ?? String)(hostile));
    stacks.write("Pulumi.old.yaml", stackText);
  });

  it.each([...commands, "diff Pulumi.old.yaml Pulumi.dev.yaml", "diff Pulumi.old.yaml Pulumi.dev.yaml --markdown"])(
    "does not reach the terminal in the output of %s",
    async (command) => {
      const { out, err } = await stacks.run(...command.split(" "));
      printed.push(out + err);
      expect(listForbidden(out + err)).toEqual([]);
    },
  );

  it("reaches it in an escaped form", () => {
    expect(printed.join("\n")).toContain(String.raw`\u202eevil\u2066`);
  });

  it.each(["show --json", "ics --json", "page"])("does not reach a program that reads %s", async (command) => {
    const { out, err } = await stacks.run(...command.split(" "));
    expect(listForbidden(out + err)).toEqual([]);
    if (command.endsWith("json")) expect(() => JSON.parse(out) as unknown).not.toThrow();
  });

  it("does not reach the calendar feed", async () => {
    const { out } = await stacks.run("ics");
    expect(listForbidden(out.replaceAll("\r\n", "\n"))).toEqual([]);
  });
});

describe("a hostile argument", () => {
  it.each([
    ["check", "--stack", hostile],
    ["check", "--file", hostile],
    ["check", `--${hostile}`],
    ["at", hostile],
    ["calendar", "import", hostile],
    ["diff", hostile],
    [hostile],
  ])("%j does not reach the terminal", async (...words) => {
    stacks.write("Pulumi.dev.yaml", stackText);
    const { code, out, err } = await stacks.run(...words);
    expect(code).toBe(2);
    expect(listForbidden(out + err)).toEqual([]);
  });

  it("leaves only the colors of the program", () => {
    stacks.write("Pulumi.dev.yaml", (places["window"] ?? String)(`${hostile}${escape}[8m`));
    const root = path.join(__dirname, "../../..");
    const words = ["-r", "ts-node/register/transpile-only", "src/cli/main.ts", "show", "--file"];
    const { stdout } = spawnSync("node", [...words, path.join(stacks.path, "Pulumi.dev.yaml")], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: "" },
    });
    expect(stdout).toContain("\u001b[34m");
    expect(listForbidden(stdout.replaceAll(/\u001b\[3[3-69]m/g, ""))).toEqual([]);
  });
});

describe("a text that tries to close a code block", () => {
  it.each(["endpoint", "window"])("stays in one line of the Markdown as name of %s", async (place) => {
    stacks.write("Pulumi.dev.yaml", (places[place] ?? String)(fence));
    stacks.write("Pulumi.old.yaml", stackText.replaceAll(/^ {4}sentiment:[^]*?(?=^ {4}fraud:)/gm, ""));
    const { out } = await stacks.run("diff", "Pulumi.old.yaml", "Pulumi.dev.yaml", "--markdown");
    expect(out).toContain("Approved by security");
    expect(listOutsideCode(out)).not.toMatch(/^(?: {0,3}<\/details>|# )/m);
    expect(listOutsideCode(out)).not.toMatch(/@octocat|[^\\]!?\[x\]\(/);
  });
});

/** The lines of a Markdown text outside of its fenced code blocks. */
function listOutsideCode(markdown: string): string {
  let open: string | undefined;
  return markdown
    .split(/\r\n|\r|\n/)
    .filter((line) => {
      const [, run = ""] = /^ {0,3}(`{3,})[^`]*$/.exec(line) ?? [];
      if (open === undefined && run !== "") open = run;
      else if (open !== undefined && run.length >= open.length && line.trim() === run) {
        open = undefined;
        return false;
      }
      return open === undefined;
    })
    .join("\n");
}
