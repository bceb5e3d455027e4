import type { JsonObject } from "../simulate/json";
import { toTexts } from "./properties";
import type { ResourceChange } from "./resource-type";

/** The calls that change the tags of one resource. */
export interface TagCalls {
  readonly set: (tags: Readonly<Record<string, string>>) => Promise<unknown>;
  readonly remove: (keys: readonly string[]) => Promise<unknown>;
}

/**
 * Changes the tags of a resource in place.
 *
 * One that could not be read when it was made has no ARN in the state, and is not tagged by it: the read after the
 * update finds both, and the next run changes the tags.
 * In: `identifier`: what the calls name it by
 *
 * Source: hashicorp/terraform-provider-aws internal/provider/sdkv2/tags_interceptor.go
 */
export async function changeTags(
  { olds, news }: ResourceChange,
  identifier: string,
  calls: TagCalls,
): Promise<void> {
  if (identifier === "") return;
  const [before, after] = [toTexts(olds, "tags"), toTexts(news, "tags")];
  const removed = Object.keys(before).filter((key) => !(key in after));
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  if (removed.length > 0) await calls.remove(removed);
  if (set.length > 0) await calls.set(Object.fromEntries(set));
}

/** Tags as the list that most APIs take. */
export function toTagList(tags: Readonly<Record<string, string>>): readonly JsonObject[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** The member `Tags` of a request that creates something; none when there are no tags. */
export function fromTagList(inputs: JsonObject): JsonObject {
  const tags = toTagList(toTexts(inputs, "tags"));
  return tags.length === 0 ? {} : { Tags: tags };
}
