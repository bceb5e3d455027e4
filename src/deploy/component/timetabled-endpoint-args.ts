/* eslint max-lines: off */
// Written by npm run generate, from the fields of src/config/schema.
import type * as pulumi from "@pulumi/pulumi";

/** One endpoint on a timetable: the keys of an endpoint in a stack file, and those of the stack beside them. Only values that other resources make are inputs, so that a preview shows the whole timetable. */
export interface TimetabledEndpointArgs {
  /**
   * One container, or a pipeline of several. Required without endpoint. Allowed: a map with the key image or containers.
   * @example {"image":"…","dataUrl":"s3://models/sentiment.tar.gz"}
   */
  readonly model?: Model;
  /**
   * The instances, and how requests reach them. Required without endpoint. Allowed: a map with the key instanceType.
   * @example {"instanceType":"ml.m5.large"}
   */
  readonly variant?: Variant;
  /**
   * An endpoint that already exists, instead of model and variant: it is only scaled, never changed. Allowed: a map with the key existing.
   * @example {"existing":"fraud-2024","variant":"AllTraffic"}
   */
  readonly endpoint?: ExistingEndpoint;
  /**
   * An inference component that already exists, instead of model and variant: min and max are its copies, and min may be 0. Allowed: a map with the key existing.
   * @example {"existing":"llama-70b","acceleratorsPerCopy":4}
   */
  readonly component?: ExistingInferenceComponent;
  /**
   * A serverless endpoint: min and max are its provisioned concurrency. Instead of variant beside model; with existing, instead of both. Allowed: a map with the keys memoryGb and maxConcurrency, or existing and maxConcurrency.
   * @example {"memoryGb":4,"maxConcurrency":50}
   */
  readonly serverless?: ServerlessEndpoint;
  /**
   * Which requests and responses are captured in Amazon S3. Absent: none. Allowed: the keys percent and destination.
   * @example {"percent":10,"destination":"s3://captured/sentiment/"}
   */
  readonly dataCapture?: DataCapture;
  /**
   * Makes the endpoint asynchronous: requests wait in a queue, and responses go to Amazon S3. Absent: real-time. Allowed: a map with the key outputPath.
   * @example {"outputPath":"s3://answers/sentiment/"}
   */
  readonly async?: AsyncInference;
  /**
   * How an update moves traffic to the new instances. Absent: all at once. Allowed: a map with the key strategy.
   * @example {"strategy":"canary","size":"10%","wait":"5m"}
   */
  readonly deployment?: Deployment;
  /**
   * Which limits the endpoint has when, as windows in local time. Allowed: a map with the key baseline.
   * @example {"baseline":{"min":1,"max":2}}
   */
  readonly timetable?: Timetable;
  /**
   * Limits before the first schedule fires; only with schedules. Allowed: the keys min and max.
   * @example {"min":1,"max":2}
   */
  readonly baseline?: Limits;
  /**
   * Your own scheduled actions, instead of a timetable, by the names that AWS shows. Allowed: a map of schedules by name.
   * @example {"Peak":{"schedule":"cron(0 17 ? * MON-FRI *)","min":2,"max":5}}
   */
  readonly schedules?: Readonly<Record<string, Schedule>>;
  /**
   * How load changes the count between min and max. Absent: it does not, and what a window leaves stays as far as max allows; an inference component with min 0 still wakes. Allowed: the keys metric, and steps or target.
   * @example {"metric":"invocationsPerInstance","target":700}
   */
  readonly scaling?: Scaling;
  /**
   * Who is notified if fewer instances report than the timetable's min, or if the endpoint fails. Absent: nobody. Allowed: the key emails or topicArn.
   * @example {"emails":["ml-oncall@example.com"]}
   */
  readonly monitoring?: Monitoring;
  /**
   * Pulumi refuses to delete or replace the endpoint, but still updates it. Absent: the setting of the stack. Allowed: true or false.
   * @example true
   */
  readonly protect?: boolean;
  /**
   * Tags of all resources, by key; tags of an endpoint override those of the stack. Allowed: a map of tags and their values.
   * @default {}
   * @example {"team":"search"}
   */
  readonly tags?: Readonly<Record<string, string>>;
  /**
   * Time zone of timetables and schedules without one. Allowed: a canonical IANA name, or UTC.
   * @example "Europe/Berlin"
   */
  readonly timezone?: string;
  /**
   * Sets of dates by name, for exceptions. Allowed: a map of calendars by name.
   * @default {}
   * @example {"holidays":{"file":"calendars/de-by.yaml"}}
   */
  readonly calendars?: Readonly<Record<string, Calendar>>;
  /**
   * Maximums that no timetable may exceed. Allowed: the keys maxInstances, maxMonthlyCostUsd and quotas.
   * @default {}
   * @example {"maxInstances":20}
   */
  readonly guards?: Guards;
  /**
   * Prices of endpoints without hourlyPriceUsd: given shows no cost, aws lets pulumi preview and pulumi up read the AWS price list. Absent: given. Allowed: given or aws.
   * @example "aws"
   */
  readonly prices?: "given" | "aws";
  /**
   * Whether pulumi preview and pulumi up read AWS: how many instances run, what scales each endpoint, and what to restore if an update fails. Absent: true. Allowed: true or false.
   * @example false
   */
  readonly readAws?: boolean;
  /**
   * Managed policy that limits each role that is created. Absent: no boundary. Allowed: the ARN of a policy.
   * @example "arn:aws:iam::123456789012:policy/inference-timetable-boundary"
   */
  readonly permissionsBoundaryArn?: string;
  /**
   * The plan stops at this many scheduled actions. More of them correct the limits sooner after something else moved them. Absent: 25, and only actions that no single date changes. Allowed: a whole number from 1 to 200.
   * @example 25
   */
  readonly maxActions?: number;
}

