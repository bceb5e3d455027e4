import { type EndpointRule, planCapacityAlarm } from "./context";

/** So many dates that the alarm knows each only by its smallest min. */
export const checkMonitoringByDay: EndpointRule = (context) => {
  const alarm = planCapacityAlarm(context);
  if (alarm === undefined || alarm === "tooLong" || alarm.precision === "exact") return [];
  return [
    {
      severity: "warning",
      code: "monitoring-by-day",
      path: `${context.path}.monitoring`,
      message:
        "on dates that differ from the week, the alarm expects only the smallest min of the day: all changes of these dates do not fit into it",
      fix: "shorten the calendars to the years that are needed, or join windows",
    },
  ];
};
