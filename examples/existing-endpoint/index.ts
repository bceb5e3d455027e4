import { TimetabledEndpoint } from "inference-timetable";

const fraud = new TimetabledEndpoint("fraud", {
  endpoint: { existing: "fraud-2024", variant: "AllTraffic", instanceType: "ml.m5.xlarge" },
  timezone: "Europe/Berlin",
  timetable: {
    baseline: { min: 1, max: 2 },
    windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 2, max: 6 } },
  },
  scaling: { metric: "invocationsPerInstance", target: 700 },
});

export const { scheduledActions } = fraud;
