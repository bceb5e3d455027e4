import type * as pulumi from "@pulumi/pulumi";
import type {
  ContainerPlan,
  EndpointConfigurationPlan,
  ExistingEndpointPlan,
  ManagedEndpointPlan,
  ModelPlan,
  PolicyStatement,
} from "../../plan/endpoint";
import type { MonitoringPlan } from "../../plan/monitoring";

/** A part of a plan, in which any text may come from another resource. */
type WithInputs<T> = T extends string
  ? pulumi.Input<string>
  : T extends readonly string[]
    ? pulumi.Input<readonly pulumi.Input<string>[]>
    : T extends readonly (infer TItem)[]
      ? readonly WithInputs<TItem>[]
      : { readonly [K in keyof T]: WithInputs<T[K]> };

/** A role as the plan has it; statements may depend on texts from other resources. */
export type RoleInputs =
  | { readonly arn: pulumi.Input<string> }
  | {
      readonly permissionsBoundaryArn?: pulumi.Input<string>;
      readonly statements: pulumi.Input<readonly PolicyStatement[]>;
    };

export interface ContainerInputs extends WithInputs<Omit<ContainerPlan, "environment">> {
  readonly environment?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
}

export interface ModelInputs extends Pick<ModelPlan, "enableNetworkIsolation"> {
  readonly containers: readonly ContainerInputs[];
  readonly vpcConfig?: WithInputs<NonNullable<ModelPlan["vpcConfig"]>>;
}

export interface EndpointConfigurationInputs
  extends
    Pick<EndpointConfigurationPlan, "productionVariant">,
    WithInputs<Omit<EndpointConfigurationPlan, "productionVariant">> {}

export interface MonitoringInputs extends Omit<MonitoringPlan, "notify"> {
  readonly notify: { readonly topicArn: pulumi.Input<string> } | { readonly emails: readonly string[] };
}

interface SharedInputs {
  readonly monitoring?: MonitoringInputs;
}

/** The plan of an endpoint that is created, in which texts may come from other resources. */
export interface ManagedEndpointInputs
  extends Omit<ManagedEndpointPlan, "role" | "model" | "configuration" | "deployment" | "monitoring">, SharedInputs {
  readonly role: RoleInputs;
  readonly model: ModelInputs;
  readonly configuration: EndpointConfigurationInputs;
  readonly deployment?: WithInputs<NonNullable<ManagedEndpointPlan["deployment"]>>;
}

/** What belongs to one more variant alone. */
export interface VariantInputs extends Pick<ManagedEndpointInputs, "role" | "model" | "instanceTypes"> {
  readonly configuration: Pick<EndpointConfigurationInputs, "productionVariant">;
}

/** A plan in which texts may come from other resources. */
export type EndpointInputs = ManagedEndpointInputs | (Omit<ExistingEndpointPlan, "monitoring"> & SharedInputs);
