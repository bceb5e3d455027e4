import * as v from "valibot";
import {
  capacityRange,
  capturePercentRange,
  concurrentInvocationsRange,
  inferenceAmiVersions,
  startTimeoutSecondsRange,
  volumeSizeGbRange,
} from "../../aws/facts";
import {
  defineChoice,
  defineDuration,
  defineList,
  defineNumber,
  definePlainDateTime,
  defineSection,
  defineText,
  describeField,
  type Entries,
  type Field,
  getDescription,
  omitUndefined,
} from "./fields";
import type { AsyncConfig, DataCaptureConfig, VariantConfig } from "./stack-config";

const defineStartTimeout = (title: string, description: string) =>
  v.exactOptional(defineDuration(startTimeoutSecondsRange, { title, description, example: "10m" }));

const kmsKeyId = v.exactOptional(
  defineText({
    title: "KMS key",
    description: "AWS KMS key that encrypts the data. Absent: the default encryption of the bucket.",
    allowed: "the ID, alias or ARN of a key",
    example: "alias/inference",
    takesInput: true,
  }),
);
const defineS3Address = (title: string, description: string) =>
  defineText({
    title,
    description,
    allowed: "an address in Amazon S3",
    example: "s3://requests/out/",
    takesInput: true,
  });
const defineTopic = (title: string, description: string) =>
  v.exactOptional(
    defineText({
      title,
      description,
      allowed: "the ARN of a topic",
      example: "arn:aws:sns:eu-central-1:123456789012:done",
      takesInput: true,
    }),
  );

export const variantNameField = defineText({
  title: "Name",
  description: "Name of the variant in metrics and alarms.",
  example: "AllTraffic",
});

export const instanceTypeField = defineText({
  title: "Instance type",
  description: "Instance type. Burstable types (ml.t2) cannot be scaled.",
  allowed: "a SageMaker instance type",
  example: "ml.m5.large",
});

export const hourlyPriceUsdField = v.exactOptional(
  defineNumber(
    { from: 0, to: 1e15, fractions: true },
    { title: "Hourly price", description: "US dollars per instance-hour. Absent: no cost is shown.", example: "1.41" },
  ),
);

const capacityReservationSection = describeField(
  defineSection({
    arn: defineText({
      title: "Training plan",
      description: "ARN of the training plan, whose target is endpoints.",
      allowed: "the ARN of a training plan",
      example: "arn:aws:sagemaker:eu-central-1:123456789012:training-plan/evaluation",
    }),
    instances: defineNumber(
      { ...capacityRange, from: 1 },
      { title: "Instances", description: "Number of reserved instances.", example: "4" },
    ),
    from: definePlainDateTime("begin", {
      title: "From",
      otherNames: ["start", "starts", "starttime"],
      description: "When the reservation starts, in the timetable's local time.",
      example: '"2027-01-04T06:00"',
    }),
    until: definePlainDateTime("end", {
      title: "Until",
      otherNames: ["to", "end", "ends", "endtime"],
      description: "When the reservation ends.",
      example: '"2027-03-31T20:00"',
    }),
  }),
  {
    title: "Capacity reservation",
    description:
      "A SageMaker training plan: instances launch only into it, and its instance type must be the variant's, which only AWS checks. Absent: on demand.",
    allowed: "the keys arn, instances, from and until",
    example:
      '{ arn: arn:aws:sagemaker:eu-central-1:123456789012:training-plan/evaluation, instances: 4, from: "2027-01-04T06:00", until: "2027-03-31T20:00" }',
  },
);

