import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { TimetabledEndpoint } from "inference-timetable";

const region = new pulumi.Config("aws").require("region");

const oncall = new aws.sns.Topic("oncall");

const sentiment = new TimetabledEndpoint("sentiment", {
  model: {
    image: `763104351884.dkr.ecr.${region}.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04`,
    dataUrl: "s3://example-models/sentiment.tar.gz",
    environment: { HF_TASK: "text-classification" },
  },
  variant: { instanceType: "ml.m5.xlarge" },
  timezone: new pulumi.Config().require("timezone"),
  timetable: {
    baseline: { min: 1, max: 2 },
    windows: {
      office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 12 },
      batch: { days: "sun", from: "22:00", to: "02:00", min: 8, max: 8 },
    },
    exceptions: [{ dates: "2026-12-24..2027-01-01", use: "baseline" }],
    readyBefore: "10m",
  },
  scaling: { metric: "invocationsPerInstance", target: 700 },
  monitoring: { topicArn: oncall.arn },
  guards: { maxInstances: 12 },
});

export const { endpointName, scheduledActions } = sentiment;
