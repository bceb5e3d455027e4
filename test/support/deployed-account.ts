import { compile } from "../../src/compile";
import { readStackFile } from "../../src/config/stack-file";
import { newAccount } from "../../src/simulate/new-account";
import type { AwsState } from "../../src/simulate/state";
import type { World } from "../../src/simulate/world";
import { minute, TestAccount } from "./simulated-account";

/** The variant of an endpoint whose stack file names none. */
const usualVariant = "AllTraffic";

/** From asking for an endpoint to its being in service. */
const startMinutes = 10;

/** The digits that stand for those that Pulumi appends. */
const digits = "1a2b3c4";

const place = (endpoint: string, variant: string) => ({
  ServiceNamespace: "sagemaker",
  ResourceId: `endpoint/${endpoint}-${digits}/variant/${variant}`,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
});

/** An account in which a stack file has been deployed just before a moment, as `pulumi up` does. */
export class DeployedAccount extends TestAccount {
  static from(stackText: string, now: string, world: Partial<World> = {}): DeployedAccount {
    const { raw } = readStackFile(stackText);
    const { endpoints } = compile(raw, { now, readCalendarFile: () => undefined });
    const end = Date.parse(now) / 1000;
    const started = end - Object.keys(endpoints).length * startMinutes * minute;
    const account = new DeployedAccount(newAccount(started, world));
    for (const { name, config, plan } of Object.values(endpoints)) {
      if (config === undefined || plan === undefined) throw new Error(`${name} is not right`);
      const { instanceType } = config.variant;
      account.makeEndpoint(name, config.variant.name, instanceType ?? "", plan.registered.min);
      account.register(plan.registered.min, plan.registered.max, name, config.variant.name);
      for (const action of plan.actions) {
        const { schedule, timezone, min, max } = action;
        account.put(name, action.name, { schedule, timezone, min, max }, config.variant.name);
      }
    }
    return account;
  }

  private makeEndpoint(name: string, variant: string, type: string, count: number): void {
    const awsName = `${name}-${digits}`;
    this.call("sagemaker:CreateModel", {
      ModelName: awsName,
      ExecutionRoleArn: "arn:aws:iam::123456789012:role/r",
      PrimaryContainer: { Image: "i" },
    });
    this.call("sagemaker:CreateEndpointConfig", {
      EndpointConfigName: awsName,
      ProductionVariants: [
        {
          VariantName: variant,
          ModelName: awsName,
          InstanceType: type,
          InitialInstanceCount: Math.max(1, count),
        },
      ],
    });
    this.call("sagemaker:CreateEndpoint", { EndpointName: awsName, EndpointConfigName: awsName });
    this.run(startMinutes * minute);
  }

  override register(min: number, max: number, name = "sentiment", variant = usualVariant): this {
    this.call("application-autoscaling:RegisterScalableTarget", {
      ...place(name, variant),
      MinCapacity: min,
      MaxCapacity: max,
    });
    return this;
  }

  suspend(
    flags: Readonly<Record<string, boolean>>,
    name = "sentiment",
    variant = usualVariant,
  ): void {
    const target = place(name, variant);
    this.call("application-autoscaling:RegisterScalableTarget", {
      ...target,
      SuspendedState: flags,
    });
  }

  put(
    name: string,
    action: string,
    {
      schedule,
      timezone,
      min,
      max,
    }: Readonly<Record<"schedule" | "timezone", string>> & Readonly<Record<"min" | "max", number>>,
    variant = usualVariant,
  ): void {
    this.call("application-autoscaling:PutScheduledAction", {
      ...place(name, variant),
      ScheduledActionName: action,
      Schedule: schedule,
      Timezone: timezone,
      ScalableTargetAction: { MinCapacity: min, MaxCapacity: max },
    });
  }

  delete(action: string, name = "sentiment", variant = usualVariant): void {
    const target = place(name, variant);
    this.call("application-autoscaling:DeleteScheduledAction", {
      ...target,
      ScheduledActionName: action,
    });
  }

  /** The moment of the virtual clock. */
  get now(): string {
    return new Date(this.state.nowSeconds * 1000).toISOString();
  }

  change(next: (state: AwsState) => AwsState): void {
    this.state = next(this.state);
  }
}
