import { readEndpointCounts, waitForInService } from "../aws/client";
import { toVariantResourceId } from "../aws/facts";
import { type OwnModel, Stopped, type TestEndpoint, type Trial } from "./check";
import { callOrStop, getFound, toFixedLimits, registerTarget, verifyTag } from "./scaling-calls";

/** What creating an endpoint takes. */
type Creation = Pick<Trial, "aws" | "clock" | "run" | "log">;

export const ownVariantName = "AllTraffic";

function createTags(run: string) {
  return { Tags: [{ Key: verifyTag, Value: run }] };
}

/** Creates a model, a configuration and an endpoint with one instance, and registers its target. */
export async function createOwnEndpoint(creation: Creation, own: OwnModel): Promise<TestEndpoint> {
  const { aws, run } = creation;
  await callOrStop("sagemaker:CreateModel", () =>
    aws.sageMaker.createModel({
      ModelName: run,
      ExecutionRoleArn: own.roleArn,
      PrimaryContainer: { Image: own.image, ...(own.modelData === undefined ? {} : { ModelDataUrl: own.modelData }) },
      ...createTags(run),
    }),
  );
  const configName = await createConfig(creation, "first", toInstances(own.instanceType));
  await createEndpoint(creation, run, configName);
  const resourceId = toVariantResourceId(run, ownVariantName);
  const target = { unit: "instances", resourceId, count: 1 } as const;
  await registerTarget(creation, target, toFixedLimits(target));
  return { endpointName: run, variantName: ownVariantName, target };
}

/** What a variant of a configuration runs on. */
type Capacity =
  | { readonly InstanceType: OwnInstanceType; readonly InitialInstanceCount: number }
  | { readonly ServerlessConfig: NonNullable<Variants[number]["ServerlessConfig"]> };

type Variants = NonNullable<Parameters<Trial["aws"]["sageMaker"]["createEndpointConfig"]>[0]["ProductionVariants"]>;
type OwnInstanceType = NonNullable<Variants[number]["InstanceType"]>;

/** One instance. AWS itself refuses a type that it does not have. */
export function toInstances(instanceType: string): Capacity {
  return { InstanceType: instanceType as OwnInstanceType, InitialInstanceCount: 1 };
}

/** Creates a configuration of the run's model. @returns its name at AWS */
export async function createConfig(
  { aws, run }: Pick<Trial, "aws" | "run">,
  name: string,
  capacity: Capacity,
  variantName = ownVariantName,
): Promise<string> {
  const configName = `${run}-${name}`;
  await callOrStop("sagemaker:CreateEndpointConfig", () =>
    aws.sageMaker.createEndpointConfig({
      EndpointConfigName: configName,
      ProductionVariants: [{ VariantName: variantName, ModelName: run, InitialVariantWeight: 1, ...capacity }],
      ...createTags(run),
    }),
  );
  return configName;
}

/** Creates an endpoint, and waits for it. @throws Stopped if it fails */
export async function createEndpoint(creation: Creation, endpointName: string, configName: string): Promise<void> {
  const { aws, run } = creation;
  await callOrStop("sagemaker:CreateEndpoint", () =>
    aws.sageMaker.createEndpoint({ EndpointName: endpointName, EndpointConfigName: configName, ...createTags(run) }),
  );
  await waitUntilInService(creation, endpointName);
}

/** @throws Stopped if the endpoint does not get there */
export async function waitUntilInService({ aws, clock, log }: Creation, endpointName: string): Promise<void> {
  const waited = await waitForInService(aws, endpointName, { sleep: clock.sleep, log });
  if ("failure" in waited) throw new Stopped(waited.failure.message);
  if ("status" in waited) {
    throw new Stopped(`endpoint ${endpointName} is ${waited.status}: ${waited.failureReason ?? "AWS gives no reason"}`);
  }
}

/** @throws Stopped if the endpoint does not exist */
export async function readStatus({ aws }: Pick<Trial, "aws">, endpointName: string): Promise<string> {
  const counts = getFound(await readEndpointCounts(aws, endpointName));
  if (counts === undefined) throw new Stopped(`there is no endpoint ${endpointName}`);
  return counts.status;
}
