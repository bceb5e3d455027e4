import { readFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "../support/generate/generated-files";

const root = path.resolve(__dirname, "../..");

describe("files that npm run generate writes", () => {
  it.each(generatedFiles(root).map(({ file, text }) => [file, text] as const))(
    "%s is what the fields say now",
    (file, text) => {
      expect(readFileSync(path.join(root, file), "utf8")).toBe(text);
    },
  );
});
