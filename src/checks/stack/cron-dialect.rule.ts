import { type EndpointRule, findScheduleProblems } from "./context";

/** A raw schedule that AWS would refuse, or that is written as AWS documents nowhere. */
export const checkCronDialect: EndpointRule = (context) =>
  findScheduleProblems(context, "cron-dialect");
