import type { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import type { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { SageMaker } from "@aws-sdk/client-sagemaker";
import { type AssumedRole, createRoleCredentials } from "./assumed-roles";

export type {
  ScalingPolicy,
  ScheduledAction as AwsScheduledAction,
} from "@aws-sdk/client-application-auto-scaling";
export type { MetricAlarm, PutMetricAlarmInput } from "@aws-sdk/client-cloudwatch";

/** Clients of the services that hold what a timetable moves. */
export interface AwsClients {
  readonly sageMaker: SageMaker;
  readonly scaling: ApplicationAutoScaling;
  /** Loaded only by whoever opens it, who then ends it with `destroy`. */
  readonly openCloudWatch: () => Promise<
    Pick<CloudWatch, "describeAlarms" | "putMetricAlarm" | "destroy">
  >;
}

/** Where and as whom AWS is asked; what is absent comes from the SDK's own chain. */
export interface AwsAccess {
  readonly region?: string;
  readonly profile?: string;
  /** Taken on one after the other before anything is asked. */
  readonly roles?: readonly AssumedRole[];
}

/**
 * A variable without which the SDK warns Node 20's users of versions that are not published yet; which one is used here
 * is fixed in package-lock.json.
 *
 * Source: https://github.com/aws/aws-sdk-js-v3, packages/core, emitWarningIfUnsupportedVersion
 */
export const versionWarningVariable = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** Milliseconds: a person waits for the answer. */
const requestTimeouts = { connectionTimeout: 3000, requestTimeout: 10_000 } as const;

/** The first try included; the SDK waits longer between them each time. */
const maxAttempts = 3;

/** What goes wrong is told by the command that asked, once and in its own form. */
const silentLogger = {
  debug: ignoreLog,
  info: ignoreLog,
  warn: ignoreLog,
  error: ignoreLog,
} as const;

function ignoreLog(): void {
  // Nothing: the SDK would write on the console beside the answer.
}

/**
 * Clients of AWS. The SDK is loaded here, and only here: it takes a tenth of a second.
 *
 * Errors: none; that there are no credentials or no region shows at the first call
 */
export async function createClients({
  region,
  profile,
  roles = [],
}: AwsAccess): Promise<AwsClients> {
  const [{ ApplicationAutoScaling }, { SageMaker }] = await Promise.all([
    import("@aws-sdk/client-application-auto-scaling"),
    import("@aws-sdk/client-sagemaker"),
  ]);
  const origin = {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  };
  const credentials = roles.length === 0 ? undefined : await createRoleCredentials(roles, origin);
  const config = {
    maxAttempts,
    requestHandler: requestTimeouts,
    logger: silentLogger,
    ...origin,
    ...(credentials === undefined ? {} : { credentials }),
  };
  return {
    sageMaker: new SageMaker(config),
    scaling: new ApplicationAutoScaling(config),
    openCloudWatch: async () => {
      const { CloudWatch } = await import("@aws-sdk/client-cloudwatch");
      return new CloudWatch(config);
    },
  };
}

/** Ends the connections that the clients keep open. */
export function closeClients({ sageMaker, scaling }: AwsClients): void {
  sageMaker.destroy();
  scaling.destroy();
}

/** Opens clients, asks, and closes them. Errors: those of `ask` */
export async function withClients<T>(
  access: AwsAccess,
  ask: (aws: AwsClients) => Promise<T>,
): Promise<T> {
  const aws = await createClients(access);
  try {
    return await ask(aws);
  } finally {
    closeClients(aws);
  }
}
