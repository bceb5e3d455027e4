import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { badConfigAnswers } from "../support/generate/golden-files";

const root = path.resolve(__dirname, "../..");
const answers = badConfigAnswers(root);
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

describe("wrong stack files", () => {
  it("are at least fifty, each with a first line that says what is wrong", () => {
    expect(answers.length).toBeGreaterThanOrEqual(50);
    for (const { file } of answers) expect(read(file.replace(/txt$/, "yaml"))).toMatch(/^# [A-Z0-9].*\.\n/);
  });

  it.each(answers.map(({ file, text }) => [path.basename(file, ".txt"), file, text]))(
    "%s gets exactly the problems in its text file",
    (_name, file, text) => {
      expect(text).toBe(existsSync(path.join(root, file)) ? read(file) : "");
    },
  );

  it.each(answers.map(({ file, text }) => [path.basename(file, ".txt"), text]))(
    "%s has a problem, and no problem dumps a value",
    (_name, text) => {
      expect(text).toMatch(/^(?:error|warning|note) [a-z0-9-]+ at \S/);
      expect(text).not.toMatch(/\bnull\b|\bundefined\b|\bNaN\b|\bInfinity\b|\[object|\{"/);
    },
  );

  it("have no expectation left over from a file that is gone", () => {
    const folder = path.join(root, "test/bad-config");
    const expected = readdirSync(folder).filter((name) => name.endsWith(".txt"));
    expect(expected).toEqual(answers.map(({ file }) => path.basename(file)));
  });
});
