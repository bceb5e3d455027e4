import { readFileSync, writeFileSync } from "node:fs";
import { guideFile, runGuide } from "./operations-guide";

// Rewrites what the commands of docs/operations.md print; it takes some minutes.
writeFileSync(guideFile, runGuide(readFileSync(guideFile, "utf8")));
