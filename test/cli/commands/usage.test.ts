import { StackFolder, stackText } from "./stack-files";

let folder: StackFolder;

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", stackText);
});

afterEach(() => {
  folder.remove();
});

describe("bad usage", () => {
  const cases: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["an unknown command", ["shwo"], /unknown command 'shwo'\n\(Did you mean show\?\)/],
    ["an unknown option", ["show", "--weks", "2"], /unknown option '--weks'\n\(Did you mean --week\?\)/],
    ["no command", [], /Usage: timetable COMMAND/],
    ["a missing file", ["check", "--file", "none.yaml"], /^error: cannot read none\.yaml: no such file\n$/],
    ["a file below a file", ["check", "--file", "Pulumi.dev.yaml/x"], /x: no such file\n$/],
    ["a folder", ["check", "--file", "."], /^error: cannot read \.: it is a folder\n$/],
    [
      "an unknown stack",
      ["check", "--stack", "dew"],
      /unknown stack "dew".*\n {2}did you mean dev\?\n {2}stacks here: dev\n$/,
    ],
    [
      "a file and a stack",
      ["check", "--file", "a.yaml", "--stack", "dev"],
      /^error: use either --file or --stack, not both\n$/,
    ],
    [
      "an unknown endpoint",
      ["plan", "--endpoint", "sentimant"],
      /unknown endpoint "sentimant" in Pulumi\.dev\.yaml\n {2}did you mean sentiment\?/,
    ],
    [
      "a --now without an offset",
      ["plan", "--now", "2026-12-24T12:00"],
      /'2026-12-24T12:00' is invalid.*It has no offset/,
    ],
    ["an invalid moment", ["at", "tomorrow"], /^error: "tomorrow" for the argument is not a moment\n.*clock of Europe/],
    [
      "a moment that does not exist",
      ["at", "2026-02-30 09:00"],
      /^error: the date 2026-02-30 for the argument does not exist\n/,
    ],
    ["no moment", ["at"], /missing required argument 'moment'/],
    ["too many instants", ["at", "2026-12-24T12:00Z", "2026-12-24T12:00Z"], /too many arguments/],
    ["an invalid --now", ["plan", "--now", "1"], /'1' is invalid/],
    ["an invalid date", ["show", "--week", "2026-02-30"], /'2026-02-30' is invalid.*not a date/],
    ["an option without its value", ["plan", "--file"], /argument missing/],
    ["a file that cannot be written", ["page", "--out", "none/page.html"], /^error: cannot write none\/page\.html/m],
    ["a diff against nothing", ["diff", "main"], /"main" is not a file, and .* is not in a git repository/],
    [
      "two files and a stack",
      ["diff", "Pulumi.dev.yaml", "Pulumi.dev.yaml", "--stack", "dev"],
      /leave --file and --stack out/,
    ],
  ];

  it.each(cases)("exits 2 with one message for %s", async (_name, words, message) => {
    const { code, out, err } = await folder.run(...words);
    expect(err).toMatch(message);
    expect([code, out]).toEqual([2, ""]);
    expect(err).not.toMatch(/undefined|null|\n {4}at /);
  });
});

describe("help", () => {
  it.each(["show", "check", "plan", "at", "explain", "diff", "ics", "page"])(
    "has examples for %s and exits 0",
    async (name) => {
      const { code, out, err } = await folder.run(name, "--help");
      expect([code, err]).toEqual([0, ""]);
      expect(out).toContain(`Usage: timetable ${name} `);
      expect(out).toMatch(/Examples:\n {2}npm run (-s )?timetable -- /);
    },
  );
});

describe("a file that is not a stack file", () => {
  const cases: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
    ["binary", Uint8Array.of(0x89, 0x50, 0, 1, 2), /the file is not UTF-8 text/],
    ["Latin-1", Uint8Array.of(0x61, 0xe9, 0x3a), /the file is not UTF-8 text/],
    ["empty", "", /^error /],
    ["no YAML", "config: [1, 2", /^error /],
    ["a list", "- 1\n- 2\n", /^error /],
    ["without config", "foo: 1\n", /^error /],
    ["without endpoints", "config:\n  aws:region: x\n", /^error /],
  ];

  it.each(cases)("is a problem with exit code 1: %s", async (_name, content, message) => {
    folder.write("wrong.yaml", content);
    const { code, out, err } = await folder.run("check", "--file", "wrong.yaml");
    expect(err).toMatch(message);
    expect(err).not.toMatch(/undefined|null|\n {4}at /);
    expect([code, out]).toEqual([1, ""]);
    const json = await folder.run("plan", "--file", "wrong.yaml", "--json");
    const { endpoints, problems } = JSON.parse(json.out);
    expect(endpoints).toEqual({});
    expect(problems[0]).toMatchObject({ severity: "error" });
    expect(json.code).toBe(1);
  });

  it("is named with the fix", async () => {
    folder.write("wrong.yaml", Uint8Array.of(0x89, 0x50, 0, 1, 2));
    expect((await folder.run("check", "--file", "wrong.yaml")).err).toContain(`error stack-file at wrong.yaml
  the file is not UTF-8 text
  expected: YAML, as in Pulumi.dev.yaml
  fix: save it as UTF-8, or name another file
`);
  });
});

describe("the stack file", () => {
  it("is the only one", async () => {
    const other = new StackFolder();
    other.write("Pulumi.eu.yaml", stackText);
    expect((await other.run("check")).out).toBe("Pulumi.eu.yaml: no problems\n");
    other.remove();
  });

  it("is that of dev if there are several", async () => {
    folder.write("Pulumi.prod.yaml", "");
    expect((await folder.run("check")).out).toBe("Pulumi.dev.yaml: no problems\n");
  });

  it("must be named if there are several and none of dev", async () => {
    const other = new StackFolder();
    other.write("Pulumi.eu.yaml", stackText);
    other.write("Pulumi.us.yaml", stackText);
    const { code, err } = await other.run("check");
    expect(err).toBe("error: no Pulumi.dev.yaml here: choose a stack with --stack\n  stacks here: eu, us\n");
    expect(code).toBe(2);
    expect((await other.run("check", "--stack", "us")).code).toBe(0);
    other.remove();
  });

  it("must be named if there is none", async () => {
    const other = new StackFolder();
    expect((await other.run("show")).err).toMatch(
      /^error: .* has no Pulumi\.<stack>\.yaml\n {2}name a stack file with --file\n$/,
    );
    other.remove();
  });

  it("finds its calendar files in its own folder", async () => {
    folder.write("eu/Pulumi.eu.yaml", stackText.replace(/closures: .*/, "closures: { file: days.yaml }"));
    const missing = await folder.run("check", "--file", "eu/Pulumi.eu.yaml");
    expect(missing.err).toContain('cannot read "days.yaml"');
    expect(missing.code).toBe(1);
  });
});
