import type { Problem } from "../../problem";
import type { ExistingEndpointRule } from "./existing-endpoint-context";

/**
 * Refuses an endpoint without provisioned concurrency and limits above its MaxConcurrency, and warns of other memory.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-autoscale.html
 */
export const checkServerlessDiffers: ExistingEndpointRule = ({ path, existing, limits, live }) => {
  const { name, unit, variant, maxConcurrency, memoryGb } = existing;
  const found = live.counts.variants.find((each) => each.name === variant.name);
  if (unit !== "concurrency" || found === undefined) return [];
  const section = `${path}.serverless`;
  const create = (key: string, rest: Omit<Problem, "severity" | "code" | "path">): Problem => ({
    severity: "error",
    code: "serverless-differs",
    path: `${section}.${key}`,
    ...rest,
  });
  const { serverless, desired } = found;
  if (serverless === undefined) {
    const fix = "write endpoint: instead of serverless:, and limits in instances";
    return [create("existing", { message: `${name} has instances and is not serverless`, fix })];
  }
  if (desired === undefined) {
    return [
      create("existing", {
        message: `variant ${variant.name} of ${name} has no provisioned concurrency, so nothing can scale it`,
        expected: "a serverless endpoint that was created with ProvisionedConcurrency",
        fix: "update the endpoint to a configuration with ProvisionedConcurrency: 1",
      }),
    ];
  }
  const liveMax = serverless.maxConcurrency;
  const highest = Math.max(0, ...limits.map(({ max }) => max));
  return [
    ...(liveMax === undefined || liveMax === maxConcurrency
      ? []
      : [
          {
            ...create("maxConcurrency", {
              message: `MaxConcurrency of ${name} is ${liveMax}, not ${maxConcurrency ?? "set"}${highest > liveMax ? `, and a max is ${highest}` : ""}`,
              expected: `${liveMax}, and no max above it`,
              fix: `write maxConcurrency: ${liveMax}`,
            }),
            severity: highest > liveMax ? ("error" as const) : ("warning" as const),
          },
        ]),
    ...([undefined, serverless.memoryGb].includes(memoryGb) || serverless.memoryGb === undefined
      ? []
      : [
          {
            ...create("memoryGb", {
              message: `${name} has ${serverless.memoryGb} GB of memory, not ${memoryGb}: the price may be another one`,
              expected: String(serverless.memoryGb),
              fix: `write memoryGb: ${serverless.memoryGb}`,
            }),
            severity: "warning" as const,
          },
        ]),
  ];
};
