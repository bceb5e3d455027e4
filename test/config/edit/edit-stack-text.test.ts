import { readFileSync } from "node:fs";
import path from "node:path";
import { editStackText, type StackEdit } from "../../../src/config/edit/edit-stack-text";
import { formatProblem } from "../../../src/problem";

const prod = readFileSync(path.join(__dirname, "../../../Pulumi.prod.yaml"), "utf8");
const timetable = ["endpoints", "sentiment", "timetable"];
const office = [...timetable, "windows", "office"];

function edited(text: string, ...edits: readonly StackEdit[]): string {
  const result = editStackText(text, edits);
  if ("problems" in result) throw new Error(result.problems.map(formatProblem).join("\n"));
  return result.text;
}

function problemsOf(text: string, ...edits: readonly StackEdit[]): readonly string[] {
  const result = editStackText(text, edits);
  return "problems" in result ? result.problems.map(formatProblem) : [];
}

/** Lines that only one of two texts has, as a diff shows them. */
function changed(before: string, after: string): readonly string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

describe("editStackText on this program's own stack file", () => {
  it("changes one value in braces and nothing else", () => {
    const after = edited(prod, { path: [...office, "from"], value: "09:30" });
    expect(after).toBe(prod.replace('from: "08:00"', 'from: "09:30"'));
  });

  it("changes only what differs of a whole window", () => {
    const value = { days: "mon-sat", from: "08:00", to: "20:00", min: 4, max: 14 };
    const after = edited(prod, { path: office, value });
    expect(changed(prod, after)).toEqual([
      '-          office: { days: mon-fri, from: "08:00", to: "18:00", min: 4, max: 12 }',
      '+          office: { days: mon-sat, from: "08:00", to: "20:00", min: 4, max: 14 }',
    ]);
  });

  it("adds a window in braces behind the others", () => {
    const value = { dates: "2026-12-01..2026-12-03", from: "06:00", to: "24:00", min: 10, max: 20 };
    const after = edited(prod, { path: [...timetable, "windows", "launch"], value });
    const line =
      '          launch: { dates: "2026-12-01..2026-12-03", from: "06:00", to: "24:00", min: 10, max: 20 }\n';
    expect(after).toBe(prod.replace("        exceptions:", `${line}        exceptions:`));
  });

  it("adds an override at the end of the timetable, its times in quotes", () => {
    const value = { from: "2026-12-04T12:00", until: "2026-12-05T18:00", min: 12, max: 20, reason: "press day" };
    const after = edited(prod, { path: [...timetable, "override"], value });
    const line =
      '        override: { from: "2026-12-04T12:00", until: "2026-12-05T18:00", min: 12, max: 20, reason: press day }\n';
    expect(after).toBe(prod.replace("        reassertEvery: 15m\n", `        reassertEvery: 15m\n${line}`));
    expect(edited(after, { path: [...timetable, "override"] })).toBe(prod);
  });

  it("removes a window with its line, and leaves brackets where it was the only one", () => {
    const without = edited(prod, { path: office });
    expect(changed(prod, without)).toEqual([
      '-          office: { days: mon-fri, from: "08:00", to: "18:00", min: 4, max: 12 }',
    ]);
    const empty = edited(without, { path: [...timetable, "windows", "batch"] });
    expect(empty).toContain(
      "        windows: {}\n          # Until Monday, 02:00: a window belongs to the day on which it begins.\n        exceptions:",
    );
  });

  it("renames a window where it stands", () => {
    expect(edited(prod, { path: office, renameTo: "day shift" })).toBe(prod.replace("office:", "day shift:"));
    expect(edited(prod, { path: office, renameTo: "2026" })).toBe(prod.replace("office:", '"2026":'));
  });

  it("puts entries into a list, and takes them out", () => {
    const exceptions = [...timetable, "exceptions"];
    const value = { dates: ["2026-12-24"], use: { min: 1, max: 1 } };
    const after = edited(prod, { path: [...exceptions, 1], value });
    const line = '          - { dates: ["2026-12-24"], use: { min: 1, max: 1 } }\n';
    const own = "          - { calendar: bavaria, use: baseline }\n";
    expect(after).toBe(prod.replace(own, own + line));
    expect(edited(after, { path: [...exceptions, 1] })).toBe(prod);
    expect(edited(prod, { path: [...exceptions, 0, "use"], value: "sunday" })).toBe(
      prod.replace("use: baseline", "use: sunday"),
    );
  });

  it("makes what is missing on the way", () => {
    const after = edited(prod, { path: ["guards", "maxMonthlyCostUsd"], value: 30000 });
    expect(after).toBe(prod.replace("{ maxInstances: 20 }", "{ maxInstances: 20, maxMonthlyCostUsd: 30000 }"));
    const other = edited("config:\n  aws:region: eu-central-1\n", {
      path: ["endpoints", "a", "timetable", "windows", "w"],
      value: { days: "mon", from: "08:00", to: "09:00", min: 1, max: 2 },
    });
    expect(other).toBe(
      [
        "config:",
        "  aws:region: eu-central-1",
        "  inference-timetable:endpoints:",
        "    a:",
        "      timetable:",
        "        windows:",
        '          w: { days: mon, from: "08:00", to: "09:00", min: 1, max: 2 }',
        "",
      ].join("\n"),
    );
  });

  it("writes signs that nobody sees as escapes, which the engine reads, and others as they are", () => {
    const set = (value: string): string => edited("config:\n  tags: { a: b }\n", { path: ["tags", "a"], value });
    expect(set("x\u2028\u{e0001}\u200d")).toContain('a: "x\\u2028\\U000e0001\\u200d" }');
    expect(set("party 🎉: ü\n")).toContain('a: "party 🎉: ü\\n" }');
  });

  it("leaves the text as it is where all is as wanted, however it is quoted", () => {
    const single = prod.replace('"08:00"', "'08:00'");
    expect(edited(single, { path: [...office, "from"], value: "08:00" })).toBe(single);
    expect(edited(prod, { path: [...timetable, "override"] })).toBe(prod);
  });
});

