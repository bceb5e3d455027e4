import type { PlanDifferences } from "../../plan/replay";
import { type EpochMinute, formatZoned } from "../../timetable/time";
import { type EndpointRule, formatLimits } from "./context";

/** Refuses a plan that does not do what the timetable says: a bug of the compiler. */
export const checkPlanDiffers: EndpointRule = ({ path, timeline, differences }) => {
  if (timeline === undefined || differences === undefined) return [];
  const zone = timeline.timezone;
  const difference = describeDifference(differences, (at) => `${formatZoned(zone, at)} (${zone})`);
  if (difference === undefined) return [];
  return [
    {
      severity: "error",
      code: "plan-differs",
      path: `${path}.timetable`,
      message: `the compiled scheduled actions do not match this timetable, so nothing was deployed: ${difference}`,
      expected: "scheduled actions that set the timetable's limits at every moment",
      fix: "this is a bug in inference-timetable, not in the stack file: report it with the stack file",
    },
  ];
};

/** Describes the first difference of the most important kind. */
function describeDifference(
  { unequal, firedWhilePaused, collisions }: PlanDifferences,
  formatMoment: (at: EpochMinute) => string,
): string | undefined {
  const [[wrong], [fired], [collision]] = [unequal, firedWhilePaused, collisions];
  if (wrong !== undefined) {
    const condition = wrong.overlap === "twice" ? ", if AWS runs a doubled hour twice" : "";
    return `from ${formatMoment(wrong.from)} the timetable has ${formatLimits(wrong.expected)}, but the actions set ${formatLimits(wrong.actual)}${condition}`;
  }
  if (fired !== undefined) {
    return `action ${fired.action} fires during a pause at ${formatMoment(fired.at)}`;
  }
  if (collision === undefined) return undefined;
  const names = collision.actions.map(({ name }) => name).join(" and ");
  return `actions ${names} fire in the same minute, first at ${formatMoment(collision.at)}`;
}
