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
  text({ title: "Key", description: "Key that encrypts the objects.", example: "alias/inference" }),
);
const s3 = (title: string, description: string) =>
  text({ title, description, allowed: "an address in Amazon S3", example: "s3://requests/out/" });
const topic = (title: string, description: string) =>
  v.exactOptional(
    text({ title, description, example: "arn:aws:sns:eu-central-1:123456789012:done" }),
  );

/** What the instances are. */
export const variant: Field<VariantConfig> = described(
  v.pipe(
    section({
      name: v.exactOptional(
        text({ title: "Name", description: "Name of the variant.", example: "AllTraffic" }),
        "AllTraffic",
      ),
      instanceType: text({
        title: "Instance type",
        description: "Type of each instance.",
        allowed: "an instance type of SageMaker",
        example: "ml.m5.large",
      }),
      hourlyPriceUsd: v.exactOptional(
        number(
          { from: 0, to: 1e15, fractions: true },
          { title: "Price", description: "US dollars an instance-hour.", example: "1.41" },
        ),
      ),
      volumeSizeGb: v.exactOptional(
        number(volumeSizeGbRange, {
          title: "Volume",
          description: "GB of storage.",
          example: "30",
        }),
      ),
      routing: v.exactOptional(
        choice(["leastOutstandingRequests", "random"], {
          title: "Routing",
          description: "Which instance gets a request.",
          example: "leastOutstandingRequests",
        }),
      ),
      modelDownloadTimeout: startTimeout("Download timeout", "Time to fetch the model."),
      startupHealthCheckTimeout: startTimeout("Start timeout", "Time until the container answers."),
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
    description: "What the instances are.",
    allowed: "a map with the key instanceType",
    example: "{ instanceType: ml.m5.large }",
  },
);

const side = choice(["input", "output"], {
  title: "Side",
  description: "What is captured.",
  example: "input",
});

/** Which requests are kept. */
export const dataCapture: Field<DataCaptureConfig> = described(
  section({
    percent: number(capturePercentRange, {
      title: "Percent",
      description: "Share of the requests.",
      example: "10",
    }),
    destination: s3("Destination", "Where captured requests go."),
    capture: v.exactOptional(
      described(list(side, { from: 1, to: 2 }), {
        title: "Capture",
        description: "Whether requests, answers or both are captured.",
        allowed: "a list of input and output",
        example: "[input, output]",
      }),
      ["input", "output"],
    ),
    kmsKeyId,
  }),
  {
    title: "Data capture",
    description: "Which requests are kept in Amazon S3.",
    allowed: "the keys percent and destination",
    example: "{ percent: 10, destination: s3://captured/sentiment/ }",
  },
);

/** Makes an endpoint asynchronous. */
export const asynchronous: Field<AsyncConfig> = described(
  section({
    inputPath: v.exactOptional(s3("Input", "Where callers put their requests.")),
    outputPath: s3("Output", "Where answers go."),
    failurePath: v.exactOptional(s3("Failures", "Where failures go.")),
    kmsKeyId,
    maxConcurrentInvocationsPerInstance: v.exactOptional(
      number(concurrentInvocationsRange, {
        title: "Concurrent invocations",
        description: "Most requests that one instance works on at once.",
        example: "4",
      }),
    ),
    successTopicArn: topic("Success topic", "Topic told of each answer."),
    errorTopicArn: topic("Error topic", "Topic told of each failure."),
  }),
  {
    title: "Asynchronous",
    description: "Requests wait in a queue, answers go to Amazon S3.",
    allowed: "a map with the key outputPath",
    example: "{ outputPath: s3://answers/sentiment/ }",
  },
);
