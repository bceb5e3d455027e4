import { type EndpointRule, planCapacityAlarm } from "./context";

/** Warns that the alarm expects only the smallest min of a day on dates that differ from the week. */
export const checkMonitoringByDay: EndpointRule = (context) => {
  const alarm = planCapacityAlarm(context);
  if (alarm === undefined || alarm === "tooLong" || alarm.precision === "exact") return [];
  return [
    {
      severity: "warning",
      code: "monitoring-by-day",
      path: `${context.path}.monitoring`,
      message:
        "the alarm cannot hold every change on dates that differ from the week, so on those dates it expects only the smallest min of the day",
      fix: "limit the calendars to the years you need, or join windows",
    },
  ];
};