/** Makes the endpoint asynchronous: requests wait in a queue, and responses go to Amazon S3. Absent: real-time. Allowed: a map with the key outputPath. */
export interface AsyncInference {
  /**
   * Where callers put their requests; a role that this program creates may read them. Allowed: an address in Amazon S3.
   * @example "s3://requests/out/"
   */
  readonly inputPath?: pulumi.Input<string>;
  /**
   * Where responses are written. Allowed: an address in Amazon S3.
   * @example "s3://requests/out/"
   */
  readonly outputPath: pulumi.Input<string>;
  /**
   * Where errors are written. Absent: nowhere. Allowed: an address in Amazon S3.
   * @example "s3://requests/out/"
   */
  readonly failurePath?: pulumi.Input<string>;
  /**
   * AWS KMS key that encrypts the data. Absent: the default encryption of the bucket. Allowed: the ID, alias or ARN of a key.
   * @example "alias/inference"
   */
  readonly kmsKeyId?: pulumi.Input<string>;
  /**
   * The most requests that an instance processes at the same time. Absent: SageMaker decides. Allowed: a whole number from 1 to 1000.
   * @example 4
   */
  readonly maxConcurrentInvocationsPerInstance?: number;
  /**
   * Amazon SNS topic that gets a message for every response. Allowed: the ARN of a topic.
   * @example "arn:aws:sns:eu-central-1:123456789012:done"
   */
  readonly successTopicArn?: pulumi.Input<string>;
  /**
   * Amazon SNS topic that gets a message for every failure. Allowed: the ARN of a topic.
   * @example "arn:aws:sns:eu-central-1:123456789012:done"
   */
  readonly errorTopicArn?: pulumi.Input<string>;
}

/** A set of dates, in a file or in the stack file. Allowed: the key file or dates. */
export interface Calendar {
  /**
   * Path of a calendar file, relative to the folder of Pulumi.yaml. Allowed: a file path.
   * @example "calendars/de-by.yaml"
   */
  readonly file?: string;
  /**
   * The dates, instead of a file. Allowed: dates such as "2026-12-24", ranges such as "2026-12-24..2026-12-31", or a list of them.
   * @example ["2026-12-24","2027-08-02..2027-08-06"]
   */
  readonly dates?: string | readonly string[];
}

/** A SageMaker training plan: instances launch only into it, and its instance type must be the variant's, which only AWS checks. Absent: on demand. Allowed: the keys arn, instances, from and until. */
export interface CapacityReservation {
  /**
   * ARN of the training plan, whose target is endpoints. Allowed: the ARN of a training plan.
   * @example "arn:aws:sagemaker:eu-central-1:123456789012:training-plan/evaluation"
   */
  readonly arn: string;
  /**
   * Number of reserved instances. Allowed: a whole number, 1 or more.
   * @example 4
   */
  readonly instances: number;
  /**
   * When the reservation starts, in the timetable's local time. Allowed: a date with a time of day, such as "2026-12-04T12:00".
   * @example "2027-01-04T06:00"
   */
  readonly from: string;
  /**
   * When the reservation ends. Allowed: a date with a time of day, such as "2026-12-04T12:00".
   * @example "2027-03-31T20:00"
   */
  readonly until: string;
}

