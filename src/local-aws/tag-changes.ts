import type { JsonObject } from "../simulate/json";
import { texts } from "./properties";
import type { ResourceChange } from "./resource-type";

/** Which tags to set and which to take away. */
export interface TagChanges {
  readonly set: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
}

/** How the tags of a resource change. */
export function tagChanges({ olds, news }: ResourceChange): TagChanges {
  const [before, after] = [texts(olds, "tags"), texts(news, "tags")];
  return {
    set: Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value)),
    removed: Object.keys(before).filter((key) => !(key in after)),
  };
}

/** Tags as the list that most APIs take. */
export function tagList(tags: Readonly<Record<string, string>>): readonly JsonObject[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The member `Tags` of a request that creates something; none when there are no tags. */
export function tagsMember(inputs: JsonObject): JsonObject {
  const tags = tagList(texts(inputs, "tags"));
  return tags.length === 0 ? {} : { Tags: tags };
}
