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
        ...(isFraction
          ? {
              fix: `write ${Number((value * 100).toPrecision(12))} for ${Number((value * 100).toPrecision(12))} percent`,
            }
          : {}),
      },
    ];
  });
};
