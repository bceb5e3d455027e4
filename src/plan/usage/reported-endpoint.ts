import { type CapacityUnit, unitWords } from "../../aws/facts";
import {
  type ExistingEndpoint,
  getScaledSectionKey,
  getUnit,
  type MonitoringConfig,
  type ScalingConfig,
  type SharedTimetable,
  type VariantConfig,
} from "../../config/schema";
import type { Limits, Override, Timeline } from "../../timetable";
import type { SchedulePlan } from "../endpoint";

/** The part of a compiled endpoint that reports read. `timeline`: absent for AWS's own schedules, replayed from `plan`. */
export interface ReportedEndpoint {
  readonly name: string;
  readonly timezone?: string;
  readonly timeline?: Timeline;
  readonly plan?: SchedulePlan;
  /** The timetables of the stack that its timetable is like, and the endpoints that use them. */
  readonly timetables?: readonly SharedTimetable[];
  /** The other inference components of the stack on the same AWS endpoint. */
  readonly hostedWith?: readonly ReportedEndpoint[];
  /** AWS's answer. Absent if the stack file gives the price or does not have AWS asked. */
  readonly askedPrice?: { readonly usd: number } | { readonly unknown: string };
  readonly config?: {
    /** The key of the endpoint that this is a variant of. */
    readonly variantOf?: string;
    readonly variant: Pick<VariantConfig, "instanceType" | "hourlyPriceUsd" | "serverless">;
    /** What someone else created, under its name at AWS. */
    readonly endpoint?: Pick<ExistingEndpoint, "name" | "unit" | "acceleratorsPerCopy" | "hostEndpoint">;
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
  return `${getScaledSectionKey(config ?? {})}.hourlyPriceUsd`;
}

/** The unit after limits: nothing for instances, ` copies` for an inference component. */
export function formatUnitSuffix(endpoint: Pick<ReportedEndpoint, "config">, { max }: Pick<Limits, "max">): string {
  const unit = getShownUnit(endpoint);
  return unit === "instances" ? "" : ` ${max === 1 ? unitWords[unit].one : unitWords[unit].many}`;
}

/** What the limits of an endpoint count. */
export function getShownUnit({ config }: Pick<ReportedEndpoint, "config">): CapacityUnit {
  return getUnit(config ?? {});
}
