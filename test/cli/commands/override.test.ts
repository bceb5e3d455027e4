import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import path from "node:path";
import { StackFolder, stackText } from "./stack-files";

let folder: StackFolder;

/** With a comment in every place, so that a lost one shows. */
const text = stackText
  .replace("        baseline:", "        # Outside of every window.\n        baseline:")
  .replace("use: baseline }", "use: baseline } # as agreed");

beforeEach(() => {
  folder = new StackFolder();
  folder.write("Pulumi.dev.yaml", text);
});

afterEach(() => {
  folder.remove();
});

function file(): string {
  return readFileSync(path.join(folder.path, "Pulumi.dev.yaml"), "utf8");
}

function withOverride(line: string): string {
  const last = "          - { calendar: closures, use: baseline } # as agreed\n";
  return text.replace(last, `${last}        override: ${line}\n`);
}

/** On Tue 2026-11-24 08:00Z, 09:00 in Berlin, inside the window office. */
async function override(...words: readonly string[]) {
  const ran = await folder.run("override", "sentiment", ...words);
  // Long lines go on below, moved in by four.
  return { ...ran, out: ran.out.replaceAll(/\n {4}(?=\S)/g, " ") };
}

describe("timetable override", () => {
  it("stays within the terminal's width", async () => {
    const { out } = await folder.run("override", "sentiment", "--pause", "--for", "6h");
    expect(out.split("\n").slice(0, 2)).toEqual([
      "sentiment: pause: nothing fires, the limits in force stay (min 4, max 12), in",
      "    force until Tue 2026-11-24 15:00 +01:00 (2026-11-24 14:00Z)",
    ]);
  });

  it("writes limits from the present minute on, tells what changes, and keeps the rest of the file", async () => {
    const ran = await override("--min", "12", "--max", "20", "--until", "2026-12-05T18:00", "--reason", "press day");
    expect(file()).toBe(
      withOverride('{ from: "2026-11-24T09:00", until: "2026-12-05T18:00", min: 12, max: 20, reason: press day }'),
    );
    expect([ran.code, ran.err]).toEqual([0, ""]);
    const lines = ran.out.split("\n");
    expect(lines[0]).toBe(
      'sentiment: override "press day": min 12, max 20, in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)',
    );
    expect(lines[2]).toMatch(/^sentiment: \d+ changes?, Europe\/Berlin$/);
    expect(ran.out).toContain("  2026-11-24 09:00-18:00: min 4 -> 12, max 12 -> 20\n");
    expect(lines.at(-2)).toBe("written: Pulumi.dev.yaml; pulumi up brings it to AWS");
  });

  it("takes lengths, times of day, instants with an offset, and a beginning to come", async () => {
    const cases: readonly (readonly [readonly string[], string, string])[] = [
      [["--for", "6h"], "2026-11-24T09:00", "2026-11-24T15:00"],
      [["--for", "1d2h30m"], "2026-11-24T09:00", "2026-11-25T11:30"],
      [["--until", "18:00"], "2026-11-24T09:00", "2026-11-24T18:00"],
      [["--until", "08:30"], "2026-11-24T09:00", "2026-11-25T08:30"],
      [["--until", "2026-11-24T12:00Z"], "2026-11-24T09:00", "2026-11-24T13:00"],
      [["--from", "2026-12-04 12:00", "--for", "90m"], "2026-12-04T12:00", "2026-12-04T13:30"],
      // The clock goes forward in between: two hours later it shows three hours more.
      [["--from", "2027-03-28T01:00", "--for", "2h"], "2027-03-28T01:00", "2027-03-28T04:00"],
    ];
    for (const [words, from, until] of cases) {
      folder.write("Pulumi.dev.yaml", text);
      const { err } = await override("--hold", "6", ...words);
      expect(err.replace(/^note[\s\S]*/, "")).not.toContain("error");
      expect(file()).toBe(withOverride(`{ from: "${from}", until: "${until}", hold: 6 }`));
    }
  });

  it("holds what the timetable has, as one number where min and max are the same", async () => {
    const { err } = await override("--hold", "current", "--for", "6h");
    expect(err).toBe(
      "note: current is what the timetable has at Tue 2026-11-24 09:00 +01:00: min 4, max 12 (window office); between them, load still scales\n",
    );
    expect(file()).toBe(withOverride('{ from: "2026-11-24T09:00", until: "2026-11-24T15:00", min: 4, max: 12 }'));
    folder.write("Pulumi.dev.yaml", text.replace("min: 4, max: 12", "min: 4, max: 4"));
    await override("--hold", "current", "--for", "6h");
    expect(file()).toContain('until: "2026-11-24T15:00", hold: 4 }');
  });

  it("pauses, and replaces an override that is there, changing only what differs", async () => {
    await override("--min", "12", "--max", "20", "--for", "6h", "--reason", "press day");
    const { out } = await override("--pause", "--until", "2026-12-05T18:00");
    expect(file()).toBe(withOverride('{ from: "2026-11-24T09:00", until: "2026-12-05T18:00", pause: true }'));
    expect(out.split("\n").slice(0, 2)).toEqual([
      "sentiment: pause: nothing fires, the limits in force stay (min 4, max 12), in force until Sat 2026-12-05 18:00 +01:00 (2026-12-05 17:00Z)",
      '  instead of override "press day": min 12, max 20, in force until Tue 2026-11-24 15:00 +01:00 (2026-11-24 14:00Z)',
    ]);
  });

  it("pauses before a change that is due: at, explain and ics say the limits before it", async () => {
    await override("--pause", "--from", "2026-11-25T08:00", "--until", "2026-11-25T12:00");
    const during = "2026-11-25T10:00+01:00";
    expect((await folder.run("at", during, "--endpoint", "sentiment")).out).toMatch(/: min 1, max 2 = pause\n$/);
    expect((await folder.run("explain", during, "--endpoint", "sentiment")).out).toMatch(
      /limits +min 1, max 2\n.*pause.*\n +instead of +4-12 \(window office\)/,
    );
    expect((await folder.run("show")).out).toContain("(min 1, max 2), announced");
    expect((await folder.run("ics")).out).toContain("SUMMARY:sentiment 1-2 pause");
  });

  it("is removed by --end, byte for byte, and again without harm", async () => {
    await override("--hold", "9", "--for", "6h");
    const { out } = await override("--end");
    expect(file()).toBe(text);
    expect(out).toContain("sentiment: removed: override: min 9, max 9, in force until Tue 2026-11-24 15:00");
    expect(out).toContain("  2026-11-24 09:00-15:00: min 9 -> 4, max 9 -> 12\n");
    expect(await override("--end")).toEqual({
      code: 0,
      out: "sentiment has no override\nPulumi.dev.yaml stays as it is\n",
      err: "",
    });
  });

  it("writes nothing with --dry-run, and prints JSON", async () => {
    const dry = await override("--hold", "6", "--for", "6h", "--dry-run");
    expect(dry.out).toContain("\nnot written: Pulumi.dev.yaml\n");
    expect(file()).toBe(text);
    const { out } = await override("--hold", "6", "--for", "6h", "--json");
    expect(JSON.parse(out)).toEqual({
      endpoint: "sentiment",
      unit: "instances",
      override: {
        kind: "override",
        state: "in force",
        from: "2026-11-24T09:00+01:00",
        until: "2026-11-24T15:00+01:00",
        limits: { min: 6, max: 6 },
      },
      written: true,
      words: ["2026-11-24 09:00-15:00: min 4 -> 6, max 12 -> 6"],
      problems: [],
    });
  });
});

