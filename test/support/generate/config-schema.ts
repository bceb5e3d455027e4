import { type ConversionConfig, type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import {
  type Field,
  type FieldDescription,
  getDescription,
  hasDescription,
} from "../../../src/config/schema/fields/field";
import { stackSection } from "../../../src/config/schema/stack-section";
import { readYaml } from "../../../src/config/yaml/read-yaml";

/** The form of a key with the name of another project; the keys of providers are theirs. */
const otherPrefix = "^(?!(?:aws|aws-native|awsx|pulumi|inference-timetable):)[^:]+:";

/**
 * Conversion stops where a text is read into something else, so what is told comes from the parents.
 *
 * @param more what else the schema of a field has
 */
export function createConversion(more: (description: FieldDescription) => object = () => ({})): ConversionConfig {
  const told = createTeller(more);
  return {
    target: "draft-07",
    typeMode: "input",
    ignoreActions: ["metadata"],
    overrideSchema: ({ valibotSchema, jsonSchema }) => {
      const schema = valibotSchema as FieldParts;
      const { properties, items, additionalProperties } = jsonSchema;
      return {
        ...jsonSchema,
        ...(properties === undefined
          ? {}
          : {
              properties: Object.fromEntries(
                Object.entries(properties).map(([key, inner]) => [key, told<Json>(schema.entries?.[key], inner)]),
              ),
            }),
        ...(items === undefined ? {} : { items: told(schema.item, items) }),
        ...(additionalProperties === undefined || schema.value === undefined
          ? {}
          : { additionalProperties: told(schema.value, additionalProperties) }),
        ...(jsonSchema.anyOf === undefined
          ? {}
          : { anyOf: jsonSchema.anyOf.map((option, index) => told(schema.options?.[index], option)) }),
      };
    },
  };
}

type Json = JsonSchema | boolean;
type Many<T> = T | T[];

/** The fields inside a field. */
interface FieldParts {
  readonly entries?: Readonly<Record<string, Field>>;
  readonly item?: Field;
  readonly value?: Field;
  readonly options?: readonly Field[];
}

/** The schema of a field, with what an editor shows of it. */
function createTeller(more: (description: FieldDescription) => object) {
  return <T extends Many<Json>>(field: Field | undefined, schema: T): T => {
    if (field === undefined || !hasDescription(field) || typeof schema !== "object") return schema;
    const known = getDescription(field);
    const { title, description, allowed, example, json } = known;
    const said = { title, description: `${description} Allowed: ${allowed}.` };
    return { ...said, ...schema, examples: [readYaml(example).value], ...json, ...more(known) };
  };
}

/**
 * The JSON Schema of a whole `Pulumi.<stack>.yaml`, for editors.
 *
 * @returns Keys have the project's name as prefix, or none. Keys of providers are free; unknown keys of this program are
 * refused. No key is required, because Pulumi.yaml and environments may have it.
 */
export function configSchema(): object {
  const { properties = {} } = toJsonSchema(stackSection, createConversion());
  const known = Object.keys(properties);
  const list = (spell: (key: string) => string) =>
    Object.fromEntries(known.map((key) => [spell(key), { $ref: `#/definitions/${key}` }]));
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "A stack of inference-timetable",
    description: "Pulumi.<stack>.yaml: written from src/config/schema/stack-section.ts by npm run generate.",
    type: "object",
    properties: {
      config: {
        title: "Config",
        description: "Settings of this program, and of the providers that it uses.",
        type: "object",
        properties: { ...list((key) => `inference-timetable:${key}`), ...list((key) => key) },
        patternProperties: {
          ...list((key) => `${otherPrefix}${key}$`),
          [`^(?:inference-timetable:)?(?!(?:${known.join("|")})$)[^:]+$`]: false,
        },
      },
      environment: { description: "Environments of Pulumi ESC.", type: ["array", "object"] },
      secretsprovider: { description: "What encrypts secrets.", type: "string" },
      encryptedkey: { description: "Written by Pulumi.", type: "string" },
      encryptionsalt: { description: "Written by Pulumi.", type: "string" },
    },
    additionalProperties: false,
    definitions: properties,
  };
}

/** The schema as the text of its file. */
export function configSchemaText(): string {
  return `${JSON.stringify(configSchema(), undefined, 2)}\n`;
}
