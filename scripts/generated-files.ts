import { readFileSync } from "node:fs";
import path from "node:path";
import { configSchemaText } from "./config-schema";
import { configTable } from "./config-table";

/** A file that comes from other files, as it has to be. */
export interface GeneratedFile {
  readonly file: string;
  readonly text: string;
}

const begin = "<!-- fields: written by npm run generate -->";
const end = "<!-- /fields -->";

/**
 * The files that come from the description of the fields: the JSON Schema, and the tables in the guide.
 *
 * In:     the folder of the repository
 * Errors: throws when the guide has lost the marks between which the tables stand
 */
export function generatedFiles(root: string): readonly GeneratedFile[] {
  const guide = "docs/config.md";
  return [
    { file: "src/config/config.schema.json", text: configSchemaText() },
    { file: guide, text: withTables(readFileSync(path.join(root, guide), "utf8")) },
  ];
}

function withTables(guide: string): string {
  const [before, rest] = guide.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`docs/config.md needs the lines ${begin} and ${end}`);
  }
  return `${before}${begin}\n\n${configTable()}\n${end}${after}`;
}
