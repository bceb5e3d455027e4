import type { JsonObject } from "../aws";
import { type CheckedInputs, checkInputs, defaultsKey, readImportedInputs, readRefreshedInputs } from "./check-inputs";
import { alarmResource, dashboardResource } from "./cloudwatch-resources";
import {
  diffProperties,
  isNameGiven,
  listTopLevelNames,
  type PropertyDifference,
  removePaths,
} from "./diff-properties";
import { endpointResource } from "./endpoint-resource";
import { eventRuleResource, eventTargetResource } from "./event-rule-resources";
import { getPriceListProduct, getServiceQuota } from "./invoke-functions";
import { omit, pick, toText, unknownValue } from "./properties";
import { PartlyRead, type ResourceType, Unsettled } from "./resource-type";
import { rolePolicyResource, roleResource } from "./role-resources";
import { endpointConfigurationResource, modelResource } from "./sagemaker-resources";
import { policyResource, scheduledActionResource, targetResource } from "./scaling-resources";
import type { SimulatedAccount } from "./simulated-account";
import { topicPolicyResource, topicResource, topicSubscriptionResource } from "./topic-resources";

/** The resource types of @pulumi/aws that the local AWS has, by their type token. */
const resourceTypes: Readonly<Record<string, ResourceType>> = {
  "aws:iam/role:Role": roleResource,
  "aws:iam/rolePolicy:RolePolicy": rolePolicyResource,
  "aws:sagemaker/model:Model": modelResource,
  "aws:sagemaker/endpointConfiguration:EndpointConfiguration": endpointConfigurationResource,
  "aws:sagemaker/endpoint:Endpoint": endpointResource,
  "aws:appautoscaling/target:Target": targetResource,
  "aws:appautoscaling/policy:Policy": policyResource,
  "aws:appautoscaling/scheduledAction:ScheduledAction": scheduledActionResource,
  "aws:cloudwatch/metricAlarm:MetricAlarm": alarmResource,
  "aws:cloudwatch/eventRule:EventRule": eventRuleResource,
  "aws:cloudwatch/eventTarget:EventTarget": eventTargetResource,
  "aws:cloudwatch/dashboard:Dashboard": dashboardResource,
  "aws:sns/topic:Topic": topicResource,
  "aws:sns/topicPolicy:TopicPolicy": topicPolicyResource,
  "aws:sns/topicSubscription:TopicSubscription": topicSubscriptionResource,
};

/**
 * Finds the type of a resource by its URN.
 * @throws for a type that the local AWS does not have, with those it has
 */
export function getResourceType(urn: string): ResourceType {
  const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const type = resourceTypes[token];
  if (type !== undefined) return type;
  throw new Error(`the local AWS has no ${token}; it has ${Object.keys(resourceTypes).join(", ")}`);
}

export interface Differences {
  readonly differences: readonly PropertyDifference[];
  readonly replaces: readonly string[];
  readonly deleteFirst: boolean;
}

interface ReadResource {
  readonly id: string;
  readonly outputs: JsonObject;
  readonly inputs: JsonObject;
}

/** How an update is made. `ignoreChanges`: as in a diff; such properties keep the values of the state. */
interface UpdateOptions {
  readonly preview: boolean;
  readonly ignoreChanges: readonly string[];
}

/** Something went wrong when the resource already existed: the engine keeps these outputs as its state. */
export class PartlyDone extends Error {
  constructor(
    readonly id: string,
    readonly outputs: JsonObject,
    readonly inputs: JsonObject,
    message: string,
  ) {
    super(message);
  }
}

/**
 * The provider `aws` with the simulated account behind it, as @pulumi/aws behaves as far as it matters here.
 * @see pulumi/pulumi-terraform-bridge pkg/tfbridge/provider.go
 */
export class Provider {
  readonly #account: SimulatedAccount;

  constructor(account: SimulatedAccount) {
    this.#account = account;
  }

  /**
   * The region comes from the stack's `aws:region`; only an untouched account can move.
   * @param name of the provider's resource; one that a program has declared asks about the same account
   */
  configure(args: JsonObject, name: string): void {
    const region = toText(args, "region");
    if (region === "" || region === unknownValue || !name.startsWith("default")) return;
    this.#account.change((state) => (state.log.length === 0 ? { ...state, region } : state));
  }

