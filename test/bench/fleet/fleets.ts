/** Five timetables of different sizes: office hours, shifts, a night batch, a weekend, and a window with a lead time. */
const timetables: readonly object[] = [
  { windows: { office: { days: "mon-fri", from: "08:00", to: "18:00", min: 2, max: 4 } } },
  {
    windows: {
      early: { days: "mon-sat", from: "06:00", to: "14:00", min: 3, max: 6 },
      late: { days: "mon-sat", from: "14:00", to: "22:00", min: 4, max: 8 },
    },
  },
  { windows: { batch: { days: "sun-thu", from: "22:00", to: "04:30", min: 6, max: 6 } } },
  { windows: { weekend: { days: "sat,sun", from: "09:00", to: "21:00", min: 3, max: 5 } } },
  {
    windows: {
      morning: { days: "mon-fri", from: "07:30", to: "12:00", min: 2, max: 5 },
      peak: { days: "mon-fri", from: "17:00", to: "20:00", min: 5, max: 10 },
    },
    readyBefore: "10m",
  },
].map((timetable) => ({
  baseline: { min: 1, max: 2 },
  exceptions: [{ calendar: "closures", use: "sunday" }],
  ...timetable,
}));

/**
 * The values of a stack file with many endpoints that share five timetables.
 * @returns keys without the project's name
 */
export function createFleet(count: number): Readonly<Record<string, unknown>> {
  const endpoints = Array.from({ length: count }, (_, index) => [
    `model-${String(index + 1).padStart(3, "0")}`,
    {
      model: {
        image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1.4.0",
        dataUrl: "s3://example-models-dev/sentiment.tar.gz",
      },
      variant: { instanceType: "ml.m5.large", hourlyPriceUsd: 0.138 },
      timetable: timetables[index % timetables.length],
      scaling: { metric: "invocationsPerInstance", target: 600 },
    },
  ]);
  return {
    timezone: "Europe/Berlin",
    calendars: { closures: { dates: ["2026-12-24", "2026-12-31", "2027-08-02..2027-08-06"] } },
    guards: { maxInstances: 12, maxMonthlyCostUsd: 1_000_000, quotas: { "ml.m5.large": 5000 } },
    readAws: false,
    endpoints: Object.fromEntries(endpoints),
  };
}
