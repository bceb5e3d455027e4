import type { EndpointSections } from "../../config/schema";
import type { MinuteTurn, Named } from "../../timetable";

/** An endpoint or inference component at AWS that several endpoints of a stack file scale. */
export interface SharedEndpoint {
  /** Its name at AWS; its key if this stack creates it. */
  readonly endpoint: string;
  /** Whose turn it is when; absent for AWS's own schedules, and if only one of them has a timetable. */
  readonly turn?: MinuteTurn;
  /** The endpoints of the stack file that take turns, in the order of their turns. */
  readonly names: readonly string[];
  /** An earlier one that scales the same variant, which is an error. */
  readonly sameVariant?: string;
}

/** Divisors of 15: offsets of time zones are multiples of it, so turns stay apart in different zones. */
const turnLengths = [3, 5, 15] as const;

/**
 * Gives each variant of one endpoint its own minutes: a variant that changes puts the endpoint into Updating, and
 * SageMaker refuses to change another one in the same minute.
 * @returns by name; without the endpoints that share with no other
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpointWeightsAndCapacities.html
 */
export function assignMinuteTurns(endpoints: Named<EndpointSections>): Named<SharedEndpoint> {
  const groups = new Map<string, string[]>();
  for (const [name, sections] of Object.entries(endpoints).toSorted(compareEntries)) {
    const place = describePlace(name, sections);
    groups.set(place, [...(groups.get(place) ?? []), name]);
  }
  const getVariant = (name: string): string | undefined => {
    const { endpoint, variant } = endpoints[name] ?? {};
    return (endpoint?.variant ?? variant)?.name;
  };
  const shared = [...groups.values()].flatMap((all) => {
    if (all.length === 1) return [];
    const names = all.filter((name) => endpoints[name]?.timetable !== undefined);
    const every = turnLengths.find((length) => length >= names.length) ?? 15;
    return all.map((name, index): readonly [string, SharedEndpoint] => {
      const variant = getVariant(name);
      const sameVariant = all
        .slice(0, index)
        .find((earlier) => variant !== undefined && getVariant(earlier) === variant);
      const offset = names.length > 1 ? names.indexOf(name) : -1;
      return [
        name,
        {
          endpoint: endpoints[name]?.endpoint?.name ?? endpoints[name]?.variantOf ?? name,
          names,
          ...(offset < 0 ? {} : { turn: { every, offset: offset % every } }),
          ...(sameVariant === undefined ? {} : { sameVariant }),
        },
      ];
    });
  });
  return Object.fromEntries(shared);
}

/** The engine passes the keys of a stack file in another order than the file has. */
function compareEntries([a, of]: readonly [string, EndpointSections], [b, other]: readonly [string, EndpointSections]) {
  return Number(of.variantOf !== undefined) - Number(other.variantOf !== undefined) || (a < b ? -1 : 1);
}

function describePlace(name: string, { endpoint, variantOf = name }: EndpointSections): string {
  if (endpoint === undefined) return `created ${variantOf}`;
  return endpoint.unit === "copies" ? `component ${endpoint.name}` : `endpoint ${endpoint.name}`;
}
