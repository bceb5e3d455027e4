/** A JSON value, as AWS's APIs and Pulumi's engine exchange them. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A JSON object. */
export type JsonObject = Readonly<Record<string, Json>>;

/** Whether a value is a JSON object: neither null nor a list. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object without keys whose value is undefined: JSON has no such value. */
export function toJsonObject(entries: Readonly<Record<string, Json | undefined>>): JsonObject {
  return Object.fromEntries(Object.entries(entries).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

/** Whether a JSON value is a list. */
export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Names to values. */
export type Named<T> = Readonly<Record<string, T>>;

/** The map with one value set. */
export function setEntry<T>(map: Named<T>, name: string, value: T): Named<T> {
  return { ...map, [name]: value };
}

/** The map without the names that `createExpiredProblem` answers true for. */
export function removeEntries<T>(map: Named<T>, gone: (name: string) => boolean): Named<T> {
  return Object.fromEntries(Object.entries(map).filter(([name]) => !gone(name)));
}

/** Tags as a map, from the list that AWS APIs take. */
export function toTagMap(tags: readonly { readonly Key: string; readonly Value: string }[] | undefined): Named<string> {
  return Object.fromEntries((tags ?? []).map((tag) => [tag.Key, tag.Value]));
}

/** Tags as the list that AWS APIs answer. */
export function toTagEntries(tags: Named<string>): readonly JsonObject[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
