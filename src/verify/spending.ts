import type { Check } from "./check";
import type { VerifyOptions } from "./verify-options";

/** Amazon SageMaker AI pricing; this program knows no price that is not in a stack file. */
const pricePage = "https://aws.amazon.com/sagemaker/ai/pricing/";

/** What a run costs and changes, for the question before it. @param place account and region */
export function formatSpending(options: VerifyOptions, checks: readonly Check[], place: string): string {
  const { endpoint, component, instanceType, otherInstanceType, variant } = options;
  const has = (id: string) => checks.some((check) => check.id === id);
  const lines =
    endpoint === undefined
      ? [
          `creates a model and an endpoint with one ${instanceType}, for about an hour`,
          ...(has("firing-while-updating") ? [`one or two more ${instanceType} for about 15 minutes`] : []),
          ...(has("zero-concurrency") ? ["a serverless endpoint with one unit of provisioned concurrency"] : []),
          ...(has("type-change") ? [`one ${otherInstanceType}, only if AWS takes a change that it should refuse`] : []),
        ]
      : [`registers a scalable target for ${endpoint}, variant ${variant}, and deregisters it; starts no instance`];
  return [
    place,
    ...lines.map((line) => `  ${line}`),
    ...(component !== undefined && has("component-updating") ? [`  one more copy of ${component} for a while`] : []),
    `  prices: ${pricePage}`,
    "  everything that it creates is deleted at the end, and after Ctrl-C or an error",
    "",
  ].join("\n");
}
