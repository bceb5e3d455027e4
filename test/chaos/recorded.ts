import type { AwsState } from "../../src/simulator/aws/account-state";
import { isJsonList, isJsonObject, type Json, type JsonObject } from "../../src/simulator/aws/json";
import { toTargetKey } from "../../src/simulator/aws/operation";
import { toText } from "../../src/simulator/provider/properties";
import { Provider } from "../../src/simulator/provider/provider";
import type { SimulatedAccount } from "../../src/simulator/provider/simulated-account";
import { teamAlarm } from "./wanted";

/**
 * What an engine's state says about one resource.
 *
 * `pendingReplacement`: deleted already, and to be made again. `delete`: another has taken its place, and it is still
 * to be deleted
 */
export interface Recorded {
  readonly urn: string;
  readonly id: string;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  readonly pendingReplacement?: boolean;
  readonly delete?: boolean;
}

/** What there is at AWS, by kind and name. */
function existing(state: AwsState): readonly string[] {
  const rolePolicies = Object.values(state.roles).flatMap(({ name, policies }) =>
    Object.keys(policies).map((policy) => `rolePolicy ${name}:${policy}`),
  );
  return [
    ...named("role", state.roles),
    ...rolePolicies,
    ...named("model", state.models),
    ...named("endpointConfiguration", state.endpointConfigs),
    ...named("endpoint", state.endpoints),
    ...named("target", state.targets),
    ...named("policy", state.policies),
    ...named("scheduledAction", state.actions),
    ...named("metricAlarm", state.alarms).filter((each) => each !== `metricAlarm ${teamAlarm}`),
  ].toSorted();
}

function named(kind: string, all: object): readonly string[] {
  return Object.keys(all).map((name) => `${kind} ${name}`);
}

/** The same name for a resource of an engine's state; undefined for what is not at AWS. */
function nameOf({ urn, id, outputs }: Recorded): string | undefined {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  if (!type.startsWith("aws:")) return undefined;
  const kind = type.split("/").at(-1)?.split(":")[0] ?? "";
  const place = toTargetKey(toText(outputs, "resourceId"), toText(outputs, "scalableDimension"));
  const inside = `${place}|${toText(outputs, "name")}`;
  const names: Readonly<Record<string, string>> = { target: place, policy: inside, scheduledAction: inside };
  return `${kind} ${names[kind] ?? id}`;
}

/** What exists at AWS and is in no state: nobody would ever delete it. */
export function leaked(state: AwsState, recorded: readonly Recorded[]): readonly string[] {
  const there = recorded.filter(({ pendingReplacement }) => pendingReplacement !== true);
  const known = new Set(there.map(nameOf));
  return existing(state).filter((name) => !known.has(name));
}

/** What the clock moves and no deployment compares. */
const moving: ReadonlySet<string> = new Set(["minCapacity", "maxCapacity", "tagsAll"]);

/** Each resource of a state that AWS does not have, or has with other properties. */
export async function differing(account: SimulatedAccount, recorded: readonly Recorded[]): Promise<readonly string[]> {
  const provider = new Provider(account);
  const found: string[] = [];
  for (const each of recorded) {
    const name = nameOf(each);
    if (name === undefined) continue;
    const there = await provider.read(each.urn, each.id, each.outputs, each.inputs);
    if (there === undefined) found.push(`${name} is gone`);
    else found.push(...changed(name, each.outputs, there.outputs));
  }
  return found;
}

function changed(name: string, owned: JsonObject, theirs: JsonObject): readonly string[] {
  return Object.keys({ ...owned, ...theirs })
    .filter((key) => key === "scalableTargetAction" || !moving.has(key))
    .filter((key) => !sameValue(owned[key], theirs[key]))
    .map((key) => `${name}: ${key} is ${JSON.stringify(theirs[key])} and not ${JSON.stringify(owned[key])}`);
}

function sameValue(a: Json | undefined, b: Json | undefined): boolean {
  return JSON.stringify(sorted(a ?? null)) === JSON.stringify(sorted(b ?? null));
}

/** Keys in order; what is empty counts as not there. */
function sorted(value: Json): Json {
  if (isJsonList(value)) return value.length === 0 ? null : value.map(sorted);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value)
    .map(([key, each]) => [key, sorted(each)] as const)
    .filter(([, each]) => each !== null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}
