import { readYaml } from "../../../src/config/yaml/read-yaml";

const listProblems = (text: string) => readYaml(text).problems.map(({ path, message }) => `${path}: ${message}`);

describe("readYaml, of a text that is made to harm", () => {
  it("refuses aliases of aliases that expand to billions of values", () => {
    const line = (level: number) => `a${level + 1}: &a${level + 1} [${Array(9).fill(`*a${level}`).join(", ")}]\n`;
    const bomb = `a0: &a0 [x, x, x]\n${Array.from({ length: 12 }, (_, level) => line(level)).join("")}`;
    expect(listProblems(bomb)).toEqual(["line 1: the aliases expand to more than 200000 values"]);
  });

  it("refuses an alias of the value that it is in", () =>
    expect(listProblems("a: &a [*a]\nb: &b { c: *b }\n")).toEqual([
      "a[0]: the alias *a refers to a value that contains *a",
      "b.c: the alias *b refers to a value that contains *b",
    ]));

  it.each([
    ["open", "[".repeat(5000)],
    ["closed", "[".repeat(5000) + "]".repeat(5000)],
  ])("refuses thousands of %s brackets in each other, without an error of its own", (_name, brackets) =>
    expect(listProblems(`a: ${brackets}`)).toEqual([expect.stringContaining("the text is not YAML")]),
  );

  it("reads __proto__ and constructor as keys like others, also from merged maps", () => {
    const { value } = readYaml("__proto__: { min: 1 }\nx: { __proto__: { min: 2 }, constructor: 3 }\n");
    expect(JSON.stringify(value)).toBe(
      '{"__proto__":{"min":"1"},"x":{"__proto__":{"min":"2"},"constructor":"3"}}'.replaceAll(/"(\d)"/g, "$1"),
    );
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect({}).not.toHaveProperty("min");
  });
});