/** One step of an inference pipeline. Allowed: a map with the key image. */
export interface Container {
  /**
   * Inference image in Amazon ECR, or in a private registry with registry, with a tag or digest. Allowed: the address of an image.
   * @example "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0"
   */
  readonly image: pulumi.Input<string>;
  /**
   * Model archive in Amazon S3, or a prefix with compression. Absent: the image contains the model. Allowed: an address in Amazon S3.
   * @example "s3://models/sentiment.tar.gz"
   */
  readonly dataUrl?: pulumi.Input<string>;
  /**
   * The model is not compressed: dataUrl ends with /, and all objects below it are the model. Absent: dataUrl is a gzip archive. Allowed: none.
   * @example "none"
   */
  readonly compression?: "none";
  /**
   * Environment variables of the container, by name. Allowed: a map of variables and their values.
   * @default {}
   * @example {"LOG_LEVEL":"info","WORKERS":"4"}
   */
  readonly environment?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /**
   * Name for direct calls of the container in an inference pipeline. Allowed: text.
   * @example "preprocess"
   */
  readonly hostname?: string;
  /**
   * Private Docker registry of the image, in your VPC. Absent: Amazon ECR. Allowed: a map with the key access.
   * @example {"access":"vpc","credentialsProviderArn":"arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials"}
   */
  readonly registry?: Registry;
}

/** Which requests and responses are captured in Amazon S3. Absent: none. Allowed: the keys percent and destination. */
export interface DataCapture {
  /**
   * Percentage of the requests that is captured. Allowed: a whole number from 1 to 100.
   * @example 10
   */
  readonly percent: number;
  /**
   * Where the captured data is written. Allowed: an address in Amazon S3.
   * @example "s3://requests/out/"
   */
  readonly destination: pulumi.Input<string>;
  /**
   * Whether requests, responses or both are captured. Allowed: a list of input and output.
   * @default ["input","output"]
   * @example ["input","output"]
   */
  readonly capture?: readonly ("input" | "output")[];
  /**
   * AWS KMS key that encrypts the data. Absent: the default encryption of the bucket. Allowed: the ID, alias or ARN of a key.
   * @example "alias/inference"
   */
  readonly kmsKeyId?: pulumi.Input<string>;
}

/** How an update moves traffic to the new instances. Absent: all at once. Allowed: a map with the key strategy. */
export interface Deployment {
  /**
   * How traffic moves to the new instances: allAtOnce, canary (one part, then the rest), linear (in equal parts), or rolling (in batches, without a second fleet). Allowed: allAtOnce, canary, linear or rolling.
   * @example "canary"
   */
  readonly strategy: "allAtOnce" | "canary" | "linear" | "rolling";
  /**
   * The part that gets traffic first (canary) or in each step (linear). Allowed: a number of instances, or 1% to 50%.
   * @example "10%"
   */
  readonly size?: number | string;
  /**
   * The part that is replaced in one step; for rolling. Allowed: a number of instances, or 5% to 50%.
   * @example "10%"
   */
  readonly batch?: number | string;
  /**
   * The part that is rolled back in one step if an update fails; for rolling. Absent: all. Allowed: a number of instances, or 1% to 100%.
   * @example "10%"
   */
  readonly rollbackBatch?: number | string;
  /**
   * How long the alarms are watched after each part; not for allAtOnce. Allowed: a duration from 0m to 1h.
   * @example "5m"
   */
  readonly wait?: string;
  /**
   * How long the old instances are kept after all traffic has moved; not for rolling. Absent: not at all. Allowed: a duration from 0m to 1h.
   * @example "5m"
   */
  readonly terminationWait?: string;
  /**
   * How long an update may take before it is rolled back. Absent: the SageMaker default. Allowed: a duration from 10m to 4h.
   * @example "1h"
   */
  readonly maximumExecutionTimeout?: string;
  /**
   * CloudWatch alarms that roll an update back. The first one cannot be added later without replacing the endpoint. Allowed: a list of alarm names.
   * @default []
   * @example ["sentiment-errors"]
   */
  readonly rollbackAlarms?: readonly pulumi.Input<string>[];
}

