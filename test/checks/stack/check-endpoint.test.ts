import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const checks = join(__dirname, "../../../src/checks");

const rules = ["account", "live", "stack"].flatMap((folder) =>
  readdirSync(join(checks, folder))
    .filter((file) => file.endsWith(".rule.ts"))
    .map((file) => ({ folder, file, text: readFileSync(join(checks, folder, file), "utf8") })),
);

/** Codes are property values, or the first argument of `findRefusedTexts`. */
function listCodes(text: string): readonly string[] {
  const codes = text.matchAll(/(?:code: |findRefusedTexts\(\s*|Problems\(context, )"([a-z0-9-]+)"/g);
  return [...new Set([...codes].map(([, code]) => code ?? ""))];
}

describe("a rule's file", () => {
  it.each(rules)("$folder/$file is named after its problem code", ({ file, text }) =>
    expect(listCodes(text).map((code) => `${code}.rule.ts`)).toEqual([file]),
  );

  it.each(rules)("$folder/$file exports the rule as check and its code", ({ file, text }) => {
    const words = file.replace(".rule.ts", "").split("-");
    const name = `check${words.map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`).join("")}`;
    expect(text).toMatch(new RegExp(`^export (const|function) ${name}\\b`, "m"));
  });
});

describe("endpointRules", () => {
  it("runs each rule of the folder once", () => {
    const text = readFileSync(join(checks, "stack/rules.ts"), "utf8");
    const listed = [...text.matchAll(/export \{ (\w+) \}/g)].map(([, name]) => name);
    const names = rules
      .filter(({ folder }) => folder === "stack")
      .map(({ text: rule }) => /^export const (\w+): EndpointRule/m.exec(rule)?.[1]);
    expect(listed.toSorted()).toEqual(names.toSorted());
  });
});