  /** Functions of @pulumi/aws for region, account, prices and quotas. @throws for any other */
  invoke(token: string, args: JsonObject): JsonObject {
    const { accountId, region } = this.#account.state;
    switch (token) {
      case "aws:index/getCallerIdentity:getCallerIdentity":
        return { accountId, arn: `arn:aws:iam::${accountId}:root`, id: accountId, userId: accountId };
      case "aws:index/getRegion:getRegion":
        return { name: region, region, id: region };
      case "aws:index/getPartition:getPartition":
        return { partition: "aws", id: "aws", dnsSuffix: "amazonaws.com" };
      case "aws:pricing/getProduct:getProduct":
        return getPriceListProduct(args);
      case "aws:servicequotas/getServiceQuota:getServiceQuota":
        return getServiceQuota(this.#account.state, args);
      default:
        throw new Error(`the local AWS has no function ${token}`);
    }
  }

  check(urn: string, olds: JsonObject, news: JsonObject, seed: Uint8Array): CheckedInputs {
    const logicalName = urn.split("::").slice(3).join("::");
    return checkInputs(getResourceType(urn), logicalName, olds, news, seed);
  }

  /**
   * @param ignoreChanges paths as the program writes them. The engine puts the old inputs in their place; a state
   *     that was read since has other values, so the provider must leave them out itself.
   */
  diff(urn: string, state: JsonObject, inputs: JsonObject, ignoreChanges: readonly string[]): Differences {
    const type = getResourceType(urn);
    const differences = removePaths(diffProperties(type, state, inputs), ignoreChanges);
    const replaces = [...listTopLevelNames(differences.filter((each) => each.replaces))].toSorted();
    return { differences, replaces, deleteFirst: replaces.length > 0 && isNameGiven(type, inputs) };
  }

  /**
   * A resource that is made and cannot be read is in the state all the same, without what only AWS knows.
   * @see https://github.com/hashicorp/terraform-plugin-sdk, helper/schema: the id is set before the read
   */
  async create(
    urn: string,
    inputs: JsonObject,
    preview: boolean,
  ): Promise<{ readonly id: string; readonly outputs: JsonObject }> {
    const type = getResourceType(urn);
    if (preview) return { id: "", outputs: this.#expected(type, inputs) };
    const id = await this.#made(type, inputs);
    const { outputs, failure } = await this.#outputsIfRead(type, id, inputs);
    if (failure !== undefined) throw new PartlyDone(id, outputs, inputs, failure);
    return { id, outputs };
  }

  /** @throws PartlyDone if the resource exists but differs from its inputs */
  async #made(type: ResourceType, inputs: JsonObject): Promise<string> {
    try {
      return await type.create(this.#account, removeDefaultsKey(inputs));
    } catch (error) {
      if (!(error instanceof Unsettled)) throw error;
      const { outputs } = await this.#outputsIfRead(type, error.id, inputs);
      throw new PartlyDone(error.id, outputs, inputs, error.message);
    }
  }

  /** Reads a resource after its creation; `failure`: why it could not be read. */
  async #outputsIfRead(
    type: ResourceType,
    id: string,
    inputs: JsonObject,
  ): Promise<{ readonly outputs: JsonObject; readonly failure?: string }> {
    try {
      return { outputs: await this.#outputs(type, id, inputs) };
    } catch (error) {
      const known = removeDefaultsKey(inputs);
      const found = error instanceof PartlyRead ? error.found : {};
      const outputs = { ...known, ...found, ...this.#region(type), ...this.#tagsAll(known) };
      return { outputs, failure: toMessage(error) };
    }
  }

  /** A read without a state is an import: the id may have another form then. */
  async read(urn: string, id: string, state: JsonObject, inputs: JsonObject): Promise<ReadResource | undefined> {
    const type = getResourceType(urn);
    if (Object.keys(state).length === 0) return this.#import(type, id);
    const found = await type.read(this.#account, id, state);
    if (found === undefined) return undefined;
    const outputs = { ...state, ...this.#withTags(found) };
    return { id, outputs, inputs: readRefreshedInputs(inputs, outputs) };
  }

  async #import(type: ResourceType, importId: string): Promise<ReadResource | undefined> {
    const { id, state } = type.imported?.(importId) ?? { id: importId, state: {} };
    const found = await type.read(this.#account, id, state);
    if (found === undefined) return undefined;
    const outputs = { ...state, ...this.#region(type), ...this.#withTags(found) };
    return { id, outputs, inputs: readImportedInputs(type, outputs) };
  }

  /**
   * An update that fails leaves the outputs that were wanted in the state, as resources made with Terraform's
   * SDK do; the engine then repeats the update, and the resource finds nothing to change.
   * @see https://github.com/hashicorp/terraform-plugin-sdk/issues/476
   */
  async update(
    urn: string,
    id: string,
    olds: JsonObject,
    news: JsonObject,
    { preview, ignoreChanges }: UpdateOptions,
  ): Promise<JsonObject> {
    const type = getResourceType(urn);
    const inputs = { ...removeDefaultsKey(news), ...pick(olds, ignoreChanges) };
    const decidedByAws = pick(olds, [...type.computed, ...type.optionalComputed]);
    const planned = { ...decidedByAws, ...inputs, ...this.#tagsAll(inputs) };
    if (preview) return planned;
    const differences = removePaths(diffProperties(type, olds, inputs), ignoreChanges);
    const changed = listTopLevelNames(differences);
    try {
      await type.update(this.#account, { id, olds, news: inputs, changed });
      return await this.#outputs(type, id, planned);
    } catch (error) {
      throw new PartlyDone(id, planned, news, `updating ${urn}: ${toMessage(error)}`);
    }
  }

  async delete(urn: string, id: string, state: JsonObject): Promise<void> {
    await getResourceType(urn).delete(this.#account, id, state);
  }

  async #outputs(type: ResourceType, id: string, inputs: JsonObject): Promise<JsonObject> {
    const known = removeDefaultsKey(inputs);
    const found = await type.read(this.#account, id, known);
    return { ...known, ...this.#region(type), ...this.#withTags(found ?? {}) };
  }

  #expected(type: ResourceType, inputs: JsonObject): JsonObject {
    const computed = Object.fromEntries(type.computed.map((name) => [name, unknownValue]));
    const known = removeDefaultsKey(inputs);
    return { ...computed, ...this.#region(type), ...known, ...this.#tagsAll(known) };
  }

  #withTags(found: JsonObject): JsonObject {
    return { ...found, ...this.#tagsAll(found) };
  }

  #tagsAll(properties: JsonObject): JsonObject {
    const { tags } = properties;
    return tags === undefined ? {} : { tagsAll: tags };
  }

  #region(type: ResourceType): JsonObject {
    return type.replacedBy.includes("region") ? { region: this.#account.state.region } : {};
  }
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function removeDefaultsKey(inputs: JsonObject): JsonObject {
  return omit(inputs, [defaultsKey]);
}
