import { type EndpointRule, findScheduleProblems } from "./context";

/** Warns of weekday numbers: AWS counts Sunday as 1, crontab and EC2 Auto Scaling as 0. */
export const checkNumericWeekday: EndpointRule = (context) => findScheduleProblems(context, "numeric-weekday");