describe("editStackText on other ways of writing", () => {
  const block = [
    "# yaml-language-server: $schema=docs/config.schema.json",
    "config:",
    "    inference-timetable:endpoints: # two",
    "        a:",
    "            timetable: # own",
    "                baseline:",
    "                    min: 1 # never 0",
    "                    max: 2",
    "                windows:",
    "                    # of the team",
    "                    office:",
    "                        days: mon-fri",
    "                        from: '08:00'",
    "                        to: 08:30 # short",
    "                        min: 2",
    "                        max: 3",
    "                    # end of windows",
    "",
    "                # by hand",
    "                exceptions:",
    "                - calendar: bavaria # pulled",
    "                  use: sunday",
    "  # end",
    "",
  ].join("\n");
  const at = ["endpoints", "a", "timetable"];

  it("keeps quotes of a text that has them, and gives times quotes", () => {
    expect(edited(block, { path: [...at, "windows", "office", "from"], value: "09:00" })).toBe(
      block.replace("'08:00'", "'09:00'"),
    );
    expect(edited(block, { path: [...at, "windows", "office", "to"], value: "09:00" })).toBe(
      block.replace("08:30 # short", '"09:00" # short'),
    );
  });

  it("adds maps without braces where the others have none, behind comments of their own", () => {
    const value = { days: ["sat", "sun"], from: "10:00", to: "12:00", min: 1, max: 1 };
    const after = edited(block, { path: [...at, "windows", "weekend"], value });
    const lines = [
      "weekend:",
      "    days: [sat, sun]",
      '    from: "10:00"',
      '    to: "12:00"',
      "    min: 1",
      "    max: 1",
    ].map((line) => `${" ".repeat(20)}${line}\n`);
    const mark = "                    # end of windows\n";
    expect(after).toBe(block.replace(mark, mark + lines.join("")));
    expect(edited(after, { path: [...at, "windows", "weekend"] })).toBe(block);
  });

  it("adds to lists whose hyphens stand under the key", () => {
    const after = edited(block, { path: [...at, "exceptions", 1], value: { dates: "2026-12-24", use: "baseline" } });
    const last = "                  use: sunday\n";
    expect(after).toBe(
      block.replace(last, `${last}                - dates: "2026-12-24"\n                  use: baseline\n`),
    );
    expect(edited(after, { path: [...at, "exceptions", 0] })).toBe(
      block
        .replace("                - calendar: bavaria # pulled\n", "")
        .replace(last, '                - dates: "2026-12-24"\n                  use: baseline\n'),
    );
  });

  it("takes the first key of a list entry out", () => {
    expect(edited(block, { path: [...at, "exceptions", 0, "calendar"] })).toBe(
      block.replace("calendar: bavaria # pulled\n                  use", "use"),
    );
  });

  it("empties a map and fills it again, its comments kept", () => {
    const empty = edited(block, { path: [...at, "windows", "office"] });
    expect(empty).toContain(
      "                windows: {}\n                    # of the team\n                    # end of windows\n",
    );
    const filled = edited(empty, {
      path: [...at, "windows", "night"],
      value: { days: "mon-fri", from: "20:00", to: "22:00", min: 2, max: 3 },
    });
    expect(filled).toContain("                windows:\n                    night:\n");
    expect(filled).toContain("# of the team");
  });

  it("keeps Windows line ends, a byte order mark and a missing last line end", () => {
    const windows = `\u{feff}${block.trimEnd()}`.replaceAll("\n", "\r\n");
    const value = { from: "2026-12-04T12:00", until: "2026-12-05T18:00", pause: true };
    const after = edited(windows, { path: [...at, "override"], value });
    expect(after.startsWith(windows.slice(0, windows.indexOf("  # end") - 2))).toBe(true);
    expect(after.replaceAll("\r\n", "")).not.toContain("\n");
    expect(after).toContain('\r\n                override:\r\n                    from: "2026-12-04T12:00"\r\n');
    expect(edited(after, { path: [...at, "override"] })).toBe(windows);
  });

  it("writes into braces on several lines, with and without a comma at the end", () => {
    const text = [
      "config:",
      "  inference-timetable:calendars:",
      "    {",
      '      a: { dates: ["2026-01-01"] }, # first',
      '      b: { dates: ["2026-01-02"] } # second',
      "    }",
      "  inference-timetable:guards: {",
      "    maxInstances: 4,",
      "  }",
      "",
    ].join("\n");
    const dates = { dates: ["2026-01-03"] };
    const added = edited(text, { path: ["calendars", "c"], value: dates });
    expect(changed(text, added)).toEqual([
      '-      b: { dates: ["2026-01-02"] } # second',
      '+      b: { dates: ["2026-01-02"] }, # second',
      '+      c: { dates: ["2026-01-03"] }',
    ]);
    expect(edited(added, { path: ["calendars", "c"] })).toBe(text);
    expect(edited(text, { path: ["calendars", "a"] })).toBe(
      text.replace('      a: { dates: ["2026-01-01"] }, # first\n', ""),
    );
    expect(edited(text, { path: ["guards", "maxMonthlyCostUsd"], value: 9 })).toBe(
      text.replace("    maxInstances: 4,\n", "    maxInstances: 4,\n    maxMonthlyCostUsd: 9,\n"),
    );
    expect(edited(text, { path: ["calendars", "a", "dates", 1], value: "2026-02-01" })).toBe(
      text.replace('["2026-01-01"]', '["2026-01-01", "2026-02-01"]'),
    );
  });

  it("fills keys that have no value", () => {
    const text = "config:\n  inference-timetable:guards: # later\n  inference-timetable:tags:\n";
    expect(edited(text, { path: ["guards", "maxInstances"], value: 4 })).toBe(
      text.replace("guards: #", "guards: { maxInstances: 4 } #"),
    );
    expect(edited(text, { path: ["tags", "team"], value: "no" })).toBe(text.replace("tags:", 'tags: { team: "no" }'));
  });

  it("writes new lists and maps of maps on lines, as the file has them", () => {
    const timetableOfB = ["endpoints", "b", "timetable", "exceptions"];
    const value = [{ dates: "2026-12-24", use: "baseline" }];
    expect(edited(block, { path: timetableOfB, value })).toContain(
      [
        "        b:",
        "            timetable:",
        "                exceptions:",
        '                - dates: "2026-12-24"',
        "                  use: baseline",
        "",
      ].join("\n"),
    );
    const calendars = { a: { file: "a.yaml" }, b: { file: "0xff" } };
    expect(edited(prod, { path: ["calendars"], value: calendars })).toBe(
      prod.replace("bavaria: { file: calendars/de-by.yaml }", 'a: { file: a.yaml }\n    b: { file: "0xff" }'),
    );
    const fresh = "config:\n  aws:region: eu-central-1\n";
    expect(edited(fresh, { path: ["calendars"], value: calendars })).toBe(
      `${fresh}  inference-timetable:calendars:\n    a: { file: a.yaml }\n    b: { file: "0xff" }\n`,
    );
  });

  it("keeps the comment behind an entry of a list, and those between the keys of one", () => {
    const text = [
      "config:",
      "  endpoints:",
      "    - first # one",
      "    - - nested",
      "    - a: 1 # about a",
      "      # about b",
      "      b: { c: 2 }",
      "",
    ].join("\n");
    const value = { a: { b: { c: 1 } } };
    expect(edited(text, { path: ["endpoints", 0], value })).toBe(
      text.replace("- first # one\n", "- # one\n      a:\n        b:\n          c: 1\n"),
    );
    expect(edited(text, { path: ["endpoints", 1], value })).toBe(
      text.replace("- - nested\n", "- a:\n        b:\n          c: 1\n"),
    );
    expect(edited(text, { path: ["endpoints", 2, "a"] })).toBe(text.replace("a: 1 # about a", ""));
  });

  it("writes into braces that close in the line of their last entry, and out of those with a last comma", () => {
    const text = "config:\n  guards: {\n    a: 1, # x\n    b: 2 }\n  tags: {\n    a: 1, # x\n    b: 2, # y\n  }\n";
    expect(edited(text, { path: ["guards", "c"], value: 3 })).toBe(text.replace("b: 2 }", "b: 2, c: 3 }"));
    expect(edited(text, { path: ["tags", "b"] })).toBe(text.replace("    b: 2, # y\n", ""));
  });

  it("takes keys with and without the program's prefix", () => {
    expect(edited("config:\n  guards: {}\n", { path: ["guards"], value: { maxInstances: 1 } })).toBe(
      "config:\n  guards: { maxInstances: 1 }\n",
    );
    expect(edited("config:\n  timezone: UTC\n", { path: ["timezone"], value: "Asia/Tokyo" })).toBe(
      "config:\n  timezone: Asia/Tokyo\n",
    );
  });
});

