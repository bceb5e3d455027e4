import type { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { SageMaker } from "@aws-sdk/client-sagemaker";
import type { STS } from "@aws-sdk/client-sts";
import { createCredentials } from "./credentials";
import type { AwsAccess } from "./provider-settings";

export type { ScalingPolicy, ScheduledAction as AwsScheduledAction } from "@aws-sdk/client-application-auto-scaling";
export type { MetricAlarm, PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";

/** Clients of the services that scale endpoints. */
export interface AwsClients {
  readonly sageMaker: SageMaker;
  readonly scaling: ApplicationAutoScaling;
  /** Loads the client; the caller ends it with `destroy`. */
  readonly openCloudWatch: () => Promise<
    Pick<CloudWatch, "describeAlarms" | "getMetricData" | "putMetricAlarm" | "destroy">
  >;
  /** As `openCloudWatch`. */
  readonly openSts: () => Promise<Pick<STS, "getCallerIdentity" | "destroy">>;
}

/**
 * If this variable is not set, the SDK warns users of Node 20 of future versions. package-lock.json pins the version.
 * @see https://github.com/aws/aws-sdk-js-v3, packages/core, emitWarningIfUnsupportedVersion
 */
export const versionWarningVariable = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** In milliseconds: a person waits for the answer. */
const requestTimeouts = { connectionTimeout: 3000, requestTimeout: 10_000 } as const;

/** With the first try; the SDK waits longer each time, up to 15 seconds together if AWS throttles. */
const maxAttempts = 5;

/** The command that asked reports failures once, in its own form. */
const silentLogger = { debug: ignoreLog, info: ignoreLog, warn: ignoreLog, error: ignoreLog } as const;

function ignoreLog(): void {
  // The SDK would write to the console next to the answer.
}

/**
 * Loads the SDK, which takes a tenth of a second. Missing credentials or a missing region show at the first call.
 * @param attempts how often a client sends a request that AWS throttles or cannot answer
 */
export async function createClients(access: AwsAccess, attempts = maxAttempts): Promise<AwsClients> {
  const [{ ApplicationAutoScaling }, { SageMaker }] = await Promise.all([
    import("@aws-sdk/client-application-auto-scaling"),
    import("@aws-sdk/client-sagemaker"),
  ]);
  const config = { ...(await createClientConfig(access)), maxAttempts: attempts };
  const at = (...names: readonly string[]) => ({ ...config, ...chooseEndpoint(access, names) });
  const { stsRegion } = access;
  return {
    sageMaker: new SageMaker(at("sagemaker")),
    scaling: new ApplicationAutoScaling(at("appautoscaling", "applicationautoscaling")),
    openCloudWatch: async () => {
      const { CloudWatch } = await import("@aws-sdk/client-cloudwatch");
      return new CloudWatch(at("cloudwatch"));
    },
    openSts: async () => {
      const { STS } = await import("@aws-sdk/client-sts");
      return new STS({ ...at("sts"), ...(stsRegion === undefined ? {} : { region: stsRegion }) });
    },
  };
}

async function createClientConfig(access: AwsAccess) {
  const { region, profile, useFipsEndpoint, useDualstackEndpoint } = access;
  const credentials = await createCredentials(access);
  return {
    requestHandler: requestTimeouts,
    logger: silentLogger,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(useFipsEndpoint === undefined ? {} : { useFipsEndpoint }),
    ...(useDualstackEndpoint === undefined ? {} : { useDualstackEndpoint }),
  };
}

/** @param names the provider's names of one service */
function chooseEndpoint({ endpoints = {} }: AwsAccess, names: readonly string[]): { readonly endpoint?: string } {
  const [endpoint] = names.flatMap((name) => endpoints[name] ?? []);
  return endpoint === undefined ? {} : { endpoint };
}

/** Closes the connections that the clients keep open. */
export function closeClients({ sageMaker, scaling }: AwsClients): void {
  sageMaker.destroy();
  scaling.destroy();
}

/** Opens clients, asks, and closes them. @throws what `ask` throws */
export async function withClients<T>(access: AwsAccess, ask: (aws: AwsClients) => Promise<T>): Promise<T> {
  const aws = await createClients(access);
  try {
    return await ask(aws);
  } finally {
    closeClients(aws);
  }
}
