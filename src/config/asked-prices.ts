import type { EndpointSections, Named, StackConfig, TimetabledConfig } from "./config";
import { type ParsedEndpoint, parseStack } from "./parse";

/** US dollars of an instance-hour, as AWS was asked for them; else why there are none, one line. */
export type AskedPrice = { readonly usd: number } | { readonly unknown: string };

/**
 * The instance types whose price AWS is to be asked for: those without one, where the stack file allows it, and those
 * that give way to another.
 *
 * In:  the values of a stack file, see `parseStack`; `deployed`: instance types by the endpoints' keys
 * Out: sorted, each once
 */
export function typesToPrice(raw: unknown, deployed: Named<string>): readonly string[] {
  const { stack, endpoints } = parseStack(raw);
  const types = Object.entries(endpoints).flatMap(([name, endpoint]) => {
    const type = endpoint.config?.variant.instanceType;
    const before = stack.prices === "aws" && deployed[name] !== type ? deployed[name] : undefined;
    return [isToBeAsked(endpoint, stack) ? type : undefined, before];
  });
  return [...new Set(types.flatMap((type) => type ?? []))].toSorted();
}

/**
 * What AWS has said of an endpoint's price.
 *
 * In:  `prices`: by instance type
 * Out: undefined where AWS is not to be asked
 */
export function askedPriceOf(
  endpoint: ParsedEndpoint,
  stack: Pick<StackConfig, "prices">,
  prices: Named<AskedPrice>,
): AskedPrice | undefined {
  if (!isToBeAsked(endpoint, stack)) return undefined;
  const type = endpoint.config?.variant.instanceType;
  if (type === undefined) return { unknown: "the stack file does not say the instance type" };
  return prices[type] ?? { unknown: "only pulumi preview and pulumi up ask AWS for it" };
}

/** The endpoint with a price that was asked for, as if it had been written; checks and reports read one alike. */
export function withPrice(endpoint: ParsedEndpoint, asked: AskedPrice | undefined): ParsedEndpoint {
  if (asked === undefined || "unknown" in asked) return endpoint;
  const price = { hourlyPriceUsd: asked.usd };
  const { sections, config } = endpoint;
  return {
    ...endpoint,
    sections: pricedSections(sections, price),
    ...(config === undefined ? {} : { config: pricedConfig(config, price) }),
  };
}

interface Price {
  readonly hourlyPriceUsd: number;
}

function pricedSections(sections: EndpointSections, price: Price): EndpointSections {
  const { variant, endpoint } = sections;
  return {
    ...sections,
    ...(variant === undefined ? {} : { variant: { ...variant, ...price } }),
    ...(endpoint === undefined
      ? {}
      : { endpoint: { ...endpoint, variant: { ...endpoint.variant, ...price } } }),
  };
}

function pricedConfig(config: TimetabledConfig, price: Price): TimetabledConfig {
  return "endpoint" in config
    ? { ...config, variant: { ...config.variant, ...price } }
    : { ...config, variant: { ...config.variant, ...price } };
}

function isToBeAsked({ config }: ParsedEndpoint, { prices }: Pick<StackConfig, "prices">): boolean {
  return prices === "aws" && config !== undefined && config.variant.hourlyPriceUsd === undefined;
}
