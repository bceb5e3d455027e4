import * as pulumi from "@pulumi/pulumi";
import { TimetabledEndpoint } from "inference-timetable";

const region = new pulumi.Config("aws").require("region");
const timezone = new pulumi.Config().require("timezone");

const sentiment = new TimetabledEndpoint("sentiment", {
  model: {
    image: `763104351884.dkr.ecr.${region}.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04`,
    dataUrl: "s3://example-models/sentiment.tar.gz",
  },
  variant: { instanceType: "ml.m5.large" },
  timezone,
  timetable: {
    baseline: { min: 1, max: 1 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 2, max: 2 } },
    readyBefore: "10m",
  },
});

export const { endpointName, scheduledActions } = sentiment;
