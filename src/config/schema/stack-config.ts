import type { Limits, Named, PlainDateText, ScheduleConfig, Timetable } from "../../timetable";

/** What the whole stack file says, in normal form: every default filled in, every text parsed. */
export interface StackConfig {
  /** Default zone of every timetable. */
  readonly timezone?: string;
  readonly calendars: Named<CalendarSource>;
  readonly guards: Guards;
  /** Who is asked for a price that no endpoint gives. Absent: nobody. */
  readonly prices?: PriceSource;
  readonly tags: Named<string>;
  /** Whether endpoints that do not say it themselves are protected. Absent: no. */
  readonly protect?: boolean;
  /** Whether a run may look at what AWS has. Absent: yes. */
  readonly readAws?: boolean;
  readonly endpoints: Named<EndpointConfig>;
}

/** `dropEmpty`: prices are those in the stack file; `aws`: a preview asks AWS's price list for the others. */
export type PriceSource = "given" | "aws";

/** Where a named set of dates comes from; `file` is relative to the stack file, ranges are expanded. */
export type CalendarSource =
  { readonly file: string } | { readonly dates: readonly PlainDateText[] };

export interface Guards {
  readonly maxInstances?: number;
  readonly maxMonthlyCostUsd?: number;
  /** Instance type to the account's quota of its instances in all endpoints of the region; `aws`: AWS is asked. */
  readonly quotas?: Named<number> | "aws";
}

/**
 * When an endpoint has which capacity. Exactly one of `timetableSection` and `schedules` is there; with
 * `schedules`, `baseline` is too.
 */
interface SharedEndpointConfig {
  readonly timetable?: Timetable;
  readonly baseline?: Limits;
  readonly schedules?: Named<ScheduleConfig>;
  readonly scaling?: ScalingConfig;
  readonly monitoring?: MonitoringConfig;
  readonly tags: Named<string>;
}

/** One endpoint that is made here. */
export interface ManagedEndpointConfig extends SharedEndpointConfig {
  readonly model: ModelConfig;
  readonly variant: VariantConfig;
  readonly dataCapture?: DataCaptureConfig;
  readonly async?: AsyncConfig;
  readonly deployment?: DeploymentConfig;
  /** Whether the engine refuses to delete or replace the endpoint. Absent: no. */
  readonly protect?: boolean;
}

/** One endpoint that something else made: only what scales it is made here. */
export interface ExistingEndpointConfig extends SharedEndpointConfig {
  readonly endpoint: ExistingEndpoint;
  readonly variant: ExistingEndpoint["variant"];
}

/** An endpoint on a timetable, whoever made it. */
export type EndpointConfig = ManagedEndpointConfig | ExistingEndpointConfig;

/** The sections of an endpoint that have the right shape; one with a wrong shape is absent. */
export type EndpointSections = {
  readonly [K in keyof ManagedEndpointConfig]?: ManagedEndpointConfig[K];
} & { readonly endpoint?: ExistingEndpoint };

/** An endpoint at AWS that is put on a timetable and never changed otherwise. */
export interface ExistingEndpoint {
  /** Its name at AWS. */
  readonly name: string;
  /** The instance type and the price serve checks and reports alone. */
  readonly variant: Pick<VariantConfig, "name" | "hourlyPriceUsd"> &
    Partial<Pick<VariantConfig, "instanceType">>;
  readonly async: boolean;
  /** Whether the variant is registered as a scalable target already, which is imported then. */
  readonly adopt: boolean;
}

export interface ContainerConfig {
  readonly image: string;
  readonly dataUrl?: string;
  readonly environment: Named<string>;
  readonly hostname?: string;
}

export interface ModelConfig {
  /** One container, or the steps of an inference pipeline in their order. */
  readonly containers: readonly ContainerConfig[];
  /** Absent: a least-privilege role is made. */
  readonly roleArn?: string;
  readonly vpc?: {
    readonly subnetIds: readonly string[];
    readonly securityGroupIds: readonly string[];
  };
  readonly networkIsolation: boolean;
}

export interface VariantConfig {
  /** Default `AllTraffic`. */
  readonly name: string;
  readonly instanceType: string;
  readonly hourlyPriceUsd?: number;
  readonly volumeSizeGb?: number;
  readonly routing?: "leastOutstandingRequests" | "random";
  readonly modelDownloadTimeoutSeconds?: number;
  readonly startupHealthCheckTimeoutSeconds?: number;
}

export interface DataCaptureConfig {
  /** Share of requests, whole percent 1-100. */
  readonly percent: number;
  readonly destination: string;
  readonly capture: readonly ("input" | "output")[];
  readonly kmsKeyId?: string;
}

export interface AsyncConfig {
  /** Where callers put the requests' payloads; only a role made here needs to know, to read them. */
  readonly inputPath?: string;
  readonly outputPath: string;
  readonly failurePath?: string;
  readonly kmsKeyId?: string;
  readonly maxConcurrentInvocationsPerInstance?: number;
  readonly successTopicArn?: string;
  readonly errorTopicArn?: string;
}

/** How UpdateEndpoint shifts traffic. Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails.html */
export interface DeploymentConfig {
  readonly strategy: DeploymentStrategy;
  readonly maximumExecutionTimeoutSeconds?: number;
  /** Names of CloudWatch alarms that roll an update back; cannot be added later without replacing the endpoint. */
  readonly rollbackAlarms: readonly string[];
}

export type CapacitySize =
  | { readonly type: "instances"; readonly value: number }
  | { readonly type: "percent"; readonly value: number };

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

/** Names of metrics in stack files; `aws-facts/metrics` says what AWS calls them. */
export type MetricName =
  | "invocationsPerInstance"
  | "concurrentRequestsPerModel"
  | "modelLatency"
  | "cpuUtilization"
  | "memoryUtilization"
  | "gpuUtilization"
  | "gpuMemoryUtilization"
  | "backlogPerInstance"
  | "backlog";

export type ScalingConfig = StepScalingConfig | TargetTrackingConfig;

export interface StepScalingConfig {
  readonly kind: "step";
  readonly metric: MetricName;
  /** In file order. `below`/`above`: the metric's value. */
  readonly steps: readonly StepConfig[];
  readonly cooldownSeconds: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
}

/** `formatInstances`: add or remove; `formatPercent`: of the present count; `exactly`: set the count. */
export interface StepConfig {
  readonly when: { readonly below: number } | { readonly above: number };
  readonly change:
    { readonly instances: number } | { readonly percent: number } | { readonly exactly: number };
}

export interface TargetTrackingConfig {
  readonly kind: "targetTracking";
  readonly metric: MetricName;
  readonly target: number;
  readonly scaleInCooldownSeconds: number;
  readonly scaleOutCooldownSeconds: number;
  readonly scaleIn: boolean;
}

/** Who is told when instances do not arrive, or the endpoint fails. */
export interface MonitoringConfig {
  /** A topic that is there, or the addresses that one made for the endpoint sends to; one or more. */
  readonly notify: { readonly topicArn: string } | { readonly emails: readonly string[] };
  /** How long after a rise of min its instances may take to report. */
  readonly afterMinutes: number;
  readonly dashboard: boolean;
}
