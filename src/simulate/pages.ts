import * as v from "valibot";
import type { Json, JsonObject } from "./json";

/**
 * The two parameters of a list that comes in pages.
 *
 * In: `most`: the largest number of entries that may be asked for
 */
export function definePageInput(most: number) {
  return {
    MaxResults: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))),
    NextToken: v.exactOptional(v.pipe(v.string(), v.regex(/^from-\d+$/, "Invalid NextToken"))),
  } as const;
}

/**
 * One page of a list, as a member of the answer, and where the next one begins.
 *
 * In: `usual`: entries on a page where the caller names no number
 */
export function cutPage(
  member: string,
  entries: readonly Json[],
  usual: number,
  asked: { readonly MaxResults?: number; readonly NextToken?: string },
): JsonObject {
  const from = Number(asked.NextToken?.slice("from-".length) ?? 0);
  const to = from + (asked.MaxResults ?? usual);
  return {
    [member]: entries.slice(from, to),
    ...(to < entries.length ? { NextToken: `from-${to}` } : {}),
  };
}
