import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A JSON Schema's parts that are used here. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

const folder = "docs/json";

/** The parts that several forms have. */
export const sharedSchema = "common.schema.json";

/** The schemas of what commands print, one a form, sorted. In: the folder of the repository */
export function schemaFiles(root: string): readonly string[] {
  return readdirSync(path.join(root, folder))
    .filter((file) => file !== sharedSchema)
    .toSorted();
}

/** One of them. */
export function schemaIn(root: string, file: string): JsonSchema {
  return JSON.parse(readFileSync(path.join(root, folder, file), "utf8")) as JsonSchema;
}
