import type { Problem } from "../../problem";
import type { ExistingEndpointRule } from "./existing-endpoint-context";

type CreateProblem = (key: string, text: Pick<Problem, "message" | "expected" | "fix">) => Problem;

/**
 * Refuses an endpoint without provisioned concurrency and limits above its MaxConcurrency, and warns of other memory.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-autoscale.html
 */
export const checkServerlessDiffers: ExistingEndpointRule = (context) => {
  const { path, existing, live } = context;
  const { name, unit, variant } = existing;
  const found = live.counts.variants.find((each) => each.name === variant.name);
  if (unit !== "concurrency" || found === undefined) return [];
  const create: CreateProblem = (key, text) => ({
    severity: "error",
    code: "serverless-differs",
    path: `${path}.serverless.${key}`,
    ...text,
  });
  if (found.serverless === undefined) {
    const fix = "write endpoint: instead of serverless:, and limits in instances";
    return [create("existing", { message: `${name} has instances and is not serverless`, fix })];
  }
  if (found.desired !== undefined) return checkSettings(context, found.serverless, create);
  return [
    create("existing", {
      message: `variant ${variant.name} of ${name} has no provisioned concurrency, so nothing can scale it`,
      expected: "a serverless endpoint that was created with ProvisionedConcurrency",
      fix: "update the endpoint to a configuration with ProvisionedConcurrency: 1",
    }),
  ];
};

function checkSettings(
  { existing, limits }: Parameters<ExistingEndpointRule>[0],
  live: { readonly memoryGb?: number; readonly maxConcurrency?: number },
  create: CreateProblem,
): readonly Problem[] {
  const { name, maxConcurrency, memoryGb } = existing;
  const { maxConcurrency: liveMax = maxConcurrency, memoryGb: liveMemory = memoryGb } = live;
  const highest = Math.max(0, ...limits.map(({ max }) => max));
  const isAbove = liveMax !== undefined && highest > liveMax;
  const differingMax = create("maxConcurrency", {
    message: `MaxConcurrency of ${name} is ${liveMax}, not ${maxConcurrency}${isAbove ? `, and a max is ${highest}` : ""}`,
    expected: `${liveMax}, and no max above it`,
    fix: `write maxConcurrency: ${liveMax}`,
  });
  const differingMemory = create("memoryGb", {
    message: `${name} has ${liveMemory} GB of memory, not ${memoryGb}: the price may be another one`,
    expected: String(liveMemory),
    fix: `write memoryGb: ${liveMemory}`,
  });
  return [
    ...(liveMax === maxConcurrency ? [] : [{ ...differingMax, severity: isAbove ? "error" : "warning" } as const]),
    ...(memoryGb === undefined || memoryGb === liveMemory
      ? []
      : [{ ...differingMemory, severity: "warning" } as const]),
  ];
}
