import * as pulumi from "@pulumi/pulumi";
import { TimetabledEndpoint, type TimetabledEndpointArgs } from "inference-timetable";

const region = new pulumi.Config("aws").require("region");
const image = `763104351884.dkr.ecr.${region}.amazonaws.com/huggingface-pytorch-inference:2.1.0-transformers4.37.0-cpu-py310-ubuntu22.04`;

/** The same for every endpoint. */
const shared = {
  timezone: "America/New_York",
  calendars: { holidays: { file: "calendars/us.yaml" }, closures: { dates: "2026-12-26..2026-12-31" } },
  guards: { maxInstances: 12 },
  tags: { team: "search" },
} satisfies TimetabledEndpointArgs;

const closed = [
  { calendar: "holidays", use: "baseline" },
  { calendar: "closures", use: "baseline" },
];

const sentiment = new TimetabledEndpoint("sentiment", {
  ...shared,
  model: { image, dataUrl: "s3://example-models/sentiment.tar.gz" },
  variant: { instanceType: "ml.m5.large" },
  timetable: {
    baseline: { min: 1, max: 1 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 4, max: 4 } },
    exceptions: closed,
  },
});

const ranking = new TimetabledEndpoint("ranking", {
  ...shared,
  model: { image, dataUrl: "s3://example-models/ranking.tar.gz" },
  variant: { instanceType: "ml.c5.xlarge" },
  timetable: {
    baseline: { min: 1, max: 1 },
    windows: { evening: { days: "daily", from: "17:00", to: "23:00", min: 3, max: 3 } },
    // The shop is open on holidays.
    exceptions: [{ calendar: "closures", use: { min: 2, max: 2 } }],
  },
});

export const endpointNames = [sentiment.endpointName, ranking.endpointName];
