import * as pulumi from "@pulumi/pulumi";
import { prepareEndpoints, readRunOptions, type RunOptions } from "../preflight";
import { type CreatedEndpoint, createEndpointResources, EndpointComponent, throwIfMissing } from "../resources";
import { type CompiledArgs, compileArgs } from "./compile-args";
import { toEndpointInputs } from "./to-endpoint-inputs";
import type { TimetabledEndpointArgs } from "./timetabled-endpoint-args";

/** A SageMaker endpoint on a timetable, or an existing one that is put on a timetable. */
export interface TimetabledEndpoint extends pulumi.ComponentResource {
  /** Its name at AWS. */
  readonly endpointName: pulumi.Output<string>;
  /** Undefined for an existing endpoint. */
  readonly endpointArn: pulumi.Output<string | undefined>;
  /** `cron(0 8 ? * MON-FRI *) Europe/Berlin: 2-4 instances` by name, once all of them are registered. */
  readonly scheduledActions: pulumi.Output<Readonly<Record<string, string>>>;
}

/** Creates the component. */
export interface TimetabledEndpointConstructor {
  /**
   * @param name of the component and of its resources, unique in the stack
   * @throws RunError with every problem in the args
   */
  new (name: string, args: TimetabledEndpointArgs, opts?: pulumi.ComponentResourceOptions): TimetabledEndpoint;
}

/**
 * A SageMaker endpoint on a timetable.
 *
 * Its args are the keys of an endpoint in a stack file, and those of the stack beside them. A preview prints the week and
 * what changes. Its resources have the names that they have for an endpoint of a stack file with the same name.
 *
 * @example
 * ```ts
 * new TimetabledEndpoint("sentiment", {
 *   model: { image: repository.repositoryUrl.apply((url) => `${url}:1.4.0`), dataUrl: "s3://models/sentiment.tar.gz" },
 *   variant: { instanceType: "ml.m5.large" },
 *   timezone: "Europe/Berlin",
 *   timetable: {
 *     baseline: { min: 1, max: 1 },
 *     windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 2, max: 4 } },
 *   },
 *   scaling: { metric: "invocationsPerInstance", target: 700 },
 * });
 * ```
 */
export const TimetabledEndpoint: TimetabledEndpointConstructor = class TimetabledEndpoint
  extends EndpointComponent<CreatedEndpoint>
  implements TimetabledEndpoint
{
  readonly endpointName: pulumi.Output<string>;
  readonly endpointArn: pulumi.Output<string | undefined>;
  readonly scheduledActions: pulumi.Output<Readonly<Record<string, string>>>;
  readonly #compiled: CompiledArgs;
  readonly #run: RunOptions;

  constructor(name: string, args: TimetabledEndpointArgs, opts?: pulumi.ComponentResourceOptions) {
    const run = readRunOptions();
    const region = new pulumi.Config("aws").get("region");
    const compiled = compileArgs(name, args, { ...run, region });
    super(name, undefined, opts, { ...args });
    this.#compiled = compiled;
    this.#run = run;
    const created = this.getData();
    this.endpointName = pulumi.output(created.then((endpoint) => endpoint.name));
    this.endpointArn = pulumi.output(created.then(({ arn }) => arn));
    this.scheduledActions = pulumi.output(
      created.then(({ actions, scheduledActions }) =>
        pulumi.all(actions.map(({ urn }) => urn)).apply(() => scheduledActions),
      ),
    );
  }

  /**
   * Creates the resources, once the state and AWS are read. Pulumi calls this in the constructor, and waits for it if
   * another resource depends on the component.
   */
  protected override async initialize(): Promise<CreatedEndpoint> {
    const done = pulumi.runtime.rpcKeepAlive();
    try {
      // The fields are set once the constructor has ended.
      await Promise.resolve();
      const { compiled, inputs, shown } = this.#compiled;
      const { plans, ...prepared } = await prepareEndpoints(compiled, this.#run, shown);
      const [plan] = plans;
      if (plan === undefined || "variantOf" in plan) throw new Error("bug: the args have no plan");
      this.prepare({ plan, ...prepared });
      const created = createEndpointResources(toEndpointInputs(plan, compiled.endpoints[0]?.config, inputs), this);
      await throwIfMissing(created, this);
      return created;
    } finally {
      done();
    }
  }
};
