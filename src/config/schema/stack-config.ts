import type { CapacityUnit, scalingMetrics } from "../../aws/facts";
import type { Limits, Named, PlainDateText, ScheduleConfig, Timetable } from "../../timetable";
import type { PlainMinute } from "../../timetable/time";

/** A stack file in normal form: with every default, every text parsed. */
export interface StackConfig {
  /** Default time zone of every timetable. */
  readonly timezone?: string;
  readonly calendars: Named<CalendarSource>;
  readonly guards: Guards;
  /** @default "given" */
  readonly prices?: PriceSource;
  readonly tags: Named<string>;
  /**
   * The default of `protect` for every endpoint.
   * @default false
   */
  readonly protect?: boolean;
  /**
   * Whether a run may read live AWS state.
   * @default true
   */
  readonly readAws?: boolean;
  /** The default of `maxActions` for every timetable. */
  readonly maxActions?: number;
  /** The managed policy that limits every role that is created. */
  readonly permissionsBoundaryArn?: string;
  readonly endpoints: Named<EndpointConfig>;
}

/** `given`: only prices in the stack file; `aws`: a preview reads the others from the AWS price list. */
export type PriceSource = "given" | "aws";

/** A named set of dates; `file` is relative to the stack file, date ranges are expanded. */
export type CalendarSource = { readonly file: string } | { readonly dates: readonly PlainDateText[] };

export interface Guards {
  readonly maxInstances?: number;
  readonly maxMonthlyCostUsd?: number;
  /** The account's quotas by instance type; `aws`: read from Service Quotas. */
  readonly quotas?: Named<number> | "aws";
}

/** Has either `timetable`, or `schedules` with `baseline`. */
interface SharedEndpointConfig {
  readonly timetable?: Timetable;
  readonly baseline?: Limits;
  readonly schedules?: Named<ScheduleConfig>;
  readonly scaling?: ScalingConfig;
  readonly monitoring?: MonitoringConfig;
  readonly tags: Named<string>;
}

/** An endpoint that this program creates, or one more variant of it. */
export interface ManagedEndpointConfig extends SharedEndpointConfig {
  /**
   * The key of the endpoint that this is a variant of, whose data capture and deployment it then has; absent: a separate
   * endpoint.
   */
  readonly variantOf?: string;
  readonly model: ModelConfig;
  readonly variant: VariantConfig;
  readonly dataCapture?: DataCaptureConfig;
  readonly async?: AsyncConfig;
  readonly deployment?: DeploymentConfig;
  /** That of the stack. */
  readonly permissionsBoundaryArn?: string;
  /**
   * Whether Pulumi refuses to delete or replace the endpoint.
   * @default false
   */
  readonly protect?: boolean;
}

/** An endpoint or an inference component that something else creates: this program only scales it. */
export interface ExistingEndpointConfig extends SharedEndpointConfig {
  readonly endpoint: ExistingEndpoint;
  readonly variant: ExistingEndpoint["variant"];
}

export type EndpointConfig = ManagedEndpointConfig | ExistingEndpointConfig;

/** The sections of an endpoint without problems; the others are absent. */
export type EndpointSections = { readonly [K in keyof ManagedEndpointConfig]?: ManagedEndpointConfig[K] } & {
  readonly endpoint?: ExistingEndpoint;
};

/** What something else creates, and what its limits count. */
export interface ExistingEndpoint {
  /** Its name at AWS: of the inference component if `unit` is `copies`, else of the endpoint. */
  readonly name: string;
  readonly unit: CapacityUnit;
  /** Instance type and price are only for checks and reports. */
  readonly variant: ExistingVariant;
  readonly async: boolean;
  /** Whether to import the scalable target that it already has. */
  readonly adopt: boolean;
  /** The name at AWS of the endpoint that hosts the inference component; for reports. */
  readonly hostEndpoint?: string;
  /** For reports. */
  readonly acceleratorsPerCopy?: number;
  /** Of a serverless endpoint. */
  readonly memoryGb?: number;
  /** Of a serverless endpoint: no limits may exceed it. */
  readonly maxConcurrency?: number;
}

/** `name`: empty for an inference component. `hourlyPriceUsd`: of an instance, or of one unit of concurrency. */
type ExistingVariant = Pick<VariantConfig, "name" | "hourlyPriceUsd" | "instanceType">;

export interface ContainerConfig {
  readonly image: string;
  readonly dataUrl?: string;
  /** Absent: `dataUrl` is a gzip archive. Else it is a prefix, and the model is all objects below it. */
  readonly compression?: "none";
  readonly environment: Named<string>;
  readonly hostname?: string;
  /** Absent: the image is in Amazon ECR. */
  readonly registry?: RegistryConfig;
}

