import type { PlanDifferences } from "../../plan/replay";
import type { Limits } from "../../timetable";
import { type EpochMinute, formatZoned } from "../../timetable/time";
import type { EndpointRule } from "./context";

/** A plan that does not do what the timetable says: a bug of the compiler, found before anything is deployed. */
export const planDiffers: EndpointRule = ({ path, timeline, differences }) => {
  if (timeline === undefined || differences === undefined) return [];
  const zone = timeline.timezone;
  const how = differenceText(differences, (at) => `${formatZoned(zone, at)} (${zone})`);
  if (how === undefined) return [];
  return [
    {
      severity: "error",
      code: "plan-differs",
      path: `${path}.timetable`,
      message: `the compiler made scheduled actions that do not equal this timetable, and nothing was deployed: ${how}`,
      expected: "scheduled actions that set the timetable's limits at every moment",
      fix: "this is a bug in inference-timetable, not in the stack file: report it with the stack file",
    },
  ];
};

/** The first difference of the kind that matters most. */
function differenceText(
  { unequal, firedWhilePaused, collisions, gaps }: PlanDifferences,
  moment: (at: EpochMinute) => string,
): string | undefined {
  const [[wrong], [fired], [collision], [gap]] = [unequal, firedWhilePaused, collisions, gaps];
  if (wrong !== undefined) {
    const reading = wrong.overlap === "twice" ? ", if AWS runs a doubled hour twice" : "";
    return `from ${moment(wrong.from)} the timetable has ${limitsText(wrong.expected)}, and the actions set ${limitsText(wrong.actual)}${reading}`;
  }
  if (fired !== undefined) return `action ${fired.action} fires in a pause at ${moment(fired.at)}`;
  if (collision !== undefined) {
    const names = collision.actions.map(({ name }) => name).join(" and ");
    return `actions ${names} fire in the same minute, first at ${moment(collision.at)}`;
  }
  if (gap === undefined) return undefined;
  return `no action fires from ${moment(gap.from)} to ${moment(gap.to)}, which is longer than reassertEvery`;
}

function limitsText({ min, max }: Limits): string {
  return `min ${min}, max ${max}`;
}
