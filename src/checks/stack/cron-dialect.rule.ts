import { type EndpointRule, findScheduleProblems } from "./context";

/** Refuses schedules that AWS does not accept or document. */
export const checkCronDialect: EndpointRule = (context) => findScheduleProblems(context, "cron-dialect");
