import type { EndpointCheck } from "./check";
import { scheduleFaults } from "./schedule-faults";

/** A raw schedule that AWS would refuse, or that is written as AWS documents nowhere. */
export const cronDialect: EndpointCheck = (context) => scheduleFaults(context, "cron-dialect");
