import { type JsonSchema, schemaFiles, schemaIn, sharedSchema } from "./json-schemas";

/**
 * The tables of `docs/json.md`: every form with each of its fields, from the JSON Schemas beside it.
 *
 * @param root the folder of the repository
 */
export function jsonGuideTables(root: string): string {
  const forms = schemaFiles(root).map((file) => formText(file, schemaIn(root, file)));
  const { definitions = {} } = schemaIn(root, sharedSchema);
  const parts = Object.entries(definitions).map(([name, schema]) =>
    [`### ${name}`, `${schema.description ?? ""}`, table(schema)].join("\n\n"),
  );
  return [...forms, "## Parts that several forms have", ...parts].join("\n\n");
}

function formText(file: string, schema: JsonSchema): string {
  const { title = "", description = "" } = schema;
  return [
    `## \`${title.replaceAll(", ", "`, `")}\``,
    `${description} Schema: [${file}](json/${file}).`,
    table(schema),
  ].join("\n\n");
}

function table(schema: JsonSchema): string {
  const rows = rowsOf(schema, "");
  return ["| field | what | always there |", "| --- | --- | --- |", ...rows].join("\n");
}

/** One row a field; `<name>` stands for a key that a user chose, `[]` for each entry of a list. */
function rowsOf(schema: JsonSchema, at: string): readonly string[] {
  return [...fieldsOf(schema)].flatMap(([key, field, always]) => {
    const place = at === "" ? key : `${at}.${key}`;
    const row = `| \`${place}\` | ${whatText(field)} | ${always ? "yes" : "no"} |`;
    return [row, ...below(field, place)];
  });
}

function below(field: JsonSchema, place: string): readonly string[] {
  const { items, additionalProperties } = field;
  if (items !== undefined) return rowsOf(items, `${place}[]`);
  if (typeof additionalProperties === "object") {
    return rowsOf(additionalProperties, `${place}.<name>`);
  }
  return rowsOf(field, place);
}

/** Of several forms each field once; it is always there only where every form has it. */
function* fieldsOf(schema: JsonSchema): Generator<readonly [string, JsonSchema, boolean]> {
  const forms = schema.oneOf ?? [schema];
  const seen = new Set<string>();
  for (const { properties = {} } of forms) {
    for (const [key, field] of Object.entries(properties)) {
      if (seen.has(key)) continue;
      seen.add(key);
      yield [key, field, forms.every(({ required = [] }) => required.includes(key))];
    }
  }
}

function whatText(field: JsonSchema): string {
  const reference = field.$ref ?? field.allOf?.[0]?.$ref ?? field.items?.$ref;
  const part = reference?.split("/").at(-1);
  const said = (field.description ?? "").replace(/\.$/, "");
  return [
    ...(said === "" ? [] : [said]),
    ...(field.enum === undefined ? [] : [`one of ${field.enum.map((v) => `\`${v}\``).join(", ")}`]),
    ...(part === undefined ? [] : [`see [${part}](#${part.toLowerCase()})`]),
  ].join("; ");
}
