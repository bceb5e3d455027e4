import { readFileSync } from "node:fs";
import path from "node:path";
import { formatComponentArgs } from "./component-args";
import { configSchemaText } from "./config-schema";
import { configTable } from "./config-table";
import { jsonGuideTables } from "./json-guide";
import { formatPluginSchema } from "./plugin-schema";
import { formatProblemPages } from "./problems-guide";

/** A file that is generated from other files, as it must be. */
export interface GeneratedFile {
  readonly file: string;
  readonly text: string;
}

/** The lines of a guide before and after its tables. */
function marks(what: string) {
  return { begin: `<!-- ${what}: written by npm run generate -->`, end: `<!-- /${what} -->` };
}

/**
 * The files that come from the descriptions of the fields: the JSON Schema and the tables of its guide; the tables that
 * come from the schemas of what commands print; and the pages that come from rules and what tests expect of them.
 *
 * @param root the folder of the repository
 * @throws if a guide has lost the marks around its tables
 */
export function generatedFiles(root: string): readonly GeneratedFile[] {
  const guide = (file: string, what: string, tables: string): GeneratedFile => ({
    file,
    text: withTables(file, readFileSync(path.join(root, file), "utf8"), what, tables),
  });
  return [
    { file: "docs/config.schema.json", text: configSchemaText() },
    { file: "src/deploy/component/timetabled-endpoint-args.ts", text: formatComponentArgs() },
    { file: "package/schema.json", text: formatPluginSchema(root) },
    guide("docs/config.md", "fields", configTable()),
    guide("docs/problems.md", "pages", formatProblemPages(root)),
    guide("docs/json.md", "forms", `${jsonGuideTables(root)}\n`),
  ];
}

function withTables(file: string, guide: string, what: string, tables: string): string {
  const { begin, end } = marks(what);
  const [before, rest] = guide.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) {
    throw new Error(`${file} needs the lines ${begin} and ${end}`);
  }
  return `${before}${begin}\n\n${tables}\n${end}${after}`;
}
