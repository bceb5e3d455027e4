import type { ScalingConfig } from "../../src/config/schema/stack-config";
import type { DeployedSchedule } from "../../src/plan/endpoint/schedule-plan";
import { compileScheduledActions } from "../../src/plan/schedule/compile-scheduled-actions";
import type { ReportedEndpoint } from "../../src/plan/usage/reported-endpoint";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { Calendar, Named, Timetable, Window } from "../../src/timetable/model";
import type { Weekday } from "../../src/timetable/time/plain-date-time";
import { stepsBothWays } from "./endpoint-config";

/** A window on weekdays from one full or half hour to another: `to` may be past 24. */
export function onDays(days: readonly Weekday[], fromHour: number, toHour: number, min: number, max: number): Window {
  return { starts: { days }, fromMinute: fromHour * 60, lengthMinutes: (toHour - fromHour) * 60, limits: { min, max } };
}

/** Monday to Friday. */
export const workdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

/** An endpoint as reports see it, from a timetable with defaults filled in. Load scales it out and in. */
export function reported(
  timetable: Partial<Timetable>,
  timezone = "Europe/Berlin",
  calendars: Named<Calendar> = {},
  hourlyPriceUsd?: number,
): ReportedEndpoint {
  const config: Timetable = {
    baseline: { min: 1, max: 2 },
    windows: {},
    exceptions: [],
    readyBeforeMinutes: 0,
    reassertEveryMinutes: 15,
    ...timetable,
  };
  return {
    name: "sentiment",
    timezone,
    timeline: buildTimeline(config, calendars, timezone),
    config: {
      variant: { instanceType: "ml.g5.xlarge", ...(hourlyPriceUsd === undefined ? {} : { hourlyPriceUsd }) },
      timetable: config,
      scaling: stepsBothWays,
    },
  };
}

/** The same endpoint with another scaling, or without. */
export function scaledBy(
  scaling: ScalingConfig | undefined,
  { config, ...endpoint }: ReportedEndpoint,
): ReportedEndpoint {
  const { scaling: _, ...rest } = config ?? { variant: {} };
  return { ...endpoint, config: { ...rest, ...(scaling === undefined ? {} : { scaling }) } };
}

/** Office hours and a night batch across Sunday's midnight. */
export const office = { office: onDays(workdays, 8, 18, 4, 12), batch: onDays(["sun"], 22, 26, 8, 8) };

/** An endpoint in the raw form: AWS's own schedules around a baseline of 1 to 2. Load scales it out and in. */
export function raw(
  schedules: Readonly<Record<string, readonly [schedule: string, min: number, max: number]>>,
  timezone = "UTC",
): ReportedEndpoint {
  const baseline = { min: 1, max: 2 };
  return {
    name: "fraud",
    timezone,
    config: { variant: { instanceType: "ml.m5.large" }, baseline, scaling: stepsBothWays },
    plan: {
      registered: baseline,
      horizon: { from: "2026-01-01", to: "2028-01-01" },
      actions: Object.entries(schedules).map(([name, [schedule, min, max]]) => ({
        name,
        schedule,
        timezone,
        min,
        max,
      })),
    },
  };
}

/** The same endpoint with the actions that the compiler makes of its timeline. */
export function compiled(endpoint: ReportedEndpoint): ReportedEndpoint {
  if (endpoint.timeline === undefined) return endpoint;
  return {
    ...endpoint,
    plan: {
      actions: compileScheduledActions(endpoint.timeline, { reassertEveryMinutes: 15, firstYear: 2026 }),
      registered: { min: 1, max: 2 },
      horizon: { from: "2026-01-01", to: "2028-01-01" },
    },
  };
}

/** A compiled endpoint as the stack's state would have it after its deployment. */
export function asDeployed({ plan, config }: ReportedEndpoint): DeployedSchedule {
  if (plan === undefined) throw new Error("it was not compiled");
  const instanceType = config?.variant.instanceType;
  return {
    kind: "deployed",
    actions: plan.actions,
    registered: plan.registered,
    ...(instanceType === undefined ? {} : { instanceType }),
  };
}