const variantEntries = {
  name: v.exactOptional(variantNameField, "AllTraffic"),
  instanceType: instanceTypeField,
  hourlyPriceUsd: hourlyPriceUsdField,
  weight: v.exactOptional(
    defineNumber(
      { from: 0, to: 1e15, fractions: true },
      {
        title: "Weight",
        description:
          "Share of the requests, relative to the weights of the other variants; 0 is none. Absent: the SageMaker default, 1.",
        example: "9",
      },
    ),
  ),
  volumeSizeGb: v.exactOptional(
    defineNumber(volumeSizeGbRange, {
      title: "Volume",
      description: "Storage volume of each instance, in GB. Absent: the SageMaker default.",
      example: "30",
    }),
  ),
  routing: v.exactOptional(
    defineChoice(["leastOutstandingRequests", "random"], {
      title: "Routing",
      description: "How SageMaker picks the instance for a request. Absent: random.",
      example: "leastOutstandingRequests",
    }),
  ),
  modelDownloadTimeout: defineStartTimeout(
    "Download timeout",
    "How long the model download may take. Absent: the SageMaker default.",
  ),
  startupHealthCheckTimeout: defineStartTimeout(
    "Start timeout",
    "How long a container may take to pass its health check. Absent: the SageMaker default.",
  ),
  inferenceAmiVersion: v.exactOptional(
    defineText({
      title: "AMI version",
      otherNames: ["ami", "amiversion"],
      description: "Image of the instances, which has their drivers. Absent: SageMaker chooses it.",
      allowed: `one of ${inferenceAmiVersions.join(", ")}, or a newer one`,
      example: "al2-ami-sagemaker-inference-gpu-3-1",
    }),
  ),
  capacityReservation: v.exactOptional(capacityReservationSection),
} satisfies Entries;

export const variantSection: Field<VariantConfig> = describeField(
  v.pipe(
    defineSection(variantEntries),
    v.transform(({ modelDownloadTimeout, startupHealthCheckTimeout, ...same }): VariantConfig =>
      omitUndefined({
        ...same,
        modelDownloadTimeoutSeconds: modelDownloadTimeout,
        startupHealthCheckTimeoutSeconds: startupHealthCheckTimeout,
      }),
    ),
  ),
  {
    title: "Variant",
    description: "The instances, and how requests reach them. Required without endpoint.",
    allowed: "a map with the key instanceType",
    example: "{ instanceType: ml.m5.large }",
  },
);

/** What variants of several endpoints may share. */
export const variantDefaultsSection: Field = describeField(
  defineSection({
    ...variantEntries,
    name: v.exactOptional(variantNameField),
    instanceType: v.exactOptional(instanceTypeField),
  }),
  {
    ...getDescription(variantSection),
    description: "Keys of the variant of every endpoint that does not have them itself.",
    allowed: "a map with keys of a variant",
  },
);

const side = defineChoice(["input", "output"], {
  title: "Side",
  description: "Requests (input) or responses (output).",
  example: "input",
});

export const dataCaptureSection: Field<DataCaptureConfig> = describeField(
  defineSection({
    percent: defineNumber(capturePercentRange, {
      title: "Percent",
      description: "Percentage of the requests that is captured.",
      example: "10",
    }),
    destination: defineS3Address("Destination", "Where the captured data is written."),
    capture: v.exactOptional(
      describeField(defineList(side, { from: 1, to: 2 }), {
        title: "Capture",
        description: "Whether requests, responses or both are captured.",
        allowed: "a list of input and output",
        example: "[input, output]",
      }),
      ["input", "output"],
    ),
    kmsKeyId,
  }),
  {
    title: "Data capture",
    description: "Which requests and responses are captured in Amazon S3. Absent: none.",
    allowed: "the keys percent and destination",
    example: "{ percent: 10, destination: s3://captured/sentiment/ }",
  },
);

export const asyncSection: Field<AsyncConfig> = describeField(
  defineSection({
    inputPath: v.exactOptional(
      defineS3Address("Input", "Where callers put their requests; a role that this program creates may read them."),
    ),
    outputPath: defineS3Address("Output", "Where responses are written."),
    failurePath: v.exactOptional(defineS3Address("Failures", "Where errors are written. Absent: nowhere.")),
    kmsKeyId,
    maxConcurrentInvocationsPerInstance: v.exactOptional(
      defineNumber(concurrentInvocationsRange, {
        title: "Concurrent invocations",
        description: "The most requests that an instance processes at the same time. Absent: SageMaker decides.",
        example: "4",
      }),
    ),
    successTopicArn: defineTopic("Success topic", "Amazon SNS topic that gets a message for every response."),
    errorTopicArn: defineTopic("Error topic", "Amazon SNS topic that gets a message for every failure."),
  }),
  {
    title: "Asynchronous",
    description:
      "Makes the endpoint asynchronous: requests wait in a queue, and responses go to Amazon S3. Absent: real-time.",
    allowed: "a map with the key outputPath",
    example: "{ outputPath: s3://answers/sentiment/ }",
  },
);
