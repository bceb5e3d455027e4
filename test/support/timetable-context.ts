import type { EndpointContext } from "../../src/checks/stack/context/endpoint-context";
import { buildTimeline } from "../../src/timetable/build-timeline";
import type { Timetable } from "../../src/timetable/model";
import { instant } from "./instant";
import { timetable } from "./timetables";

/**
 * What checks see of endpoint `fraud` with a timetable in Berlin, on 2026-11-24 at 09:00.
 *
 * @param parts of the timetable, see `timetableSection`
 * @param rest anything else of the context
 */
export function contextOf(parts: Partial<Timetable>, rest: Partial<EndpointContext> = {}): EndpointContext {
  const config = timetable(parts);
  return {
    name: "fraud",
    path: "endpoints.fraud",
    stack: { calendars: {}, guards: {}, tags: {} },
    calendars: {},
    sections: { timetable: config },
    timezone: "Europe/Berlin",
    timeline: buildTimeline(config, rest.calendars ?? {}, "Europe/Berlin"),
    now: instant("2026-11-24T08:00:00Z"),
    ...rest,
  };
}
