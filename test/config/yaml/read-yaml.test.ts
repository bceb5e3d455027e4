import { readFileSync } from "node:fs";
import path from "node:path";
import { readYaml } from "../../../src/config/yaml/read-yaml";

const listErrors = (text: string) => readYaml(text).problems.map(({ path: at, message }) => `${at}: ${message}`);

/** @see https://github.com/go-yaml/yaml/blob/v3.0.1/readerc.go and scannerc.go */
describe("readYaml", () => {
  it.each(["\u0000", "\u0007", "\u000b", "\u001b", "\u007f", "\u0080", "\u009f", "\u2028", "\ufeff", "\uffff"])(
    "refuses %j everywhere, as the engine does",
    (character) => {
      for (const text of [
        `a: x${character}y\n`,
        `a: "${character}"\n`,
        `# ${character}\na: 1\n`,
        `a: |\n  ${character}`,
      ]) {
        expect(listErrors(text).join()).toContain("the line has an invisible character");
      }
    },
  );

  it.each([
    "\t# c\na: 1\n",
    "a: 1\n\t# c\n",
    "a: 1\n  \t# c\n",
    "a:\n  -\t# c\n    1\n",
    "a: 1\n\t\nb: 2\n",
    "a: 1\n \t\n",
  ])("refuses a tab before nothing in %j, as the engine does", (text) =>
    expect(listErrors(text)).toEqual([expect.stringContaining("the line is indented with a tab")]),
  );

  it.each([
    "a: 1\t# c\n",
    "a:\t# c\n  b: 1\n",
    "a: |\n  x\n  \t# no comment\n",
    'a: "x\n  \t# no comment"\n',
    "a: [1,\n\t# c\n 2]\n",
    "#\tc\na: 1 # c\td\n",
    "\u00a0: \u{1f600}\r\nb: 1\r\n",
  ])("accepts %j, as the engine does", (text) => expect(listErrors(text)).toEqual([]));

  it("refuses a carriage return that ends no line, which the engine reads as a line end", () =>
    expect(listErrors('a: "b\rc"\n')).toEqual([
      expect.stringContaining("the line has a carriage return without a line feed"),
    ]));

  it("accepts the shipped stack files, also with line ends of Windows", () => {
    for (const name of ["Pulumi.dev.yaml", "Pulumi.prod.yaml", "calendars/de-by.yaml"]) {
      const text = readFileSync(path.join(__dirname, "../../..", name), "utf8");
      expect([listErrors(text), listErrors(text.replaceAll("\n", "\r\n"))]).toEqual([[], []]);
    }
  });
});
