import * as pulumi from "@pulumi/pulumi";
import { type EndpointPlan, resourceNames, type StackOutputs, toStackOutputs } from "../../plan/endpoint";
import {
  createDeploymentHooks,
  createScalingReadyMarker,
  type DeploymentHooks,
  type HookedEndpoint,
  type RecoveryHooks,
  type ScalingResources,
} from "../recovery";
import { resourceTypes, type StackFileSettings } from "../state";
import type { ScaledEndpoint } from "./endpoint";
import { throwIfPartlyUpdated } from "./throw-if-partly-updated";

export interface EndpointComponentArgs {
  readonly plan: EndpointPlan;
  /** @default hooks that do not ask AWS: only an update that was rolled back fails the run */
  readonly hooks?: DeploymentHooks;
  /** By the endpoints' keys: kept in the state for the next preview. */
  readonly settings?: Readonly<Record<string, StackFileSettings>>;
  /**
   * Whether environment variables and settings stay encrypted in the state.
   * @default false
   */
  readonly environmentIsSecret?: boolean;
}

/** What a stack outputs about an endpoint. `arn`: absent for an existing one. */
export interface EndpointOutputs extends StackOutputs {
  readonly name: pulumi.Output<string>;
  readonly arn?: pulumi.Output<string>;
}

/**
 * Before 3.238.0 the CLI takes the refusal of a rolled back update for a warning, and deletes the configuration in
 * service; 3.243.0 does not call every hook on an error.
 * @see https://github.com/pulumi/pulumi/blob/master/CHANGELOG.md, pull requests 23347 and 23375
 */
const supportedPulumiVersions = ">=3.248.0";

/** What a component is prepared with. */
interface Prepared extends Required<Omit<EndpointComponentArgs, "hooks" | "settings">> {
  readonly hooks: RecoveryHooks;
  readonly settings: StackFileSettings | undefined;
}

/**
 * Groups the resources of one endpoint, holds its hooks, and registers its outputs. Creates only the ready marker itself.
 * @typeParam TData what a subclass makes later, if it is prepared later
 */
export class EndpointComponent<TData = unknown> extends pulumi.ComponentResource<TData> {
  readonly #prepared: { current?: Prepared };

  /**
   * @param args absent if `prepare` follows
   * @param inputs what a preview compares; nothing for an endpoint of a stack file
   */
  constructor(
    name: string,
    args: EndpointComponentArgs | undefined,
    opts: pulumi.ComponentResourceOptions = {},
    inputs: pulumi.Inputs = {},
  ) {
    const prepared: { current?: Prepared } = args === undefined ? {} : { current: toPrepared(args) };
    const transformations = [
      ...(opts.transformations ?? []),
      createErrorHooks(name, () => prepared.current?.hooks),
      addUpdateHook,
      ...(canRegisterHooks() ? [] : [dropHooks]),
      createScalingChain(),
    ];
    super(resourceTypes.component, name, inputs, { ...opts, transformations });
    void pulumi.requirePulumiVersion(supportedPulumiVersions);
    this.#prepared = prepared;
  }

  /** Sets the plan and the hooks, before the first child is created. */
  protected prepare(args: EndpointComponentArgs): void {
    this.#prepared.current = toPrepared(args);
  }

  get plan(): EndpointPlan {
    return this.#getPrepared().plan;
  }

  get hooks(): RecoveryHooks {
    return this.#getPrepared().hooks;
  }

  get environmentIsSecret(): boolean {
    return this.#getPrepared().environmentIsSecret;
  }

  /** Whether a failed update is recovered from: AWS may be read, and the stack creates the endpoint. */
  get recovers(): boolean {
    return this.hooks.canRecover && !("existing" in this.plan);
  }

