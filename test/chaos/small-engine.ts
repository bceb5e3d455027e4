import { isJsonList, isJsonObject, type Json, type JsonObject } from "../../src/simulator/aws/json";
import { hashToHex } from "../../src/simulator/aws/repeatable-number";
import { PartlyDone, Provider } from "../../src/simulator/provider/provider";
import { SimulatedAccount } from "../../src/simulator/provider/simulated-account";

/** A resource as a program declares it: what Pulumi's engine would be told. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  /** In: the outputs of what was declared before, by key; `id` among them. */
  readonly inputs: (outputs: (key: string) => JsonObject) => JsonObject;
  /** Keys of what a property that forces a replacement comes from. */
  readonly hangsOn?: readonly string[];
  /** Keys of what is there before it and as long as it. */
  readonly dependsOn?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly deleteBeforeReplace?: true;
  /** The key of what takes it along when it is deleted. */
  readonly deletedWith?: string;
  /** Out: why an update is not even begun. */
  readonly beforeUpdate?: (inputs: JsonObject, before: Pick<Kept, "inputs" | "outputs">) => Promise<string | undefined>;
  /** Out: why the run must end after an update, whatever the provider says. */
  readonly afterUpdate?: (
    inputs: JsonObject,
    outputs: JsonObject,
    before: Pick<Kept, "outputs">,
  ) => Promise<string | undefined>;
  /** Out: why it is not made. */
  readonly beforeCreate?: (inputs: JsonObject, outputs: (key: string) => JsonObject) => Promise<string | undefined>;
  /** When it is in the state as it was declared. */
  readonly registered?: () => void;
  /** After the provider has failed. Out: whether it is asked once more */
  readonly onError?: (failed: Failed) => Promise<boolean>;
}

/** What a provider was asked for in vain. */
interface Failed {
  readonly operation: "create" | "update" | "delete";
  readonly type: string;
  /** Absent for what was to be created. */
  readonly id?: string;
}

/** What an engine keeps of a resource. */
export interface Kept {
  readonly urn: string;
  readonly id: string;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  /** Deleted already, and to be made again. */
  readonly pendingReplacement?: true;
  /** The last update or creation failed: it is repeated. */
  readonly unfinished?: true;
}

/** A stack's state: what is in it by key, and what is replaced and still to be deleted, oldest first. */
export interface KeptState {
  readonly resources: Readonly<Record<string, Kept & { readonly declared: Declared }>>;
  readonly toDelete: readonly Kept[];
}

/** An account whose clock runs at once when somebody waits: there is one caller only. */
export class SequentialAccount extends SimulatedAccount {
  override updateMilliseconds = 0;

  override sleep(seconds: number): Promise<void> {
    this.runUntil(this.state.nowSeconds + seconds);
    return Promise.resolve();
  }
}

/** The key under which other declarations refer to one. */
export function keyOf({ type, name }: Pick<Declared, "type" | "name">): string {
  return `${type.split(":").at(-1)} ${name}`;
}

/**
 * The order in which Pulumi's engine creates, updates and deletes, one resource after the other: just enough of
 * it to try many thousand sequences. The same sequences run on the real engine in `test/engine`.
 *
 * Source: https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/, pulumi/pulumi
 * pkg/resource/deploy/step_generator.go
 */
export class SmallEngine {
  readonly #provider: Provider;
  #state: KeptState = { resources: {}, toDelete: [] };
  #steps = 0;
  #serial = 0;
  #program: readonly Declared[] = [];

  constructor(readonly account: SimulatedAccount) {
    this.#provider = new Provider(account);
  }

  get state(): KeptState {
    return this.#state;
  }

  /** The same engine and state on another account, as it would go on from here. */
  on(account: SimulatedAccount): SmallEngine {
    const copy = new SmallEngine(account);
    copy.#state = this.#state;
    copy.#serial = this.#serial;
    return copy;
  }

