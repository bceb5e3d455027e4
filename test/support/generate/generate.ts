import { writeFileSync } from "node:fs";
import path from "node:path";
import { generatedFiles } from "./generated-files";

/** `npm run generate`: writes every file that comes from the description of the fields. */
const root = path.resolve(__dirname, "../../..");

for (const { file, text } of generatedFiles(root)) {
  writeFileSync(path.join(root, file), text);
  console.log(`wrote ${file}`);
}