/** An endpoint that already exists, instead of model and variant: it is only scaled, never changed. Allowed: a map with the key existing. */
export interface ExistingEndpoint {
  /**
   * Name of the AWS endpoint, which something else creates and deploys. Allowed: an endpoint name.
   * @example "fraud-2024"
   */
  readonly existing: string;
  /**
   * Name of the variant in metrics and alarms. Allowed: text.
   * @default "AllTraffic"
   * @example "AllTraffic"
   */
  readonly variant?: string;
  /**
   * Instance type. Burstable types (ml.t2) cannot be scaled. Allowed: a SageMaker instance type.
   * @example "ml.m5.large"
   */
  readonly instanceType?: string;
  /**
   * US dollars per instance-hour. Absent: no cost is shown. Allowed: a number, 0 or more.
   * @example 1.41
   */
  readonly hourlyPriceUsd?: number;
  /**
   * Whether the endpoint is asynchronous: then it has other metrics, and min may be 0. Allowed: true or false.
   * @default false
   * @example true
   */
  readonly async?: boolean;
  /**
   * Import the scalable target that the variant already has; its tags stay. Allowed: true or false.
   * @default false
   * @example true
   */
  readonly adopt?: boolean;
}

/** An inference component that already exists, instead of model and variant: min and max are its copies, and min may be 0. Allowed: a map with the key existing. */
export interface ExistingInferenceComponent {
  /**
   * Name of the inference component, which something else creates and deploys. Allowed: the name of an inference component.
   * @example "llama-70b"
   */
  readonly existing: string;
  /**
   * Name of the AWS endpoint that hosts the component. Components with the same endpoint share its instances in reports. Absent: instances are counted for this component alone. Allowed: an endpoint name.
   * @example "llm-host"
   */
  readonly endpoint?: string;
  /**
   * Accelerators that each copy reserves. Absent: no instances and no cost are shown. Allowed: a whole number, 1 or more.
   * @example 4
   */
  readonly acceleratorsPerCopy?: number;
  /**
   * Instance type. Burstable types (ml.t2) cannot be scaled. Allowed: a SageMaker instance type.
   * @example "ml.m5.large"
   */
  readonly instanceType?: string;
  /**
   * US dollars per instance-hour. Absent: no cost is shown. Allowed: a number, 0 or more.
   * @example 1.41
   */
  readonly hourlyPriceUsd?: number;
  /**
   * Import the scalable target that the component already has; its tags stay. Allowed: true or false.
   * @default false
   * @example true
   */
  readonly adopt?: boolean;
}

/** Maximums that no timetable may exceed. Allowed: the keys maxInstances, maxMonthlyCostUsd and quotas. */
export interface Guards {
  /**
   * The largest max that an endpoint with instances may have. Absent: no maximum. Allowed: a whole number, 1 or more.
   * @example 20
   */
  readonly maxInstances?: number;
  /**
   * US dollars that all instances of the stack may cost per month. Absent: no maximum. Allowed: a number, 0 or more.
   * @example 30000
   */
  readonly maxMonthlyCostUsd?: number;
  /**
   * Quotas of the account in the region, by instance type, as "ml.… for endpoint usage" in Service Quotas; or aws to read them there. Absent: not checked. Allowed: a map of instance types and their quotas, or aws.
   * @example {"ml.g5.xlarge":20}
   */
  readonly quotas?: "aws" | Readonly<Record<string, number>>;
}

/** The fewest and the most instances in service. */
export interface Limits {
  /**
   * The fewest instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 1
   */
  readonly min: number;
  /**
   * The most instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 2
   */
  readonly max: number;
}

