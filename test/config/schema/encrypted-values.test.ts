import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { parseStack } from "../../../src/config/schema/parse-stack";
import { readStackFile } from "../../../src/config/yaml/stack-file";
import { formatPath, formatProblem, type PathKey, type Problem } from "../../../src/problem";

const root = path.join(__dirname, "..", "..", "..");
const files = ["Pulumi.dev.yaml", "Pulumi.prod.yaml", "test/engine/upgrade/Pulumi.features.yaml"];
const encrypted = { secure: "v1:AAAA:BBBB" };

/** Every place below a value, and the value itself. */
function listPlaces(value: unknown, at: readonly PathKey[]): readonly (readonly PathKey[])[] {
  if (typeof value !== "object" || value === null) return [at];
  const entries = Array.isArray(value) ? value.map((each, index) => [index, each] as const) : Object.entries(value);
  return [at, ...entries.flatMap(([key, each]) => listPlaces(each, [...at, key]))];
}

function encryptAt(value: unknown, [key, ...rest]: readonly PathKey[]): unknown {
  if (key === undefined) return encrypted;
  if (Array.isArray(value)) {
    return value.map((each: unknown, index) => (index === key ? encryptAt(each, rest) : each));
  }
  const map = value as Readonly<Record<string, unknown>>;
  return { ...map, [key]: encryptAt(map[key], rest) };
}

function checkText(text: string): readonly Problem[] {
  const { raw, problems } = readStackFile(text);
  return [...problems, ...parseStack(raw).problems];
}

/** Stack files in which one value is encrypted, with its path. */
const stacks = files.flatMap((file) => {
  const { config } = parse(readFileSync(path.join(root, file), "utf8")) as { config: Record<string, unknown> };
  const own = Object.keys(config).filter((key) => key.startsWith("inference-timetable:"));
  return own.flatMap((key) =>
    listPlaces(config[key], [key]).map((at) => ({
      at: formatPath([key.replace("inference-timetable:", ""), ...at.slice(1)]),
      text: stringify({ config: encryptAt(config, at) }),
    })),
  );
});

const isVariable = ({ at }: { readonly at: string }): boolean => /\.environment\.\w+$/.test(at);

describe("an encrypted value", () => {
  it("is accepted as an environment variable", () => {
    const variables = stacks.filter(isVariable);
    expect(variables.length).toBeGreaterThan(1);
    for (const { text } of variables) expect(checkText(text)).toEqual([]);
  });

  it("is one error everywhere else, which does not print it", () => {
    const others = stacks.filter((stack) => !isVariable(stack));
    expect(others.length).toBeGreaterThan(200);
    for (const { at, text } of others) {
      const problems = checkText(text);
      // Lists of dates and of days report their entries themselves.
      const [first] = at.split(/\[\d\]$/);
      const isPiece = /\.(?:dates|days)\[\d\]$/.test(at);
      expect(problems.filter((problem) => problem.path === first || problem.path === at)).toMatchObject([
        isPiece
          ? { code: "wrong-value", message: "the list contains an encrypted value" }
          : { code: "encrypted-value", path: at },
      ]);
      expect(problems.map(formatProblem).join("\n")).not.toContain("AAAA");
    }
  });
});