  /** Out: the steps that changed something. Errors: the first that a step ends with; the rest is left for the next run */
  async up(program: readonly Declared[]): Promise<number> {
    this.#steps = 0;
    this.#program = program;
    this.#sort(program);
    for (const declared of program) {
      await this.#step(declared);
      declared.registered?.();
    }
    const wanted = new Set(program.map(keyOf));
    const removed = Object.keys(this.#state.resources).filter((key) => !wanted.has(key));
    // What nothing depends on goes at the same time: a Stash is gone before AWS has answered for the rest.
    const isRest = (key: string): number => (this.#isStashLeaf(key) ? 0 : 1);
    const order = removed.toReversed().toSorted((a, b) => isRest(a) - isRest(b));
    for (const key of order) await this.#remove(key, removed);
    await this.#deleteReplaced();
    return this.#steps;
  }

  /** Out: the steps. Errors: as of `up` */
  async destroy(): Promise<number> {
    this.#steps = 0;
    this.#program = [];
    // Of two endpoints with one configuration, both go before it.
    await this.#deleteReplaced();
    const before = this.#steps;
    return before + (await this.up([]));
  }

  /** How many resources a run would not leave alone: the first difference of each, seen from what is there now. */
  preview(program: readonly Declared[]): number {
    const { resources, toDelete } = this.#state;
    const wanted = new Set(program.map(keyOf));
    const changed = program.filter((declared) => {
      const kept = resources[keyOf(declared)];
      if (kept === undefined || kept.pendingReplacement || kept.unfinished) return true;
      return this.#compared(declared, kept, this.#knownOutputs).changed;
    });
    const removed = Object.keys(resources).filter((key) => !wanted.has(key));
    return changed.length + removed.length + toDelete.length;
  }

  async refresh(): Promise<void> {
    for (const [key, kept] of Object.entries(this.#state.resources)) {
      if (kept.pendingReplacement || isOwn(kept.urn)) continue;
      const { unfinished: _past, ...rest } = kept;
      const found = await this.#provider.read(kept.urn, kept.id, kept.outputs, kept.inputs);
      if (found === undefined) this.#forget(key);
      else this.#keep(key, { ...rest, ...found });
    }
  }

  /** What was made again after a refresh had lost it comes before what depends on it again. */
  #sort(program: readonly Declared[]): void {
    const places = new Map(program.map((declared, place) => [keyOf(declared), place]));
    const placeOf = ([key]: readonly [string, Kept]): number => places.get(key) ?? program.length;
    const resources = Object.entries(this.#state.resources);
    const sorted = resources.toSorted((a, b) => placeOf(a) - placeOf(b));
    this.#state = { ...this.#state, resources: Object.fromEntries(sorted) };
  }

  async #step(declared: Declared): Promise<void> {
    const key = keyOf(declared);
    const kept = this.#state.resources[key];
    if (kept === undefined || kept.pendingReplacement) return this.#create(declared);
    const { inputs, changed, replaces } = this.#compared(declared, kept);
    if (replaces) return this.#replace(declared, kept);
    if (!changed && !kept.unfinished) {
      this.#keep(key, { ...kept, declared });
      return;
    }
    return this.#update(declared, kept, inputs);
  }

  #compared(
    declared: Declared,
    kept: Kept,
    outputs = this.#outputs,
  ): { readonly inputs: JsonObject; readonly changed: boolean; readonly replaces: boolean } {
    const raw = declared.inputs(outputs);
    if (isOwn(kept.urn)) {
      const changed = JSON.stringify(raw) !== JSON.stringify(kept.inputs);
      return { inputs: raw, changed, replaces: changed };
    }
    const checked = this.#provider.check(kept.urn, kept.inputs, raw, new Uint8Array()).inputs;
    const { ignoreChanges = [] } = declared;
    const inputs = ignoreChanges.reduce(
      (after, path) => reset(after, kept.inputs, path.split(/\.|\[\*\]\.?/).filter(Boolean)),
      checked,
    );
    const { differences, replaces } = this.#provider.diff(kept.urn, kept.outputs, inputs, ignoreChanges);
    const forced = differences.some(({ path }) => declared.replaceOnChanges?.includes(path));
    return { inputs, changed: differences.length > 0, replaces: forced || replaces.length > 0 };
  }

  /** Of a resource that is still to be made, nothing is known. */
  readonly #knownOutputs = (key: string): JsonObject => this.#state.resources[key]?.outputs ?? {};

  readonly #outputs = (key: string): JsonObject => {
    const kept = this.#state.resources[key];
    if (kept === undefined) throw new Error(`bug: ${key} is not declared before it is used`);
    return { ...kept.outputs, id: kept.id };
  };

  async #replace(declared: Declared, kept: Kept): Promise<void> {
    const key = keyOf(declared);
    if (declared.deleteBeforeReplace === true) {
      for (const each of [...this.#hangingOn(key), key]) await this.#deleteForReplacement(each);
      await this.#create(declared);
      return;
    }
    try {
      await this.#create(declared);
    } finally {
      // The old one goes at the end, and stays where the new one could not be made.
      const made = this.#state.resources[key]?.id !== kept.id;
      if (made) this.#state = { ...this.#state, toDelete: [...this.#state.toDelete, kept] };
    }
  }

  /** What must be deleted before this is, the last made first. */
  #hangingOn(key: string): readonly string[] {
    const hanging = new Set([key]);
    const { resources } = this.#state;
    for (const [each, { declared }] of Object.entries(resources)) {
      if ((declared.hangsOn ?? []).some((on) => hanging.has(on))) hanging.add(each);
    }
    const isAfterAll = (each: string): number => resources[each]?.declared.dependsOn?.length ?? 0;
    const order = [...hanging].slice(1).toReversed();
    return order.toSorted((a, b) => isAfterAll(b) - isAfterAll(a));
  }

