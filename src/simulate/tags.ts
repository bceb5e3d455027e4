import type { JsonObject } from "./json";
import type { Named } from "./named";

/** Tags as a map, from the list that AWS APIs take. */
export function toTagMap(
  tags: readonly { readonly Key: string; readonly Value: string }[] | undefined,
): Named<string> {
  return Object.fromEntries((tags ?? []).map((tag) => [tag.Key, tag.Value]));
}

/** Tags as the list that AWS APIs answer. */
export function toTagEntries(tags: Named<string>): readonly JsonObject[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