/** A private Docker registry that the containers reach through their VPC. */
interface RegistryConfig {
  readonly access: "vpc";
  readonly credentialsProviderArn?: string;
}

export interface ModelConfig {
  /** One container, or the containers of an inference pipeline in their order. */
  readonly containers: readonly ContainerConfig[];
  /** Absent: a role with least privilege is created. */
  readonly roleArn?: string;
  readonly vpc?: { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] };
  readonly networkIsolation: boolean;
}

export interface VariantConfig {
  /** @default "AllTraffic" */
  readonly name: string;
  /** Absent exactly if it is serverless. */
  readonly instanceType?: string;
  readonly serverless?: ServerlessConfig;
  /** Of an instance, or of one unit of provisioned concurrency. */
  readonly hourlyPriceUsd?: number;
  /** Its share of the requests, relative to the weights of the endpoint's other variants. */
  readonly weight?: number;
  readonly volumeSizeGb?: number;
  readonly routing?: "leastOutstandingRequests" | "random";
  readonly modelDownloadTimeoutSeconds?: number;
  readonly startupHealthCheckTimeoutSeconds?: number;
  /** Absent: that of SageMaker. */
  readonly inferenceAmiVersion?: string;
  /** Absent: instances on demand. */
  readonly capacityReservation?: CapacityReservationConfig;
}

/** A training plan for endpoints: the only instances that the variant can have. */
export interface CapacityReservationConfig {
  readonly arn: string;
  readonly instances: number;
  /** In the zone of the timetable, as `until`. */
  readonly from: PlainMinute;
  readonly until: PlainMinute;
}

export interface ServerlessConfig {
  readonly memoryGb: number;
  /** No limits may exceed it. */
  readonly maxConcurrency: number;
}

export interface DataCaptureConfig {
  /** Whole percent, 1-100. */
  readonly percent: number;
  readonly destination: string;
  readonly capture: readonly ("input" | "output")[];
  readonly kmsKeyId?: string;
}

export interface AsyncConfig {
  /** Where callers put their requests; only for a role that this program creates. */
  readonly inputPath?: string;
  readonly outputPath: string;
  readonly failurePath?: string;
  readonly kmsKeyId?: string;
  readonly maxConcurrentInvocationsPerInstance?: number;
  readonly successTopicArn?: string;
  readonly errorTopicArn?: string;
}

/** @see https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html */
export interface DeploymentConfig {
  readonly strategy: DeploymentStrategy;
  readonly maximumExecutionTimeoutSeconds?: number;
  /** Names of CloudWatch alarms. The first cannot be added later without replacing the endpoint. */
  readonly rollbackAlarms: readonly string[];
}

export interface CapacitySize {
  readonly type: "instances" | "percent";
  readonly value: number;
}

export type DeploymentStrategy =
  | { readonly type: "allAtOnce"; readonly terminationWaitSeconds?: number }
  | {
      readonly type: "canary" | "linear";
      readonly size: CapacitySize;
      readonly waitSeconds: number;
      readonly terminationWaitSeconds?: number;
    }
  | {
      readonly type: "rolling";
      readonly batch: CapacitySize;
      readonly rollbackBatch?: CapacitySize;
      readonly waitSeconds: number;
    };

export type MetricName = keyof typeof scalingMetrics;

export type ScalingConfig = StepScalingConfig | TargetTrackingConfig;

export interface StepScalingConfig {
  readonly kind: "step";
  readonly metric: MetricName;
  /** In file order. */
  readonly steps: readonly StepConfig[];
  readonly cooldownSeconds: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

/** `instances` and `percent` (of the current count) add or remove, `exactly` sets the count. */
export interface StepConfig {
  readonly when: { readonly below: number } | { readonly above: number };
  readonly change: { readonly instances: number } | { readonly percent: number } | { readonly exactly: number };
}

export interface TargetTrackingConfig {
  readonly kind: "targetTracking";
  readonly metric: MetricName;
  readonly target: number;
  readonly scaleInCooldownSeconds: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleIn: boolean;
}

export interface MonitoringConfig {
  /** An existing topic, or one or more addresses for a topic that is created for the endpoint. */
  readonly notify: { readonly topicArn: string } | { readonly emails: readonly string[] };
  /** How long instances may take to report after min rises. */
  readonly afterMinutes: number;
  readonly dashboard: boolean;
}
