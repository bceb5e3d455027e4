import type { Named } from "../../timetable";
import type { ParsedEndpoint, ParsedStack } from "./parse-stack";
import { getUnit } from "./existing-endpoint-section";
import type { EndpointConfig, StackConfig } from "./stack-config";

/** US dollars per instance-hour from AWS, or one line why there is no price. */
export type PriceLookup = { readonly usd: number } | { readonly unknown: string };

/**
 * Lists the instance types whose prices AWS is asked for: those without a price, if the stack file allows
 * it, and the deployed types that an update replaces.
 * @param deployed instance types by endpoint name
 * @returns sorted, each once
 */
export function listTypesToLookUp({ stack, endpoints }: ParsedStack, deployed: Named<string>): readonly string[] {
  const types = Object.entries(endpoints).flatMap(([name, endpoint]) => {
    const type = endpoint.config?.variant.instanceType;
    const before = stack.prices === "aws" && deployed[name] !== type ? deployed[name] : undefined;
    return [isLookupNeeded(endpoint, stack) ? type : undefined, before];
  });
  return [...new Set(types.flatMap((type) => type ?? []))].toSorted();
}

/**
 * Finds the price that AWS gave for an endpoint.
 * @param prices by instance type
 * @returns undefined if the endpoint needs no price from AWS
 */
export function findPriceLookup(
  endpoint: Pick<ParsedEndpoint, "config">,
  stack: Pick<StackConfig, "prices">,
  prices: Named<PriceLookup>,
): PriceLookup | undefined {
  if (!isLookupNeeded(endpoint, stack)) return undefined;
  const { config } = endpoint;
  if (config !== undefined && getUnit(config) === "concurrency") {
    return { unknown: "AWS's price list is asked only for instances" };
  }
  const type = config?.variant.instanceType;
  if (type === undefined) return { unknown: "the stack file has no instance type" };
  return prices[type] ?? { unknown: "only pulumi preview and pulumi up ask AWS for it" };
}

/** Adds a price from AWS to the config, as if it were written there. */
export function addPriceToConfig(config: EndpointConfig, lookup: PriceLookup): EndpointConfig {
  if ("unknown" in lookup) return config;
  const price = { hourlyPriceUsd: lookup.usd };
  return "endpoint" in config
    ? { ...config, variant: { ...config.variant, ...price } }
    : { ...config, variant: { ...config.variant, ...price } };
}

function isLookupNeeded({ config }: Pick<ParsedEndpoint, "config">, { prices }: Pick<StackConfig, "prices">): boolean {
  return prices === "aws" && config !== undefined && config.variant.hourlyPriceUsd === undefined;
}