/** One container, or a pipeline of several. Required without endpoint. Allowed: a map with the key image or containers. */
export interface Model {
  /**
   * Inference image in Amazon ECR, or in a private registry with registry, with a tag or digest. Allowed: the address of an image.
   * @example "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0"
   */
  readonly image?: pulumi.Input<string>;
  /**
   * Model archive in Amazon S3, or a prefix with compression. Absent: the image contains the model. Allowed: an address in Amazon S3.
   * @example "s3://models/sentiment.tar.gz"
   */
  readonly dataUrl?: pulumi.Input<string>;
  /**
   * The model is not compressed: dataUrl ends with /, and all objects below it are the model. Absent: dataUrl is a gzip archive. Allowed: none.
   * @example "none"
   */
  readonly compression?: "none";
  /**
   * Environment variables of the container, by name. Allowed: a map of variables and their values.
   * @example {"LOG_LEVEL":"info","WORKERS":"4"}
   */
  readonly environment?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>>;
  /**
   * Name for direct calls of the container in an inference pipeline. Allowed: text.
   * @example "preprocess"
   */
  readonly hostname?: string;
  /**
   * Private Docker registry of the image, in your VPC. Absent: Amazon ECR. Allowed: a map with the key access.
   * @example {"access":"vpc","credentialsProviderArn":"arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials"}
   */
  readonly registry?: Registry;
  /**
   * Containers that process each request in this order. Allowed: a list of 1 to 15 containers.
   * @example [{"image":"…"},{"image":"…"}]
   */
  readonly containers?: readonly Container[];
  /**
   * ARN of the IAM role of the containers. Absent: a role with least privilege is created. Allowed: the ARN of a role.
   * @example "arn:aws:iam::123456789012:role/sentiment"
   */
  readonly roleArn?: pulumi.Input<string>;
  /**
   * Your network in which the containers run. Absent: they run outside your VPC. Allowed: the keys subnetIds and securityGroupIds.
   * @example {"subnetIds":["subnet-0a1b2c3d"],"securityGroupIds":["sg-0a1b2c3d"]}
   */
  readonly vpc?: Vpc;
  /**
   * Whether the containers have no network access. Allowed: true or false.
   * @default false
   * @example true
   */
  readonly networkIsolation?: boolean;
}

/** Who is notified if fewer instances report than the timetable's min, or if the endpoint fails. Absent: nobody. Allowed: the key emails or topicArn. */
export interface Monitoring {
  /**
   * Amazon SNS topic for notifications; its policy must let CloudWatch and EventBridge publish. Allowed: the ARN of a topic.
   * @example "arn:aws:sns:eu-central-1:123456789012:ml-oncall"
   */
  readonly topicArn?: pulumi.Input<string>;
  /**
   * Addresses for notifications, through a topic that is created for the endpoint. Allowed: a list of e-mail addresses.
   * @example ["ml-oncall@example.com"]
   */
  readonly emails?: readonly string[];
  /**
   * How long the instances may take to report after min rises. Allowed: a duration from 5m to 12h in whole minutes.
   * @default "20m"
   * @example "20m"
   */
  readonly after?: string;
  /**
   * Whether to create a CloudWatch dashboard with limits, instances, requests, latency and errors. Allowed: true or false.
   * @default true
   * @example false
   */
  readonly dashboard?: boolean;
}

/** Temporary limits that replace the timetable and end on their own. Allowed: the keys from, until, and min with max, hold or pause. */
export interface Override {
  /**
   * When the override starts, in the timetable's local time. Allowed: a date with a time of day, such as "2026-12-04T12:00".
   * @example "2026-12-04T12:00"
   */
  readonly from: string;
  /**
   * When the timetable applies again. Allowed: a date with a time of day, such as "2026-12-04T12:00".
   * @example "2026-12-05T18:00"
   */
  readonly until: string;
  /**
   * The fewest instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 1
   */
  readonly min?: number;
  /**
   * The most instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 2
   */
  readonly max?: number;
  /**
   * A fixed count, independent of load. Allowed: a whole number, 0 or more.
   * @example 6
   */
  readonly hold?: number;
  /**
   * No scheduled action fires; the limits before it stay in force. Allowed: true or false.
   * @example true
   */
  readonly pause?: boolean;
  /**
   * Why, for people who see the override in a report. Allowed: text.
   * @example "press day"
   */
  readonly reason?: string;
}

/** Private Docker registry of the image, in your VPC. Absent: Amazon ECR. Allowed: a map with the key access. */
export interface Registry {
  /**
   * How SageMaker reaches the registry: through the VPC of the model. Allowed: vpc.
   * @example "vpc"
   */
  readonly access: "vpc";
  /**
   * AWS Lambda function that returns the credentials. Absent: the registry takes calls without any. Allowed: the ARN of a function.
   * @example "arn:aws:lambda:eu-central-1:123456789012:function:registry-credentials"
   */
  readonly credentialsProviderArn?: pulumi.Input<string>;
}

