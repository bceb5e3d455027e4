import type { MonitoringConfig } from "../../config/schema";
import type { Limits, Override, Timeline } from "../../timetable";
import type { SchedulePlan } from "../endpoint";

/**
 * One endpoint as reports read it: what `compile` says of it, and no more.
 *
 * `timeline`: absent for the raw form, whose limits come from a replay of `plan`
 */
export interface ReportedEndpoint {
  readonly name: string;
  readonly timezone?: string;
  readonly timeline?: Timeline;
  readonly plan?: SchedulePlan;
  /** AWS's answer, where it was asked for a price that the stack file does not give. */
  readonly askedPrice?: { readonly usd: number } | { readonly unknown: string };
  readonly config?: {
    readonly variant: { readonly instanceType?: string; readonly hourlyPriceUsd?: number };
    /** One that something else made, under its name at AWS. */
    readonly endpoint?: { readonly name: string };
    /** The raw form's; a timetable has its own. */
    readonly baseline?: Limits;
    readonly timetable?: {
      readonly baseline: Limits;
      readonly windows?: Readonly<Record<string, { readonly limits: Limits }>>;
      readonly reassertEveryMinutes: number | "never";
      readonly override?: Override;
    };
    readonly monitoring?: MonitoringConfig;
  };
}

/** The zone whose wall clock a report shows: the endpoint's, else that of its first action, else UTC. */
export function chooseShownZone(endpoint: ReportedEndpoint): string {
  return (
    endpoint.timeline?.timezone ?? endpoint.timezone ?? endpoint.plan?.actions[0]?.timezone ?? "UTC"
  );
}

/** Where the stack file would give an endpoint's price. */
export function getPriceKey({ config }: ReportedEndpoint): string {
  return config?.endpoint === undefined ? "variant.hourlyPriceUsd" : "endpoint.hourlyPriceUsd";
}
