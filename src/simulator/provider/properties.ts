import { isJsonList, isJsonObject, type Json, type JsonObject } from "../aws";

/** What the engine sends for a value that is not known during a preview. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A text property; empty when it is absent or something else. */
export function toText(properties: JsonObject, name: string): string {
  const value = properties[name];
  return typeof value === "string" ? value : "";
}

/** An object property; empty when it is absent or something else. */
export function toObject(properties: JsonObject, name: string): JsonObject {
  const value = properties[name];
  return isJsonObject(value) ? value : {};
}

/** A list property; empty when it is absent or something else. */
export function toList(properties: JsonObject, name: string): readonly Json[] {
  const value = properties[name];
  return isJsonList(value) ? value : [];
}

/** The list's objects. */
export function toObjects(properties: JsonObject, name: string): readonly JsonObject[] {
  return toList(properties, name).filter(isJsonObject);
}

/** Names and texts: tags, dimensions. */
export function toTexts(properties: JsonObject, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(toObject(properties, name)).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    ),
  );
}

/** Whether a value counts as nothing: Terraform's schemas do not tell an empty value from none. */
export function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (isJsonList(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}

/** The named properties, where they are there. */
export function pick(properties: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
}

/** All but the named properties. */
export function omit(properties: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