/** How load changes the count between min and max. Absent: it does not, and what a window leaves stays as far as max allows; an inference component with min 0 still wakes. Allowed: the keys metric, and steps or target. */
export interface Scaling {
  /**
   * The metric that drives scaling: requests per minute and instance; concurrent requests; microseconds; percent, summed over cores or GPUs; waiting requests; requests per minute and copy; concurrent requests per copy; the used part of the provisioned concurrency, 0 to 1. Allowed: invocationsPerInstance, concurrentRequestsPerModel, modelLatency, cpuUtilization, memoryUtilization, gpuUtilization, gpuMemoryUtilization, backlogPerInstance, backlog, invocationsPerCopy, concurrentRequestsPerCopy or provisionedConcurrencyUtilization.
   * @example "invocationsPerInstance"
   */
  readonly metric: "invocationsPerInstance" | "concurrentRequestsPerModel" | "modelLatency" | "cpuUtilization" | "memoryUtilization" | "gpuUtilization" | "gpuMemoryUtilization" | "backlogPerInstance" | "backlog" | "invocationsPerCopy" | "concurrentRequestsPerCopy" | "provisionedConcurrencyUtilization";
  /**
   * Step scaling: changes for values of the metric. Allowed: a list of steps.
   * @example [{"below":100,"change":-1},{"above":600,"change":1}]
   */
  readonly steps?: readonly ScalingStep[];
  /**
   * Target tracking: the value to keep the metric near. Allowed: a number, 0.000001 or more.
   * @example 700
   */
  readonly target?: number;
  /**
   * Wait after a step; with steps. Allowed: a duration from 0m to 24h.
   * @default "5m"
   * @example "5m"
   */
  readonly cooldown?: string;
  /**
   * Time that one value of the metric covers; with steps. Allowed: 10s, 20s, 30s, a duration from 1m to 24h in whole minutes.
   * @default "1m"
   * @example "1m"
   */
  readonly period?: string;
  /**
   * How many of the latest values the alarm evaluates; with steps. Allowed: a whole number from 1 to 8640.
   * @default 3
   * @example 3
   */
  readonly evaluationPeriods?: number;
  /**
   * How many of them must pass the threshold; with steps. Absent: all. Allowed: a whole number from 1 to 8640.
   * @example 2
   */
  readonly datapointsToAlarm?: number;
  /**
   * Wait between two scale-ins; with target. Allowed: a duration from 0m to 24h.
   * @default "5m"
   * @example "5m"
   */
  readonly scaleInCooldown?: string;
  /**
   * Wait between two scale-outs; with target. Allowed: a duration from 0m to 24h.
   * @default "5m"
   * @example "5m"
   */
  readonly scaleOutCooldown?: string;
  /**
   * Whether load also scales in; with target. Allowed: true or false.
   * @default true
   * @example false
   */
  readonly scaleIn?: boolean;
}

/** How a value of the metric changes the count of instances, copies or concurrency. Allowed: the keys below or above, and change or exactly. */
export interface ScalingStep {
  /**
   * The step applies while the metric is below this value. Allowed: a number, 0 or more.
   * @example 100
   */
  readonly below?: number;
  /**
   * The step applies while the metric is above this value. Allowed: a number, 0 or more.
   * @example 100
   */
  readonly above?: number;
  /**
   * How many to add, or to remove if negative; or a percentage of the current count. Allowed: a whole number such as 1 or -1, or a percentage of the current count such as 10% or -10%.
   * @example 1
   */
  readonly change?: number | string;
  /**
   * The count to set, instead of a change. Allowed: a whole number, 0 or more.
   * @example 4
   */
  readonly exactly?: number;
}

/** One scheduled action, exactly as AWS gets it. Allowed: the keys schedule, min and max. */
export interface Schedule {
  /**
   * When it fires, in AWS form: six fields, with ? in exactly one of the two day fields. Needs quotes inside { }. Allowed: cron(…), at(…) or rate(…).
   * @example "cron(0 17 ? * MON-FRI *)"
   */
  readonly schedule: string;
  /**
   * The fewest instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 1
   */
  readonly min: number;
  /**
   * The most instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 2
   */
  readonly max: number;
  /**
   * Time zone of the schedule. Absent: that of the stack, else UTC. Allowed: a canonical IANA name, or UTC.
   * @example "Europe/Berlin"
   */
  readonly timezone?: string;
}

