import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import { defineSection } from "../../../src/config/schema/fields/section";
import { standaloneEntries } from "../../../src/config/schema/stack-section";
import { createConversion } from "./config-schema";

/** The type of one value of the component's args. */
export type ArgType =
  | { readonly kind: "string" | "integer" | "number" | "boolean" }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "list" | "map"; readonly item: TypedArg }
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "union"; readonly options: readonly ArgType[] };

/** A type, and whether other resources make such a value. */
export interface TypedArg {
  readonly type: ArgType;
  readonly takesInput: boolean;
}

/** A key of an object. */
export interface Arg extends TypedArg {
  readonly key: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly example: unknown;
  readonly defaultValue?: unknown;
}

/** An object type by its name. */
export interface ArgObject {
  readonly name: string;
  readonly description: string;
  readonly args: readonly Arg[];
}

type Schema = JsonSchema & { readonly takesInput?: boolean };

/** Names that are clearer than the titles, and those that Python has already. */
const betterNames: Readonly<Record<string, string>> = {
  Asynchronous: "AsyncInference",
  Exception: "TimetableException",
  Step: "ScalingStep",
};

/**
 * The args of the component `TimetabledEndpoint`, from the description of the fields.
 * @returns its own keys, and the object types inside, by name
 */
export function readComponentArgs(): { readonly args: readonly Arg[]; readonly objects: readonly ArgObject[] } {
  const objects = new Map<string, ArgObject>();
  const section = defineSection(standaloneEntries);
  const conversion = createConversion(({ takesInput }) => (takesInput === true ? { takesInput } : {}));
  const args = listArgs(toJsonSchema(section, conversion), objects);
  return { args, objects: [...objects.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)) };
}

function listArgs({ properties = {}, required = [] }: JsonSchema, objects: Map<string, ArgObject>): readonly Arg[] {
  return Object.entries(properties).map(([key, property]) => {
    const schema = property as Schema;
    return {
      key,
      ...toTypedArg(schema, objects),
      description: schema.description ?? "",
      isRequired: required.includes(key),
      example: (schema.examples as readonly unknown[])[0],
      ...(schema.default === undefined ? {} : { defaultValue: schema.default }),
    };
  });
}

function toTypedArg(schema: Schema, objects: Map<string, ArgObject>): TypedArg {
  return { type: toArgType(schema, objects), takesInput: schema.takesInput ?? false };
}

function toArgType(schema: Schema, objects: Map<string, ArgObject>): ArgType {
  const { type, anyOf, items, additionalProperties, properties } = schema;
  if (schema.enum !== undefined) return { kind: "words", words: schema.enum as readonly string[] };
  if (anyOf !== undefined && properties === undefined) {
    return { kind: "union", options: anyOf.map((option) => toArgType(option as Schema, objects)) };
  }
  if (properties !== undefined && type === "object") return { kind: "object", name: addObject(schema, objects) };
  if (type === "object") return { kind: "map", item: toTypedArg(additionalProperties as Schema, objects) };
  if (type === "array") return { kind: "list", item: toTypedArg(items as Schema, objects) };
  // Text that may be a secret of a stack file.
  const kind = Array.isArray(type) ? "string" : type;
  if (kind === "string" || kind === "integer" || kind === "number" || kind === "boolean") return { kind };
  throw new Error(`no type for ${JSON.stringify(schema)}`);
}

function addObject(schema: Schema, objects: Map<string, ArgObject>): string {
  const keys = Object.keys(schema.properties ?? {}).join();
  const isLimits = keys === "min,max";
  const title = schema.title ?? "";
  const name = isLimits ? "Limits" : (betterNames[title] ?? toPascalCase(title));
  const description = isLimits ? "The fewest and the most instances in service." : (schema.description ?? "");
  const object = { name, description, args: listArgs(schema, objects) };
  const known = objects.get(name);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(object)) throw new Error(`two types ${name}`);
  objects.set(name, object);
  return name;
}

function toPascalCase(title: string): string {
  return title
    .split(" ")
    .map((word) => word.charAt(0) + word.slice(1).toLowerCase())
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
