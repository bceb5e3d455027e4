import type { EndpointCheck } from "./check";
import { scheduleFaults } from "./schedule-faults";

/** Weekdays as numbers: AWS counts Sunday as 1, crontab and EC2 Auto Scaling as 0. */
export const numericWeekday: EndpointCheck = (context) =>
  scheduleFaults(context, "numeric-weekday");
