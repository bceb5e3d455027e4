import type { EndpointContext } from "../../src/checks/stack/context/endpoint-context";
import type { EndpointSections } from "../../src/config/schema/stack-config";
import type { Limits } from "../../src/timetable/model";
import { instant } from "./instant";

/** What checks see of the endpoint `sentiment` with these sections, and no timetable. */
export function sectionContext(sections: EndpointSections, rest: Partial<EndpointContext> = {}): EndpointContext {
  return {
    name: "sentiment",
    path: "endpoints.sentiment",
    stack: { calendars: {}, guards: {}, tags: {} },
    calendars: {},
    now: instant("2026-11-24T08:00:00Z"),
    sections,
    ...rest,
  };
}

/** The same with a timetable that has these limits, one pair after the other through the week. */
export function limitsContext(sections: EndpointSections, ...limits: readonly [Limits, ...Limits[]]): EndpointContext {
  const week = limits.map((pair, index) => ({
    from: index * 60,
    to: index === limits.length - 1 ? 10_080 : (index + 1) * 60,
    limits: pair,
    reasons: [`window ${index}`],
  }));
  return sectionContext(sections, { timezone: "UTC", timeline: { timezone: "UTC", week } });
}
