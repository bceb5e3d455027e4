/** The numbers `[from, to)`. */
export const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

/**
 * A schedule for each number: 0 fires at 08:00 UTC, each at a minute of its own, and every other one sets another max.
 * @param max the larger one
 */
export function createSchedules(numbers: readonly number[], max = 4, prefix = "s"): Record<string, object> {
  return Object.fromEntries(
    numbers.map((number) => [
      `${prefix}${String(number).padStart(3, "0")}`,
      {
        schedule: `cron(${number % 60} ${8 + Math.floor(number / 60)} * * ? *)`,
        // The count stays, so no firing fails because instances start.
        ...{ min: 1, max: number % 2 === 0 ? 2 : max },
        timezone: "UTC",
      },
    ]),
  );
}

/** An endpoint of the stack file with these schedules and step scaling. */
export const withSchedules = (schedules: object, more: object = {}) => ({
  model: {
    image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/sentiment:1",
    dataUrl: "s3://models/sentiment.tar.gz",
  },
  variant: { instanceType: "ml.g5.xlarge" },
  baseline: { min: 1, max: 2 },
  schedules,
  scaling: {
    metric: "invocationsPerInstance",
    steps: [
      { below: 100, change: -1 },
      { above: 600, change: 2 },
    ],
  },
  ...more,
});