/** A serverless endpoint: min and max are its provisioned concurrency. Instead of variant beside model; with existing, instead of both. Allowed: a map with the keys memoryGb and maxConcurrency, or existing and maxConcurrency. */
export interface ServerlessEndpoint {
  /**
   * Name of the AWS endpoint, which something else creates and deploys. Allowed: an endpoint name.
   * @example "classify"
   */
  readonly existing?: string;
  /**
   * Name of the variant in metrics and alarms. Allowed: text.
   * @default "AllTraffic"
   * @example "AllTraffic"
   */
  readonly variant?: string;
  /**
   * Memory of the endpoint in GB. Required with model; with existing, a run compares it with AWS. Absent: not compared. Allowed: a whole number from 1 to 6.
   * @example 4
   */
  readonly memoryGb?: number;
  /**
   * MaxConcurrency of the endpoint: its provisioned concurrency, and so every max, is at most this. Allowed: a whole number from 1 to 200.
   * @example 50
   */
  readonly maxConcurrency: number;
  /**
   * US dollars per hour for one unit of provisioned concurrency. Absent: no cost is shown. Allowed: a number, 0 or more.
   * @example 0.065
   */
  readonly hourlyPriceUsd?: number;
  /**
   * Import the scalable target that the variant already has; its tags stay. Allowed: true or false.
   * @default false
   * @example true
   */
  readonly adopt?: boolean;
}

/** Which limits the endpoint has when, as windows in local time. Allowed: a map with the key baseline. */
export interface Timetable {
  /**
   * Time zone of all times of the timetable. Absent: that of the stack. Allowed: a canonical IANA name, or UTC.
   * @example "Europe/Berlin"
   */
  readonly timezone?: string;
  /**
   * Limits outside every window. Allowed: the keys min and max.
   * @example {"min":1,"max":2}
   */
  readonly baseline: Limits;
  /**
   * Windows by name. If several overlap, the largest min and the largest max apply. Allowed: a map of windows by name.
   * @default {}
   * @example {"office":{"days":"mon-fri","from":"08:00","to":"18:00","min":2,"max":4}}
   */
  readonly windows?: Readonly<Record<string, Window>>;
  /**
   * Dates on which other windows or limits apply; the first entry with a date wins. Allowed: a list of exceptions.
   * @default []
   * @example [{"calendar":"holidays","use":"sunday"}]
   */
  readonly exceptions?: readonly TimetableException[];
  /**
   * How much earlier limits rise, so that instances or copies are in service when a window starts. Allowed: a duration from 0m to 24h in whole minutes.
   * @default "0m"
   * @example "10m"
   */
  readonly readyBefore?: string;
  /**
   * How often the limits are set again, in case something else moved them, as far as maxActions allows. Never: only when they change. Allowed: a duration from 1m to 24h in whole minutes, or never.
   * @default "15m"
   * @example "15m"
   */
  readonly reassertEvery?: string;
  /**
   * The plan stops at this many scheduled actions. More of them correct the limits sooner after something else moved them. Absent: that of the stack, else 25, and only actions that no single date changes. Allowed: a whole number from 1 to 200.
   * @example 25
   */
  readonly maxActions?: number;
  /**
   * Temporary limits that replace the timetable and end on their own. Allowed: the keys from, until, and min with max, hold or pause.
   * @example {"from":"2026-12-04T12:00","until":"2026-12-05T18:00","hold":6}
   */
  readonly override?: Override;
}

/** Dates on which the windows of the weekday do not start. Allowed: the keys calendar or dates, and use. */
export interface TimetableException {
  /**
   * Name of a calendar of the stack, with the dates. Allowed: the name of a calendar.
   * @example "holidays"
   */
  readonly calendar?: string;
  /**
   * The dates, instead of a calendar. Allowed: dates such as "2026-12-24", ranges such as "2026-12-24..2026-12-31", or a list of them.
   * @example "2026-12-01..2026-12-03"
   */
  readonly dates?: string | readonly string[];
  /**
   * What applies on these dates: the baseline, the windows of another weekday, or limits for the whole day. Allowed: baseline, a day of the week, or the keys min and max.
   * @example "sunday"
   */
  readonly use: string | Limits;
}

