import type { JsonObject, OperationName } from "../aws";
import { toTexts } from "./properties";
import { AwsCallError, type SimulatedAccount } from "./simulated-account";

/** What is wrong with one property. */
export interface PropertyComplaint {
  readonly property: string;
  readonly reason: string;
}

/**
 * How one resource type of @pulumi/aws behaves: its schema as far as it shows, and what it calls.
 * @see https://www.pulumi.com/registry/packages/aws/, hashicorp/terraform-provider-aws
 */
export interface ResourceType {
  /** Gets a random name when the program gives none, in its property `name`. */
  readonly autoNamed: boolean;
  readonly required: readonly string[];
  /** Filled in where the program gives nothing. */
  readonly defaults: JsonObject;
  /** Paths whose change replaces the resource. */
  readonly replacedBy: readonly string[];
  /** Paths that replace it only when they appear or disappear. */
  readonly replacedByPresence: readonly string[];
  /** Outputs that exist only once the resource does. */
  readonly computed: readonly string[];
  /** Inputs that AWS decides when the program gives none: their absence is no change. */
  readonly optionalComputed: readonly string[];
  /**
   * What the provider makes of an import id: the resource's own id, and what a read has to know.
   * Absent: the import id is the id, and a read needs no more.
   */
  readonly imported?: (importId: string) => { readonly id: string; readonly state: JsonObject };
  readonly complaints?: (inputs: JsonObject) => readonly PropertyComplaint[];
  /** @returns the id. @throws Unsettled if it exists but failed */
  readonly create: (account: SimulatedAccount, inputs: JsonObject) => Promise<string>;
  /** @returns the properties as AWS has them; undefined when the resource is gone. */
  readonly read: (account: SimulatedAccount, id: string, state: JsonObject) => Promise<JsonObject | undefined>;
  /** `changed` holds top-level names; it is empty if the engine repeats a failed update. */
  readonly update: (account: SimulatedAccount, change: ResourceChange) => Promise<void>;
  /** Does not throw if it is gone already. */
  readonly delete: (account: SimulatedAccount, id: string, state: JsonObject) => Promise<void>;
}

/** An update: the state before, the inputs wanted, and the top-level properties in which they differ. */
export interface ResourceChange {
  readonly id: string;
  readonly olds: JsonObject;
  readonly news: JsonObject;
  readonly changed: ReadonlySet<string>;
}

/** The resource was made, but did not become what was asked for. */
export class Unsettled extends Error {
  constructor(
    readonly id: string,
    message: string,
  ) {
    super(message);
  }
}

/** A read that got as far as the tags: the provider asks for them last, and keeps the rest. */
export class PartlyRead extends Error {
  constructor(
    readonly found: JsonObject,
    message: string,
  ) {
    super(message);
  }
}

/** What types have in common that have nothing special. */
export const plainType = {
  autoNamed: true,
  required: [],
  defaults: {},
  replacedBy: ["name", "region"],
  replacedByPresence: [],
  computed: ["arn"],
  optionalComputed: ["name", "region"],
} as const satisfies Partial<ResourceType>;

/** Codes, or texts inside a ValidationException, that say: there is no such thing. */
const absent = /^(NoSuchEntity|NotFound|ResourceNotFound|ObjectNotFoundException|ResourceNotFoundException)$/;
const absentText = /^Could not find /;

/**
 * A call about something that may be gone.
 * @returns undefined when it is: a provider then forgets it, or is content to have nothing to delete
 * @throws any other
 */
export async function callIfExists(
  account: SimulatedAccount,
  operation: OperationName,
  input: JsonObject,
): Promise<JsonObject | undefined> {
  try {
    return await account.call(operation, input);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

/** Whether an error says that what a call is about does not exist. */
export function isAbsent(error: unknown): boolean {
  if (!(error instanceof AwsCallError)) return false;
  const { code, message } = error.error;
  return absent.test(code) || (code === "ValidationException" && absentText.test(message));
}

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
 * @param identifier what the calls name it by
 * @see hashicorp/terraform-provider-aws internal/provider/sdkv2/tags_interceptor.go
 */
export async function changeTags({ olds, news }: ResourceChange, identifier: string, calls: TagCalls): Promise<void> {
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
