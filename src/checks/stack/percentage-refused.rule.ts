import { fractionMetrics, maxPercentages } from "../../aws/facts";
import type { ScalingConfig } from "../../config/schema";
import { getStepThreshold } from "../../plan/endpoint";
import type { Problem } from "../../problem";
import type { EndpointRule } from "./context";

/**
 * Refuses values that a percentage or a fraction cannot mean or reach: `0.6` for 60 percent of a percentage, `60000`, or
 * `70` of a fraction.
 */
export const checkPercentageRefused: EndpointRule = ({ path, sections: { scaling } }) => {
  if (scaling === undefined) return [];
  if (fractionMetrics.includes(scaling.metric)) return checkFractions(path, scaling);
  const max = maxPercentages[scaling.metric];
  if (max === undefined) return [];
  return listThresholds(scaling).flatMap(({ at, value }) => {
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

function listThresholds(scaling: ScalingConfig): readonly { readonly at: string; readonly value: number }[] {
  return scaling.kind === "targetTracking"
    ? [{ at: "target", value: scaling.target }]
    : scaling.steps.map((step, index) => ({
        at: `steps[${index}].${"above" in step.when ? "above" : "below"}`,
        value: getStepThreshold(step),
      }));
}

function checkFractions(path: string, scaling: ScalingConfig): readonly Problem[] {
  return listThresholds(scaling)
    .filter(({ value }) => value > 1)
    .map(({ at, value }) => ({
      severity: "error",
      code: "percentage-refused",
      path: `${path}.scaling.${at}`,
      message: `${scaling.metric} is a fraction, so ${value} is out of reach`,
      expected: "0 to 1",
      fix: value <= 100 ? `write ${value / 100} for ${value} percent` : "write at most 1",
    }));
}

function suggestPercent(value: number): string {
  return `write ${value} for ${value} percent`;
}
