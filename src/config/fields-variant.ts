import * as v from "valibot";
import {
  capturePercentRange,
  concurrentInvocationsRange,
  startTimeoutSecondsRange,
  volumeSizeGbRange,
} from "../aws-facts/field-ranges";
import type { AsyncConfig, DataCaptureConfig, VariantConfig } from "./config";
import { duration } from "./duration";
import { type Field, described } from "./field";
import { choice, number, text } from "./leaf-fields";
import { list } from "./list";
import { present } from "./present";
import { section } from "./section";

const startTimeout = (title: string, description: string) =>
  v.exactOptional(duration(startTimeoutSecondsRange, { title, description, example: "10m" }));

const kmsKeyId = v.exactOptional(
  text({
    title: "Key",
    description:
      "Key of AWS KMS that encrypts what is written. Absent: the bucket's own encryption.",
    allowed: "the id, alias or ARN of a key",
    example: "alias/inference",
  }),
);
const s3 = (title: string, description: string) =>
  text({ title, description, allowed: "an address in Amazon S3", example: "s3://requests/out/" });
const topic = (title: string, description: string) =>
  v.exactOptional(
    text({
      title,
      description,
      allowed: "the ARN of a topic",
      example: "arn:aws:sns:eu-central-1:123456789012:done",
    }),
  );

/** The name of a variant. */
export const variantName = text({
  title: "Name",
  description: "Name of the variant, as metrics and alarms have it.",
  example: "AllTraffic",
});

/** The type of a variant's instances. */
export const instanceType = text({
  title: "Instance type",
  description: "Type of every instance. Burstable types (ml.t2) cannot be scaled.",
  allowed: "an instance type of SageMaker",
  example: "ml.m5.large",
});

/** What an instance costs. */
export const hourlyPriceUsd = v.exactOptional(
  number(
    { from: 0, to: 1e15, fractions: true },
    {
      title: "Price of an hour",
      description: "US dollars for an instance-hour. Absent: no cost is shown.",
      example: "1.41",
    },
  ),
);

/** What the instances are. */
export const variant: Field<VariantConfig> = described(
  v.pipe(
    section({
      name: v.exactOptional(variantName, "AllTraffic"),
      instanceType,
      hourlyPriceUsd,
      volumeSizeGb: v.exactOptional(
        number(volumeSizeGbRange, {
          title: "Volume",
          description: "Storage of every instance in GB. Absent: what SageMaker chooses.",
          example: "30",
        }),
      ),
      routing: v.exactOptional(
        choice(["leastOutstandingRequests", "random"], {
          title: "Routing",
          description: "Which instance gets a request. Absent: SageMaker's own choice, random.",
          example: "leastOutstandingRequests",
        }),
      ),
      modelDownloadTimeout: startTimeout(
        "Download timeout",
        "How long fetching the model may take. Absent: SageMaker's own limit.",
      ),
      startupHealthCheckTimeout: startTimeout(
        "Start timeout",
        "How long a container may take until it answers. Absent: SageMaker's own limit.",
      ),
    }),
    v.transform(({ modelDownloadTimeout, startupHealthCheckTimeout, ...same }): VariantConfig =>
      present({
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

const side = choice(["input", "output"], {
  title: "Side",
  description: "Requests or answers.",
  example: "input",
});

/** Which requests are kept. */
export const dataCapture: Field<DataCaptureConfig> = described(
  section({
    percent: number(capturePercentRange, {
      title: "Percent",
      description: "Share of the requests that is kept, in whole percent.",
      example: "10",
    }),
    destination: s3("Destination", "Where what is captured is written."),
    capture: v.exactOptional(
      described(list(side, { from: 1, to: 2 }), {
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
export const asynchronous: Field<AsyncConfig> = described(
  section({
    inputPath: v.exactOptional(
      s3("Input", "Where callers put their requests; a role that is made here may read there."),
    ),
    outputPath: s3("Output", "Where answers are written."),
    failurePath: v.exactOptional(
      s3("Failures", "Where the errors of requests are written. Absent: nowhere."),
    ),
    kmsKeyId,
    maxConcurrentInvocationsPerInstance: v.exactOptional(
      number(concurrentInvocationsRange, {
        title: "Concurrent invocations",
        description: "Most requests that an instance works on at once. Absent: SageMaker decides.",
        example: "4",
      }),
    ),
    successTopicArn: topic("Success topic", "Topic of Amazon SNS that is told of every answer."),
    errorTopicArn: topic("Error topic", "Topic of Amazon SNS that is told of every failure."),
  }),
  {
    title: "Asynchronous",
    description:
      "Makes the endpoint asynchronous: requests wait in a queue, answers go to Amazon S3. Absent: it answers at once.",
    allowed: "a map with the key outputPath",
    example: "{ outputPath: s3://answers/sentiment/ }",
  },
);
