import { createHash, randomBytes } from "node:crypto";
import { isJsonList, isJsonObject, type Json, type JsonObject } from "../aws";
import { isEmpty, omit, toList } from "./properties";
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
 * @param seed the engine's, empty when it gives none
 * @see https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
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

/**
 * The inputs that a refresh leaves: those the program had given, with the values that AWS has now.
 * @see pulumi/pulumi-terraform-bridge pkg/tfbridge/schema.go, extractInputsFromOutputs
 */
export function readRefreshedInputs(inputs: JsonObject, found: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]) => {
      if (name === defaultsKey) return [[name, value]];
      const present = found[name];
      return present === undefined ? [] : [[name, refreshValue(value, present)]];
    }),
  );
}

/**
 * The inputs of a resource that was imported: all that AWS has of it and a program could give.
 * @see the same
 */
export function readImportedInputs(type: ResourceType, found: JsonObject): JsonObject {
  const given = omit(found, [...type.computed, "id", "tagsAll"]);
  return { ...Object.fromEntries(Object.entries(given).filter(([, value]) => !isEmpty(value))), [defaultsKey]: [] };
}

function refreshValue(input: Json, present: Json): Json {
  if (isJsonObject(input) && isJsonObject(present)) {
    // Maps that users fill, such as tags, may have gained names; structures only answer what was given.
    return readRefreshedInputs(input, present);
  }
  if (isJsonList(input) && isJsonList(present)) {
    return present.map((each, index) => {
      const given = input[index];
      return given === undefined ? each : refreshValue(given, each);
    });
  }
  return present;
}
