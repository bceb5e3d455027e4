import { createHash, randomBytes } from "node:crypto";
import type { JsonObject } from "../simulate/json";
import { isEmpty, toList } from "./properties";
import type { PropertyComplaint, ResourceType } from "./resource-type";

/** Where a bridged provider notes which inputs it filled in itself. */
export const defaultsKey = "__defaults";

/** What a check answers: the inputs to go on with, and what is wrong with them. */
export interface CheckedInputs {
  readonly inputs: JsonObject;
  readonly complaints: readonly PropertyComplaint[];
}

/**
 * A resource's inputs with everything filled in that the program left out.
 *
 * A name that was made once is kept; a replacement comes without old inputs and so gets a new one.
 *
 * In:     `seed`: the engine's, empty when it gives none
 * Source: https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 */
export function checkInputs(
  type: ResourceType,
  logicalName: string,
  olds: JsonObject,
  news: JsonObject,
  seed: Uint8Array,
): CheckedInputs {
  const given = Object.fromEntries(Object.entries(news).filter(([, value]) => value !== null));
  const defaults: Record<string, JsonObject[string]> = Object.fromEntries(
    Object.entries(type.defaults).filter(([name]) => !(name in given)),
  );
  if (type.autoNamed && isEmpty(given["name"]) && isEmpty(given["namePrefix"])) {
    const made = toList(olds, defaultsKey).includes("name") ? olds["name"] : undefined;
    defaults["name"] = made ?? `${logicalName}-${randomHex(seed)}`;
  }
  const inputs = { ...given, ...defaults, [defaultsKey]: Object.keys(defaults).toSorted() };
  const missing = type.required
    .filter((name) => !(name in given))
    .map((property) => ({ property, reason: `Missing required property '${property}'` }));
  return { inputs, complaints: [...missing, ...(type.complaints?.(inputs) ?? [])] };
}

/** Seven digits, as Pulumi's bridged providers append. */
function randomHex(seed: Uint8Array): string {
  const bytes = seed.length === 0 ? randomBytes(32) : seed;
  return createHash("sha256").update(bytes).digest("hex").slice(0, 7);
}
