import * as pulumi from "@pulumi/pulumi";
import { isRecord, resourceTypes } from "../state";

/** Properties whose difference `afterEndpointUpdate` of deploy/recovery explains. */
const explainedElsewhere: Readonly<Record<string, readonly string[]>> = {
  [resourceTypes.endpoint]: ["endpointConfigName", "deploymentConfig"],
};

type UpdateArgs = Pick<pulumi.ResourceHookArgs, "type" | "name" | "newInputs" | "oldOutputs" | "newOutputs">;

/**
 * Fails the run if AWS keeps an older value of a property that the update did not send.
 *
 * A failed update leaves its inputs in the state, so the next one sends only what changed since, or nothing: AWS would
 * keep the rest, and the run would succeed. The provider reads the resource after its update, so the state is right from
 * then on, and the next run sends the rest.
 * @param ignoreChanges as in the resource's options: others change these properties
 * @see https://github.com/hashicorp/terraform-plugin-sdk/issues/476
 */
export function throwIfPartlyUpdated(
  { type, name, newInputs = {}, oldOutputs = {}, newOutputs = {} }: UpdateArgs,
  ignoreChanges: readonly string[] = [],
): void {
  const ignored = [...ignoreChanges.map((path) => path.split(/[.[]/)[0]), ...(explainedElsewhere[type] ?? [])];
  const unsent = listProperties(newInputs).filter(
    (property) =>
      !ignored.includes(property) && findDifferences(property, newInputs[property], oldOutputs[property]).length === 0,
  );
  const differences = unsent.flatMap((property) =>
    findDifferences(property, newInputs[property], newOutputs[property]),
  );
  if (differences.length === 0) return;
  throw new Error(
    [
      `${String(type.split(":").at(-1))} ${name} is not as planned: an earlier update of it failed, or someone changed it, and this one sent only what changed since`,
      ...differences,
      "fix: run pulumi up again, which sends the rest",
    ].join("\n"),
  );
}

/** @returns a line for each value that AWS lacks or has otherwise; what only the provider knows is no difference */
function findDifferences(path: string, planned: unknown, live: unknown): readonly string[] {
  // A secret, which no message may show.
  if (pulumi.Output.isInstance(planned) || pulumi.Output.isInstance(live)) return [];
  if (isNothing(planned) && isNothing(live)) return [];
  if (isRecord(planned) && isRecord(live)) {
    return listCompared(planned, live).flatMap((key) => findDifferences(`${path}.${key}`, planned[key], live[key]));
  }
  return isSame(planned, live) ? [] : [formatDifference(path, planned, live)];
}

/** The keys to compare: those of the program, and in a map of texts, such as tags, those that AWS has beside them. */
function listCompared(
  planned: Readonly<Record<string, unknown>>,
  live: Readonly<Record<string, unknown>>,
): readonly string[] {
  const keys = listProperties(planned);
  const isMap = keys.every((key) => typeof planned[key] === "string");
  return isMap ? [...new Set([...keys, ...listProperties(live)])] : keys;
}

/** Without what the bridge adds, such as __defaults. */
function listProperties(properties: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(properties).filter((key) => !key.startsWith("__"));
}

/** The provider's schema has texts for some numbers, sets for some lists, and its own spelling of JSON. */
function isSame(planned: unknown, live: unknown): boolean {
  if (Array.isArray(planned) && Array.isArray(live)) {
    const isFound = (each: unknown): boolean => live.some((other) => findDifferences("", each, other).length === 0);
    return planned.length === live.length && planned.every(isFound);
  }
  if (isRecord(planned) || isRecord(live)) return false;
  return normalizeJson(String(planned)) === normalizeJson(String(live));
}

/** Terraform's schemas do not tell an empty value from none. */
function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) ? Object.keys(value).length === 0 : value === "" || !value;
}

/** A JSON object with its keys in the order of the alphabet; any other text as it is. */
function normalizeJson(text: string): string {
  if (!text.startsWith("{")) return text;
  try {
    return JSON.stringify(JSON.parse(text), (_key, value: unknown) =>
      isRecord(value) ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) : value,
    );
  } catch {
    return text;
  }
}

/** Longer values say less than the property's name. */
const maxValueLength = 60;

function formatDifference(path: string, planned: unknown, live: unknown): string {
  const [wanted, found] = [formatValue(planned), formatValue(live)];
  if (wanted === undefined || found === undefined) return `${path} has an older value at AWS`;
  return `${path} is ${found} at AWS and not ${wanted}`;
}

function formatValue(value: unknown): string | undefined {
  if (value === 0 || value === false) return String(value);
  if (isNothing(value)) return "absent";
  if (isRecord(value) || Array.isArray(value)) return undefined;
  const text = String(value);
  return text.length > maxValueLength ? undefined : text;
}
