import { writeFileSync } from "node:fs";
import path from "node:path";
import { goldenFiles } from "./golden-files";

/** `npm run golden:update`: writes what the program prints now, to be read in the diff. */
const root = path.resolve(__dirname, "../../..");

for (const { file, text } of goldenFiles(root)) writeFileSync(path.join(root, file), text);
