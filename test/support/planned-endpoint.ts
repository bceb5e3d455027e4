import type * as pulumi from "@pulumi/pulumi";
import { createEndpointResources } from "../../src/deploy/resources/create-endpoint-resources";
import { EndpointComponent, type EndpointComponentArgs } from "../../src/deploy/resources/endpoint-component";

/** The endpoint of a plan, with the calls of index.ts. */
export class PlannedEndpoint extends EndpointComponent {
  readonly endpointName: pulumi.Output<string>;
  readonly endpointArn?: pulumi.Output<string>;

  constructor(name: string, args: EndpointComponentArgs, opts?: pulumi.ComponentResourceOptions) {
    super(name, args, opts);
    if ("variantOf" in args.plan) throw new Error("a variant is no endpoint of its own");
    const { name: endpointName, arn } = createEndpointResources(args.plan, this);
    this.endpointName = endpointName;
    if (arn !== undefined) this.endpointArn = arn;
  }
}
