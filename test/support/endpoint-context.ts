import type { EndpointContext } from "../../src/checks/stack/context/endpoint-context";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { ScheduleConfig, Timetable } from "../../src/timetable/model";
import { instant } from "./instant";

const horizon = { from: "2026-01-01", to: "2028-01-01" };
const baseline = { min: 1, max: 2 };

const base = {
  name: "fraud",
  path: "endpoints.fraud",
  stack: { calendars: {}, guards: {}, tags: {} },
  calendars: {},
  now: instant("2026-11-24T08:00:00Z"),
} as const satisfies Partial<EndpointContext>;

/** What checks see of an endpoint in the raw form: baseline 1-2, zone UTC and limits 2-5 unless given. */
export function rawContext(
  schedules: Readonly<Record<string, Partial<ScheduleConfig> & { readonly schedule: string }>>,
): EndpointContext {
  const full = Object.fromEntries(
    Object.entries(schedules).map(([name, given]) => [name, { min: 2, max: 5, timezone: "UTC", ...given }]),
  );
  const actions = Object.entries(full).map(([name, config]) => ({ name, ...config }));
  return { ...base, sections: { baseline, schedules: full }, plan: { actions, registered: baseline, horizon } };
}

/** What checks see of an endpoint with a timetable: baseline 1-2 and the windows given. */
export function timetableContext(windows: Timetable["windows"], timezone?: string): EndpointContext {
  const timetable: Timetable = { baseline, windows, exceptions: [], readyBeforeMinutes: 0, reassertEveryMinutes: 15 };
  if (timezone === undefined) return { ...base, sections: { timetable } };
  return {
    ...base,
    sections: { timetable: { ...timetable, timezone } },
    timezone,
    timeline: buildTimeline(timetable, {}, timezone),
    plan: { actions: [], registered: baseline, horizon },
  };
}