  #getPrepared(): Prepared {
    const { current } = this.#prepared;
    if (current === undefined) throw new Error("bug: the component is not prepared");
    return current;
  }

  /**
   * Options of what scales the endpoint: SageMaker deregisters the target of an endpoint that it deletes, so nothing is
   * deleted before the endpoint is, and one that SageMaker refuses to delete stays on its timetable. Not deleted with the
   * endpoint resource: its name in the state may also be that of an endpoint that it replaced.
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-delete-with-scaling.html
   * @see https://www.pulumi.com/docs/iac/concepts/resources/options/deletedwith/
   */
  get scalingOptions(): pulumi.CustomResourceOptions {
    const deletion = this.recovers ? { deletedWith: this } : {};
    return { parent: this, ...deletion, deleteBeforeReplace: true };
  }

  /**
   * Creates the marker that everything that scales the endpoint is ready, sets its limits in an update, and registers the
   * outputs. Call it last.
   */
  finish({ name, arn }: ScaledEndpoint, scaling: ScalingResources): EndpointOutputs {
    const { settings } = this.#getPrepared();
    const marker = this.recovers ? createScalingReadyMarker(this.plan.name, scaling, this.hooks, this) : undefined;
    const endpointName = this.#setLimits(name, scaling, marker);
    const kept = endpointName.apply(() => settings);
    this.registerOutputs({
      endpointName,
      ...(settings === undefined ? {} : { settings: this.environmentIsSecret ? pulumi.secret(kept) : kept }),
      ...(arn === undefined ? {} : { endpointArn: arn }),
    });
    return { name, ...(arn === undefined ? {} : { arn }), ...toStackOutputs(this.plan) };
  }

  /** @returns the name, once the limits are set: Pulumi waits for outputs before a run ends */
  #setLimits(
    name: pulumi.Output<string>,
    { target, policies, actions }: ScalingResources,
    marker: pulumi.Resource | undefined,
  ): pulumi.Output<string> {
    if (!this.hooks.canRecover || pulumi.runtime.isDryRun()) return name;
    const ready = pulumi.all(
      [...policies, ...actions, ...(marker === undefined ? [] : [marker])].map(({ urn }) => urn),
    );
    return pulumi.all([name, target.resourceId, ready]).apply(async ([endpointName, resourceId]) => {
      await this.hooks.afterScaling({ resourceId, unit: this.plan.target.unit }, this.plan.schedule);
      return endpointName;
    });
  }
}

function toPrepared({ plan, hooks, settings = {}, environmentIsSecret = false }: EndpointComponentArgs): Prepared {
  return {
    plan,
    environmentIsSecret,
    settings: settings[plan.name],
    hooks: (hooks ?? createDeploymentHooks(undefined)).forEndpoint(toHookedEndpoint(plan)),
  };
}

function toHookedEndpoint(plan: EndpointPlan): HookedEndpoint {
  return {
    key: plan.name,
    owner: "variantOf" in plan ? plan.variantOf : plan.name,
    variantName: plan.target.variantName,
  };
}

/** Every AWS resource of the component calls this hook when it fails. */
function createErrorHooks(key: string, getHooks: () => RecoveryHooks | undefined): pulumi.ResourceTransformation {
  let onError: pulumi.ErrorHook[] | undefined;
  return ({ type, props, opts }) => {
    const hooks = getHooks();
    if (hooks?.canRecover !== true || !type.startsWith("aws:")) return undefined;
    onError ??= [new pulumi.ErrorHook(resourceNames.keptScaling(key), hooks.onError)];
    return { props, opts: { ...opts, hooks: { ...opts.hooks, onError } } };
  };
}

/** Every AWS resource of the component is compared with its inputs after an update. */
const addUpdateHook: pulumi.ResourceTransformation = ({ type, props, opts }) => {
  if (!type.startsWith("aws:")) return undefined;
  const { hooks, ignoreChanges } = opts;
  const check = (args: pulumi.ResourceHookArgs): void => {
    throwIfPartlyUpdated(args, ignoreChanges);
  };
  return { props, opts: { ...opts, hooks: { ...hooks, afterUpdate: [...(hooks?.afterUpdate ?? []), check] } } };
};

/** Pulumi's own mocks register no hooks: they update nothing. */
function canRegisterHooks(): boolean {
  return typeof pulumi.runtime.getMonitor()?.registerResourceHook === "function";
}

const dropHooks: pulumi.ResourceTransformation = ({ props, opts: { hooks: _, ...opts } }) => ({ props, opts });

/** What AWS keeps on a scalable target. */
const scalingTypes: readonly string[] = [resourceTypes.policy, resourceTypes.action];

/**
 * Puts and deletes the policies and scheduled actions of the target one after another: AWS may refuse two updates of one
 * target at once, and nothing repeats them.
 *
 * Each depends on the one before it, so the engine puts them in turn. It deletes in turn what depends on each other
 * directly; a dependency on a component is one on each child that came before. No property comes from another one, so the
 * engine replaces no neighbor.
 * @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PutScheduledAction.html, Errors
 * @see pulumi/pulumi pkg/resource/graph/dependency_graph.go, DependenciesOf
 */
function createScalingChain(): pulumi.ResourceTransformation {
  let previous: pulumi.Resource | undefined;
  return ({ resource, type, props, opts }) => {
    const { parent } = opts;
    if (!scalingTypes.includes(type) || parent === undefined) return undefined;
    // Not the component itself: Pulumi would wait for its later children, too.
    const component = new Promise<pulumi.Resource>((resolve) => {
      parent.urn.apply((urn) => {
        resolve(new pulumi.DependencyResource(urn));
      });
    });
    const dependsOn = [component, ...(previous === undefined ? [] : [previous])];
    previous = resource;
    return { props, opts: pulumi.mergeOptions(opts, { dependsOn }) };
  };
}
