import * as v from "valibot";
import {
  capturePercentRange,
  concurrentInvocationsRange,
  startTimeoutSecondsRange,
  volumeSizeGbRange,
} from "../../aws/facts";
import {
  defineChoice,
  defineDuration,
  defineList,
  defineNumber,
  defineSection,
  defineText,
  describeField,
  type Field,
  omitUndefined,
} from "./fields";
import type { AsyncConfig, DataCaptureConfig, VariantConfig } from "./stack-config";

const defineStartTimeout = (title: string, description: string) =>
  v.exactOptional(defineDuration(startTimeoutSecondsRange, { title, description, example: "10m" }));

const kmsKeyId = v.exactOptional(
  defineText({
    title: "Key",
    description:
      "Key of AWS KMS that encrypts what is written. Absent: the bucket's own encryption.",
    allowed: "the id, alias or ARN of a key",
    example: "alias/inference",
  }),
);
const defineS3Address = (title: string, description: string) =>
  defineText({
    title,
    description,
    allowed: "an address in Amazon S3",
    example: "s3://requests/out/",
  });
const defineTopic = (title: string, description: string) =>
  v.exactOptional(
    defineText({
      title,
      description,
      allowed: "the ARN of a topic",
      example: "arn:aws:sns:eu-central-1:123456789012:done",
    }),
  );

/** The name of a variant. */
export const variantNameField = defineText({
  title: "Name",
  description: "Name of the variant, as metrics and alarms have it.",
  example: "AllTraffic",
});

/** The type of a variant's instances. */
export const instanceTypeField = defineText({
  title: "Instance type",
  description: "Type of every instance. Burstable types (ml.t2) cannot be scaled.",
  allowed: "an instance type of SageMaker",
  example: "ml.m5.large",
});

/** What an instance costs. */
export const hourlyPriceUsdField = v.exactOptional(
  defineNumber(
    { from: 0, to: 1e15, fractions: true },
    {
      title: "Price of an hour",
      description: "US dollars for an instance-hour. Absent: no cost is shown.",
      example: "1.41",
    },
  ),
);

/** What the instances are. */
export const variantSection: Field<VariantConfig> = describeField(
  v.pipe(
    defineSection({
      name: v.exactOptional(variantNameField, "AllTraffic"),
      instanceType: instanceTypeField,
      hourlyPriceUsd: hourlyPriceUsdField,
      volumeSizeGb: v.exactOptional(
        defineNumber(volumeSizeGbRange, {
          title: "Volume",
          description: "Storage of every instance in GB. Absent: what SageMaker chooses.",
          example: "30",
        }),
      ),
      routing: v.exactOptional(
        defineChoice(["leastOutstandingRequests", "random"], {
          title: "Routing",
          description: "Which instance gets a request. Absent: SageMaker's own choice, random.",
          example: "leastOutstandingRequests",
        }),
      ),
      modelDownloadTimeout: defineStartTimeout(
        "Download timeout",
        "How long fetching the model may take. Absent: SageMaker's own limit.",
      ),
      startupHealthCheckTimeout: defineStartTimeout(
        "Start timeout",
        "How long a container may take until it answers. Absent: SageMaker's own limit.",
      ),
    }),
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
    description:
      "What the instances are, and how requests reach them. Needed, except beside endpoint.",
    allowed: "a map with the key instanceType",
    example: "{ instanceType: ml.m5.large }",
  },
);

const side = defineChoice(["input", "output"], {
  title: "Side",
  description: "Requests or answers.",
  example: "input",
});

/** Which requests are kept. */
export const dataCaptureSection: Field<DataCaptureConfig> = describeField(
  defineSection({
    percent: defineNumber(capturePercentRange, {
      title: "Percent",
      description: "Share of the requests that is kept, in whole percent.",
      example: "10",
    }),
    destination: defineS3Address("Destination", "Where what is captured is written."),
    capture: v.exactOptional(
      describeField(defineList(side, { from: 1, to: 2 }), {
        title: "Capture",
        description: "Whether requests, answers or both are kept.",
        allowed: "a list of input and output",
        example: "[input, output]",
      }),
      ["input", "output"],
    ),
    kmsKeyId,
  }),
  {
    title: "Data capture",
    description: "Which requests and answers are kept in Amazon S3. Absent: none.",
    allowed: "the keys percent and destination",
    example: "{ percent: 10, destination: s3://captured/sentiment/ }",
  },
);

/** Makes an endpoint asynchronous. */
export const asyncSection: Field<AsyncConfig> = describeField(
  defineSection({
    inputPath: v.exactOptional(
      defineS3Address(
        "Input",
        "Where callers put their requests; a role that is made here may read there.",
      ),
    ),
    outputPath: defineS3Address("Output", "Where answers are written."),
    failurePath: v.exactOptional(
      defineS3Address("Failures", "Where the errors of requests are written. Absent: nowhere."),
    ),
    kmsKeyId,
    maxConcurrentInvocationsPerInstance: v.exactOptional(
      defineNumber(concurrentInvocationsRange, {
        title: "Concurrent invocations",
        description: "Most requests that an instance works on at once. Absent: SageMaker decides.",
        example: "4",
      }),
    ),
    successTopicArn: defineTopic(
      "Success topic",
      "Topic of Amazon SNS that is told of every answer.",
    ),
    errorTopicArn: defineTopic("Error topic", "Topic of Amazon SNS that is told of every failure."),
  }),
  {
    title: "Asynchronous",
    description:
      "Makes the endpoint asynchronous: requests wait in a queue, answers go to Amazon S3. Absent: it answers at once.",
    allowed: "a map with the key outputPath",
    example: "{ outputPath: s3://answers/sentiment/ }",
  },
);