describe("editStackText refuses", () => {
  const shared = [
    "config:",
    "  inference-timetable:endpoints:",
    "    a:",
    "      timetable: &common",
    "        baseline: &limits { min: 1, max: 2 }",
    "    b:",
    "      timetable: *common",
    "    c:",
    "      timetable:",
    "        <<: *common",
    "        readyBefore: 5m",
    "",
  ].join("\n");

  it("to change the value of an alias", () => {
    const path = ["endpoints", "b", "timetable", "override"];
    expect(problemsOf(shared, { path, value: { hold: 3 } })).toEqual([
      [
        "error edit-refused at endpoints.b.timetable",
        "the value is the alias *common",
        "expected: a value without &common and *common",
        "fix: replace *common with the value, or edit the file by hand",
      ].join("\n  "),
    ]);
  });

  it("to change or remove a value that has aliases", () => {
    const path = ["endpoints", "a", "timetable", "baseline", "min"];
    const refusal = [
      "error edit-refused at endpoints.a.timetable",
      "the value has the anchor &common, so the edit would also change every alias *common",
      "expected: a value without &common and *common",
      "fix: replace *common with the value, or edit the file by hand",
    ].join("\n  ");
    expect(problemsOf(shared, { path, value: 2 })).toEqual([refusal]);
    expect(problemsOf(shared, { path: ["endpoints", "a"] })).toEqual([refusal.replace("a.timetable", "a")]);
  });

  it("to remove a merged entry, but overrides it", () => {
    const path = ["endpoints", "c", "timetable", "baseline"];
    expect(problemsOf(shared, { path })[0]).toContain(
      "endpoints.c.timetable.baseline comes from another map through <<",
    );
    expect(edited(shared, { path, value: { min: 2, max: 2 } })).toBe(
      shared.replace("readyBefore: 5m", "readyBefore: 5m\n        baseline: { min: 2, max: 2 }"),
    );
  });

  it("to add an entry to a value that is not a map", () => {
    const text = "config:\n  inference-timetable:endpoints: none\n";
    expect(problemsOf(text, { path: ["endpoints", "a", "model"], value: {} })).toEqual([
      [
        "error edit-refused at endpoints.a.model",
        'endpoints is text: "none"',
        "expected: a map or a list at endpoints",
        "fix: write endpoints as a map of keys",
      ].join("\n  "),
    ]);
  });

  it("to rename a missing entry, or to a name in use, with one problem per edit", () => {
    expect(
      problemsOf(
        prod,
        { path: [...timetable, "windows", "batsh"], renameTo: "x" },
        { path: office, renameTo: "batch" },
      ).map((problem) => problem.split("\n")[1]),
    ).toEqual([
      "  endpoints.sentiment.timetable.windows.batsh does not exist",
      '  another entry is already named "batch"',
    ]);
    const done = edited(prod, { path: office, renameTo: "day" });
    expect(edited(done, { path: office, renameTo: "day" })).toBe(done);
  });

  it("a name that the engine takes for a merge", () => {
    expect(problemsOf(prod, { path: office, renameTo: "<<" })[0]).toContain("cannot be edited safely");
    expect(problemsOf(prod, { path: ["tags", "<<"], value: "x" })[0]).toContain("edited safely");
  });

  it("a text that is no stack file", () => {
    expect(problemsOf("a: [", { path: ["timezone"], value: "UTC" })[0]).toContain("yaml-syntax");
    expect(problemsOf("a: 1\n", { path: ["timezone"], value: "UTC" })[0]).toContain("the file has no map under config");
  });
});
