import type { Named } from "../../timetable";
import type { ParsedEndpoint, ParsedStack } from "./parse-stack";
import type { EndpointConfig, StackConfig } from "./stack-config";

/** US dollars of an instance-hour, as AWS was asked for them; else why there are none, one line. */
export type PriceLookup = { readonly usd: number } | { readonly unknown: string };

/**
 * The instance types whose price AWS is to be asked for: those without one, where the stack file allows it, and those
 * that give way to another.
 *
 * In:  `deployed`: instance types by the endpoints' keys
 * Out: sorted, each once
 */
export function listTypesToLookUp(
  { stack, endpoints }: ParsedStack,
  deployed: Named<string>,
): readonly string[] {
  const types = Object.entries(endpoints).flatMap(([name, endpoint]) => {
    const type = endpoint.config?.variant.instanceType;
    const before = stack.prices === "aws" && deployed[name] !== type ? deployed[name] : undefined;
    return [isLookupNeeded(endpoint, stack) ? type : undefined, before];
  });
  return [...new Set(types.flatMap((type) => type ?? []))].toSorted();
}

/**
 * What AWS has said of an endpoint's price.
 *
 * In:  `prices`: by instance type
 * Out: undefined where AWS is not to be asked
 */
export function findPriceLookup(
  endpoint: Pick<ParsedEndpoint, "config">,
  stack: Pick<StackConfig, "prices">,
  prices: Named<PriceLookup>,
): PriceLookup | undefined {
  if (!isLookupNeeded(endpoint, stack)) return undefined;
  const type = endpoint.config?.variant.instanceType;
  if (type === undefined) return { unknown: "the stack file does not say the instance type" };
  return prices[type] ?? { unknown: "only pulumi preview and pulumi up ask AWS for it" };
}

/** The config with a price that was asked for, as if it had been written: guards and reports read one alike. */
export function priceConfig(config: EndpointConfig, asked: PriceLookup): EndpointConfig {
  if ("unknown" in asked) return config;
  const price = { hourlyPriceUsd: asked.usd };
  return "endpoint" in config
    ? { ...config, variant: { ...config.variant, ...price } }
    : { ...config, variant: { ...config.variant, ...price } };
}

function isLookupNeeded(
  { config }: Pick<ParsedEndpoint, "config">,
  { prices }: Pick<StackConfig, "prices">,
): boolean {
  return prices === "aws" && config !== undefined && config.variant.hourlyPriceUsd === undefined;
}
