import { readFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "../support/generate/generated-files";

const root = path.resolve(__dirname, "../..");

describe("files that npm run generate writes", () => {
  it.each(generatedFiles(root).map(({ file, text }) => [file, text] as const))(
    "%s matches the descriptions of the fields",
    (file, text) => {
      expect(readFileSync(path.join(root, file), "utf8")).toBe(text);
    },
  );

  it.each(["Pulumi.dev.yaml", "Pulumi.prod.yaml", "docs/config.md"])("%s names the schema", (file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    const [, schema = ""] = /^# yaml-language-server: \$schema=(.+)$/m.exec(text) ?? [];
    expect(generatedFiles(root).map((generated) => generated.file)).toContain(schema);
  });
});
