import { readFileSync } from "node:fs";
import path from "node:path";
import Ajv from "ajv";
import { parseStack } from "../../src/config/schema/parse-stack";
import { readYaml } from "../../src/config/yaml/read-yaml";
import { readStackFile } from "../../src/config/yaml/stack-file";
import { formatProblem } from "../../src/problem";
import { configSchema } from "../support/generate/config-schema";

const root = path.resolve(__dirname, "../..");
const guide = readFileSync(path.join(root, "docs/config.md"), "utf8");
const blocks = [...guide.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block = ""]) => block);

/** What an endpoint needs beside the part that a block shows. */
const rest = {
  model: ["model:", "  image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/a:1"],
  variant: ["variant: { instanceType: ml.m5.large }"],
  timetable: ["timetable: { baseline: { min: 1, max: 2 } }"],
};

/** The block as a stack file: itself, or as a part of its only endpoint. */
function stackFileOf(block: string): string {
  if (/^config:/m.test(block)) return block;
  const written = (key: string) => new RegExp(`^${key}:`, "m").test(block);
  const lines = [
    ...(written("model") ? [] : rest.model),
    ...(written("variant") || written("serverless") ? [] : rest.variant),
    ...(written("timetable") || written("schedules") ? [] : rest.timetable),
    ...block.split("\n"),
  ];
  const endpoint = lines.map((line) => (line === "" ? "" : `      ${line}`)).join("\n");
  return `config:\n  inference-timetable:endpoints:\n    a:\n${endpoint}\n`;
}

describe("docs/config.md", () => {
  it("has examples", () => expect(blocks.length).toBeGreaterThan(8));

  it.each(blocks.map((block) => [block.split("\n").slice(0, 2).join(" "), block]))(
    "has an example that is right: %s",
    (_title, block) => {
      const { raw, problems } = readStackFile(stackFileOf(block));
      expect([...problems, ...parseStack(raw).problems].map(formatProblem)).toEqual([]);
    },
  );

  it.each(blocks.map((block) => [block.split("\n").slice(0, 2).join(" "), block]))(
    "has an example that editors take, too: %s",
    (_title, block) => {
      const validate = new Ajv({ allErrors: true }).compile(configSchema());
      validate(readYaml(stackFileOf(block)).value);
      expect(validate.errors ?? []).toEqual([]);
    },
  );
});

describe("docs/config.schema.json", () => {
  const validate = new Ajv({ allErrors: true }).compile(configSchema());
  const stacks = ["dev", "prod"].map((stack) => readFileSync(path.join(root, `Pulumi.${stack}.yaml`), "utf8"));

  it.each(["inference-timetable:", "ranking:", "inference-timetable:config:", ""])(
    "takes the shipped stack files with the prefix %j, and refuses an unknown key in them",
    (prefix) => {
      for (const stack of stacks) {
        const text = stack.replaceAll("inference-timetable:", prefix);
        expect([validate(readYaml(text).value), validate.errors]).toEqual([true, null]);
        expect(validate(readYaml(text.replace("windows:", "windos:")).value)).toBe(prefix.endsWith("config:"));
      }
    },
  );

  it("takes a stack that has its settings elsewhere, and settings of providers", () => {
    expect(validate(readYaml("environment: [shared]\n").value)).toBe(true);
    expect(validate(readYaml("config:\n  aws:endpoints: [{ sqs: x }]\n").value)).toBe(true);
  });
});
