import { isJsonList, isJsonObject, type Json, type JsonObject } from "../aws";

/** Pulumi's property names that are more than AWS's own with a small first letter. */
const exceptions: Readonly<Record<string, string>> = {
  volumeSizeInGb: "VolumeSizeInGB",
  memorySizeInMb: "MemorySizeInMB",
  enableSsmAccess: "EnableSSMAccess",
  kmsKeyArn: "KmsKeyId",
  roleArn: "RoleARN",
};

const inverse = Object.fromEntries(Object.entries(exceptions).map(([ours, aws]) => [aws, ours]));

/** Maps of names that users choose: what lies in them is not renamed. */
const verbatim: ReadonlySet<string> = new Set(["environment", "Environment"]);

/**
 * The properties as AWS's API names them, to any depth.
 * @returns members that are null are left out: the engine sends them for what a program leaves undefined
 */
export function toAws(properties: JsonObject): JsonObject {
  return renameKeys(properties, (name) => exceptions[name] ?? name.slice(0, 1).toUpperCase() + name.slice(1));
}

/** What AWS's API answers as Pulumi names it. `KmsKeyId` stays `kmsKeyId`: only one type has it as `kmsKeyArn`. */
export function fromAws(answer: JsonObject): JsonObject {
  return renameKeys(answer, (name) =>
    name === "KmsKeyId" ? "kmsKeyId" : (inverse[name] ?? name.slice(0, 1).toLowerCase() + name.slice(1)),
  );
}

function renameKeys(from: JsonObject, rename: (name: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(from)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [rename(name), verbatim.has(name) ? value : renameValue(value, rename)]),
  );
}

function renameValue(value: Json, rename: (name: string) => string): Json {
  if (isJsonList(value)) return value.map((each) => renameValue(each, rename));
  return isJsonObject(value) ? renameKeys(value, rename) : value;
}
