import type { MonitoringConfig, ScalingConfig } from "../../config/schema";
import type { Limits, Override, Timeline } from "../../timetable";
import type { SchedulePlan } from "../endpoint";

/** The part of a compiled endpoint that reports read. `timeline`: absent for AWS's own schedules, replayed from `plan`. */
export interface ReportedEndpoint {
  readonly name: string;
  readonly timezone?: string;
  readonly timeline?: Timeline;
  readonly plan?: SchedulePlan;
  /** AWS's answer. Absent if the stack file gives the price or does not have AWS asked. */
  readonly askedPrice?: { readonly usd: number } | { readonly unknown: string };
  readonly config?: {
    readonly variant: { readonly instanceType?: string; readonly hourlyPriceUsd?: number };
    /** An endpoint that someone else created, under its name at AWS. */
    readonly endpoint?: { readonly name: string };
    /** For AWS's own schedules. */
    readonly baseline?: Limits;
    readonly timetable?: {
      readonly baseline: Limits;
      readonly windows?: Readonly<Record<string, { readonly limits: Limits }>>;
      readonly reassertEveryMinutes: number | "never";
      readonly override?: Override;
    };
    readonly scaling?: ScalingConfig;
    /** Of the stack. */
    readonly permissionsBoundaryArn?: string;
    readonly monitoring?: MonitoringConfig;
  };
}

/** Chooses the zone of a report: the endpoint's, else that of its first action, else UTC. */
export function chooseShownZone(endpoint: ReportedEndpoint): string {
  return endpoint.timeline?.timezone ?? endpoint.timezone ?? endpoint.plan?.actions[0]?.timezone ?? "UTC";
}

/** Returns the key of the stack file that sets an endpoint's price. */
export function getPriceKey({ config }: ReportedEndpoint): string {
  return config?.endpoint === undefined ? "variant.hourlyPriceUsd" : "endpoint.hourlyPriceUsd";
}