describe("timetable override refuses", () => {
  it("what the checks refuse, with everything that is wrong, and writes nothing", async () => {
    const guarded = text.replace(
      "  inference-timetable:calendars:",
      "  inference-timetable:guards: { maxInstances: 15 }\n  inference-timetable:calendars:",
    );
    folder.write("Pulumi.dev.yaml", guarded);
    const ran = await override(
      "--min",
      "21",
      "--max",
      "20",
      "--from",
      "2026-12-06T12:00",
      "--until",
      "2026-12-05T18:00",
    );
    expect([ran.code, ran.out]).toEqual([1, ""]);
    expect(ran.err.match(/^error \S+/gm)?.toSorted()).toEqual([
      "error max-above-guard",
      "error min-above-max",
      "error override-backwards",
    ]);
    expect(ran.err).toContain("endpoints.sentiment.timetable.override");
    expect(file()).toBe(guarded);
  });

  it("a file that has errors already, and one in which an alias stands there", async () => {
    folder.write("Pulumi.dev.yaml", text.replace("min: 4, max: 12", "min: 14, max: 12"));
    expect((await override("--hold", "6", "--for", "6h")).err).toContain("error min-above-max");
    const shared = text
      .replace("timetable:\n", "timetable: &same\n")
      .concat("    third:\n      model: { image: x }\n      timetable: *same\n");
    folder.write("Pulumi.dev.yaml", shared);
    const { code, err } = await override("--hold", "6", "--for", "6h");
    expect(code).toBe(1);
    expect(err).toContain("the value has the anchor &same, so the edit would also change every alias *same");
    expect(file()).toBe(shared);
  });

  const usage: readonly (readonly [string, readonly string[], RegExp])[] = [
    ["nothing to hold", ["--for", "6h"], /missing: the limits to hold\n {2}one of: --min 4/],
    ["two ways", ["--hold", "6", "--pause", "--for", "6h"], /several ways to hold limits are given/],
    ["half a pair", ["--min", "6", "--for", "6h"], /--max is missing: give both/],
    ["no end", ["--hold", "6"], /has to end by itself: give --until or --for/],
    ["two ends", ["--hold", "6", "--for", "6h", "--until", "18:00"], /--until and --for/],
    [
      "an end that has gone by",
      ["--hold", "6", "--until", "2026-11-24T08:00"],
      /would end at 2026-11-24T08:00, which has gone by in Europe\/Berlin/,
    ],
    [
      "no moment",
      ["--hold", "6", "--until", "tomorrow"],
      /"tomorrow" for --until is not a moment\n {2}write it on the clock of Europe\/Berlin/,
    ],
    [
      "a day that is none",
      ["--hold", "6", "--until", "2026-02-30T10:00"],
      /the date 2026-02-30 for --until does not exist/,
    ],
    ["no length", ["--hold", "6", "--for", "6"], /'6' is invalid.*6h, 90m/],
    ["no number", ["--hold", "six", "--for", "6h"], /'six' is invalid.*nor current/],
    ["a fraction", ["--min", "1.5", "--max", "2", "--for", "6h"], /'1.5' is invalid/],
    ["an end with more", ["--end", "--for", "6h"], /--end removes the override: leave the other/],
  ];

  it.each(usage)("%s", async (_name, words, message) => {
    const { code, err, out } = await override(...words);
    expect(err).toMatch(message);
    expect([code, out]).toEqual([2, ""]);
    expect(file()).toBe(text);
  });

  it("an endpoint that is not there, or has no timetable", async () => {
    const none = await folder.run("override", "sentimant", "--hold", "6", "--for", "6h");
    expect(none.err).toContain("did you mean sentiment?");
    const raw = await folder.run("override", "fraud", "--hold", "6", "--for", "6h");
    expect(raw.err).toMatch(/fraud has schedules, in AWS's own form, and no timetable/);
    expect([none.code, raw.code]).toEqual([2, 2]);
  });
});

describe("timetable override --commit", () => {
  const git = (...words: readonly string[]): string =>
    execFileSync("git", ["-C", folder.path, ...words], { encoding: "utf8", stdio: "pipe" });
  const hold = ["--hold", "6", "--for", "6h", "--reason", "press day", "--commit"];

  function createRepository(): void {
    git("init", "--quiet");
    git("config", "user.name", "t");
    git("config", "user.email", "t@example.com");
    git("add", ".");
    git("commit", "--quiet", "--message", "base");
  }

  it("commits only the stack file, with the reason", async () => {
    createRepository();
    folder.write("staged.txt", "x");
    git("add", "staged.txt");
    const { code, out } = await override(...hold);
    expect(code).toBe(0);
    expect(out).toContain("committed: Override sentiment: press day");
    expect(git("log", "-1", "--format=%s%n%b").trim().split("\n")).toEqual([
      "Override sentiment: press day",
      'sentiment: override "press day": min 6, max 6, in force until Tue 2026-11-24 15:00 +01:00 (2026-11-24 14:00Z)',
    ]);
    expect(git("show", "--format=", "--name-only")).toBe("Pulumi.dev.yaml\n");
    expect(git("status", "--porcelain")).toBe("A  staged.txt\n");
    await override("--end", "--commit");
    expect(git("log", "-1", "--format=%s")).toBe("End the override of sentiment\n");
    expect(file()).toBe(text);
  });

  it("refuses a stack file with other changes", async () => {
    createRepository();
    const changed = `${text}# a note\n`;
    folder.write("Pulumi.dev.yaml", changed);
    const { code, err } = await override(...hold);
    expect([code, err.trimEnd(), file()]).toEqual([
      2,
      "error: Pulumi.dev.yaml has changes that are not committed\n  commit or revert them, or leave out --commit",
      changed,
    ]);
  });

  it("refuses to work outside of a repository", async () => {
    const { code, err } = await override(...hold);
    expect([code, file()]).toEqual([2, text]);
    expect(err).toMatch(
      /^error: cannot commit Pulumi\.dev\.yaml: fatal: not a git repository.*\n {2}leave out --commit\n$/,
    );
  });

  it("reports why git refuses", async () => {
    createRepository();
    folder.write(".git/hooks/pre-commit", "#!/bin/sh\necho no overrides on Fridays >&2\nexit 1\n");
    chmodSync(path.join(folder.path, ".git/hooks/pre-commit"), 0o755);
    const { code, err } = await override(...hold);
    expect([code, err.trimEnd()]).toEqual([
      2,
      "error: Pulumi.dev.yaml is written, but not committed: no overrides on Fridays",
    ]);
  });

  it("commits nothing above guards.maxInstances", async () => {
    const guarded = text.replace("config:\n", "config:\n  inference-timetable:guards: { maxInstances: 12 }\n");
    folder.write("Pulumi.dev.yaml", guarded);
    createRepository();
    const { code, err } = await override("--hold", "13", "--for", "6h", "--commit");
    expect([code, file(), git("log", "--format=%s")]).toEqual([1, guarded, "base\n"]);
    expect(err).toContain("13");
    expect(err).toContain("maxInstances");
  });
});