/** The instances, and how requests reach them. Required without endpoint. Allowed: a map with the key instanceType. */
export interface Variant {
  /**
   * Name of the variant in metrics and alarms. Allowed: text.
   * @default "AllTraffic"
   * @example "AllTraffic"
   */
  readonly name?: string;
  /**
   * Instance type. Burstable types (ml.t2) cannot be scaled. Allowed: a SageMaker instance type.
   * @example "ml.m5.large"
   */
  readonly instanceType: string;
  /**
   * US dollars per instance-hour. Absent: no cost is shown. Allowed: a number, 0 or more.
   * @example 1.41
   */
  readonly hourlyPriceUsd?: number;
  /**
   * Share of the requests, relative to the weights of the other variants; 0 is none. Absent: the SageMaker default, 1. Allowed: a number, 0 or more.
   * @example 9
   */
  readonly weight?: number;
  /**
   * Storage volume of each instance, in GB. Absent: the SageMaker default. Allowed: a whole number from 1 to 512.
   * @example 30
   */
  readonly volumeSizeGb?: number;
  /**
   * How SageMaker picks the instance for a request. Absent: random. Allowed: leastOutstandingRequests or random.
   * @example "leastOutstandingRequests"
   */
  readonly routing?: "leastOutstandingRequests" | "random";
  /**
   * How long the model download may take. Absent: the SageMaker default. Allowed: a duration from 1m to 1h.
   * @example "10m"
   */
  readonly modelDownloadTimeout?: string;
  /**
   * How long a container may take to pass its health check. Absent: the SageMaker default. Allowed: a duration from 1m to 1h.
   * @example "10m"
   */
  readonly startupHealthCheckTimeout?: string;
  /**
   * Image of the instances, which has their drivers. Absent: SageMaker chooses it. Allowed: one of al2-ami-sagemaker-inference-gpu-2, al2-ami-sagemaker-inference-gpu-2-1, al2-ami-sagemaker-inference-gpu-3-1, al2-ami-sagemaker-inference-neuron-2, al2023-ami-sagemaker-inference-gpu-4-1, or a newer one.
   * @example "al2-ami-sagemaker-inference-gpu-3-1"
   */
  readonly inferenceAmiVersion?: string;
  /**
   * A SageMaker training plan: instances launch only into it, and its instance type must be the variant's, which only AWS checks. Absent: on demand. Allowed: the keys arn, instances, from and until.
   * @example {"arn":"arn:aws:sagemaker:eu-central-1:123456789012:training-plan/evaluation","instances":4,"from":"2027-01-04T06:00","until":"2027-03-31T20:00"}
   */
  readonly capacityReservation?: CapacityReservation;
}

/** Your network in which the containers run. Absent: they run outside your VPC. Allowed: the keys subnetIds and securityGroupIds. */
export interface Vpc {
  /**
   * Subnets in which the containers run. Allowed: a list of 1 to 16 IDs.
   * @example ["subnet-0a1b2c3d"]
   */
  readonly subnetIds: pulumi.Input<readonly pulumi.Input<string>[]>;
  /**
   * Security groups of the containers. Allowed: a list of 1 to 5 IDs.
   * @example ["sg-0a1b2c3d"]
   */
  readonly securityGroupIds: pulumi.Input<readonly pulumi.Input<string>[]>;
}

/** A recurring interval with its own limits, higher or lower than the baseline. Allowed: the keys days or dates, from, to, min and max. */
export interface Window {
  /**
   * Days of the week on which the window starts; fri-mon includes the weekend. Allowed: day names (mon, tue, wed, thu, fri, sat, sun), ranges such as mon-fri, lists such as [sat, sun], or daily.
   * @example "mon-fri"
   */
  readonly days?: string | readonly string[];
  /**
   * Dates on which the window starts, instead of days. Allowed: dates such as "2026-12-24", ranges such as "2026-12-24..2026-12-31", or a list of them.
   * @example "2026-12-01..2026-12-03"
   */
  readonly dates?: string | readonly string[];
  /**
   * When the window starts; a time with a day, such as "fri 18:00", needs no days. Allowed: a time of day such as "08:00", from 00:00 to 23:59, or one with its day such as "fri 18:00".
   * @example "08:00"
   */
  readonly from: string;
  /**
   * When the window ends; a time before from is on the next day, and 24:00 is midnight. Allowed: a time of day such as "08:00", from 00:00 to 24:00, or one with its day such as "fri 18:00".
   * @example "18:00"
   */
  readonly to: string;
  /**
   * The fewest instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 1
   */
  readonly min: number;
  /**
   * The most instances in service; for component copies, for serverless provisioned concurrency. Allowed: a whole number, 0 or more.
   * @example 2
   */
  readonly max: number;
}
