import { maxPercentages } from "../../aws/facts";
import { getStepThreshold } from "../../plan/endpoint";
import type { EndpointRule } from "./context";

/** Refuses values that a percentage cannot mean or reach: `0.6` for 60 percent, or `60000`. */
export const checkPercentageRefused: EndpointRule = ({ path, sections: { scaling } }) => {
  const max = scaling === undefined ? undefined : maxPercentages[scaling.metric];
  if (scaling === undefined || max === undefined) return [];
  const values =
    scaling.kind === "targetTracking"
      ? [{ at: "target", value: scaling.target }]
      : scaling.steps.map((step, index) => ({
          at: `steps[${index}].${"above" in step.when ? "above" : "below"}`,
          value: getStepThreshold(step),
        }));
  return values.flatMap(({ at, value }) => {
    const isFraction = value > 0 && value < 1;
    if (!isFraction && value <= max) return [];
    return [
      {
        severity: "error",
        code: "percentage-refused",
        path: `${path}.scaling.${at}`,
        message: isFraction
          ? `${scaling.metric} is in percent, so ${value} is less than one percent`
          : `${scaling.metric} is in percent and never reaches ${value}`,
        expected: `1 to ${max}`,
        fix: isFraction ? suggestPercent(Number((value * 100).toPrecision(12))) : `write at most ${max}`,
      },
    ];
  });
};

function suggestPercent(value: number): string {
  return `write ${value} for ${value} percent`;
}
