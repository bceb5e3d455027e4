import { isJsonList, isJsonObject, type Json, type JsonObject } from "../simulate/json";
import { defaultsKey } from "./check-inputs";
import { isEmpty, omit } from "./properties";
import type { ResourceType } from "./resource-type";

/**
 * The inputs that a refresh leaves: those the program had given, with the values that AWS has now.
 *
 * Source: pulumi/pulumi-terraform-bridge pkg/tfbridge/schema.go, extractInputsFromOutputs
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
 *
 * Source: the same
 */
export function readImportedInputs(type: ResourceType, found: JsonObject): JsonObject {
  const given = omit(found, [...type.computed, "id", "tagsAll"]);
  return {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => !isEmpty(value))),
    [defaultsKey]: [],
  };
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