  async #deleteForReplacement(key: string): Promise<void> {
    const kept = this.#state.resources[key];
    if (kept === undefined || kept.pendingReplacement) return;
    await this.#delete(kept);
    this.#keep(key, { ...kept, pendingReplacement: true });
  }

  async #create(declared: Declared): Promise<void> {
    const key = keyOf(declared);
    const urn = `urn:pulumi:test::inference-timetable::${declared.type}::${declared.name}`;
    const raw = declared.inputs(this.#outputs);
    this.#steps++;
    const id = hashToHex(8, key, this.#serial++);
    if (isOwn(urn)) {
      await refuse(declared.beforeCreate?.(raw, this.#outputs));
      const { input = null } = raw;
      this.#keep(key, { declared, urn, id, inputs: raw, outputs: { ...raw, output: input } });
      return;
    }
    const { inputs } = this.#provider.check(urn, {}, raw, new TextEncoder().encode(id));
    await refuse(declared.beforeCreate?.(inputs, this.#outputs));
    try {
      const made = await withHook(declared.onError, { operation: "create", type: declared.type }, () =>
        this.#provider.create(urn, inputs, false),
      );
      this.#keep(key, { declared, urn, inputs, ...made });
    } catch (error) {
      if (error instanceof PartlyDone) this.#keepPartly(declared, urn, error);
      throw error;
    }
  }

  async #update(declared: Declared, kept: Kept, inputs: JsonObject): Promise<void> {
    this.#steps++;
    const { urn, id } = kept;
    await refuse(declared.beforeUpdate?.(inputs, kept));
    try {
      const outputs = await withHook(declared.onError, { operation: "update", type: declared.type, id }, () =>
        this.#provider.update(urn, id, kept.outputs, inputs, {
          preview: false,
          ignoreChanges: declared.ignoreChanges ?? [],
        }),
      );
      this.#keep(keyOf(declared), { declared, urn, id, inputs, outputs });
      await refuse(declared.afterUpdate?.(inputs, outputs, kept));
    } catch (error) {
      if (error instanceof PartlyDone) this.#keepPartly(declared, urn, error);
      throw error;
    }
  }

  #keepPartly(declared: Declared, urn: string, { id, inputs, outputs }: PartlyDone): void {
    this.#keep(keyOf(declared), { declared, urn, id, inputs, outputs, unfinished: true });
  }

  #isStashLeaf(key: string): boolean {
    const { resources } = this.#state;
    const isNeeded = Object.values(resources).some(({ declared }) =>
      [...(declared.dependsOn ?? []), ...(declared.hangsOn ?? [])].includes(key),
    );
    return resources[key]?.declared.type === "pulumi:index:Stash" && !isNeeded;
  }

  async #remove(key: string, removed: readonly string[]): Promise<void> {
    for (const [each, { declared }] of Object.entries(this.#state.resources)) {
      if (declared.dependsOn?.includes(key)) await this.#remove(each, removed);
    }
    const kept = this.#state.resources[key];
    const { deletedWith = "" } = kept?.declared ?? {};
    if (removed.includes(deletedWith)) this.#steps++;
    else if (kept !== undefined && !kept.pendingReplacement) await this.#delete(kept);
    this.#forget(key);
  }

  /** What others have taken the place of, the oldest first. */
  async #deleteReplaced(): Promise<void> {
    for (const each of this.#state.toDelete) {
      await this.#delete(each);
      this.#state = { ...this.#state, toDelete: this.#state.toDelete.slice(1) };
    }
  }

  async #delete({ urn, id, outputs }: Kept): Promise<void> {
    this.#steps++;
    // A state holds the hooks' names, and those of this run are called so.
    const onError = this.#program[0]?.onError;
    if (isOwn(urn)) return;
    const type = urn.split("::")[2] ?? "";
    await withHook(onError, { operation: "delete", type, id }, () => this.#provider.delete(urn, id, outputs));
  }

  #keep(key: string, kept: Kept & { readonly declared: Declared }): void {
    this.#state = { ...this.#state, resources: { ...this.#state.resources, [key]: kept } };
  }

  #forget(key: string): void {
    const { [key]: _gone, ...resources } = this.#state.resources;
    this.#state = { ...this.#state, resources };
  }
}

/** Ends the run with what a hook says. */
async function refuse(hook: string | undefined | Promise<string | undefined>): Promise<void> {
  const refusal = await hook;
  if (refusal !== undefined) throw new Error(refusal);
}

/** A call of the provider, and the hook after its failure. Errors: those of the call */
async function withHook<T>(onError: Declared["onError"], failed: Failed, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (await onError?.(failed)) return withHook(onError, failed, call);
    throw error;
  }
}

/** Whether the engine keeps it by itself, as a component or a Stash: there is nothing of it at AWS. */
function isOwn(urn: string): boolean {
  return !urn.includes("::aws:");
}

/** The value with what lies under a path as it was before; a list's items each. */
function reset(value: JsonObject, before: JsonObject, path: readonly string[]): JsonObject {
  const [name = "", ...rest] = path;
  const [is, was] = [value[name], before[name]];
  if (rest.length === 0) return was === undefined ? value : { ...value, [name]: was };
  if (!isJsonList(is) || !isJsonList(was)) return value;
  const items = is.map((item, index): Json => {
    const old = was[index];
    return isJsonObject(item) && isJsonObject(old) ? reset(item, old, rest) : item;
  });
  return { ...value, [name]: items };
}
