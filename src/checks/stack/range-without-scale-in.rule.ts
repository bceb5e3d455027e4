import { getUnit, type ScalingConfig } from "../../config/schema";
import { joinWords } from "../../config/text";
import { canScale } from "../../plan/endpoint";
import { formatLimits, type Limits } from "../../timetable";
import {
  type EndpointContext,
  type EndpointRule,
  getEndpointKind,
  getUnitWords,
  listConfiguredLimits,
  listPossibleLimits,
  scalingExamples,
} from "./context";
import { checkZeroNeverWakes } from "./zero-never-wakes.rule";

const maxNamedLimits = 3;

/**
 * Warns of limits with min below max if nothing scales in: instances of earlier limits stay, and min means little.
 *
 * Something else may scale an existing endpoint. A component that wakes without scaling stays awake.
 */
export const checkRangeWithoutScaleIn: EndpointRule = (context) => {
  const { path, sections, wrongSections = [] } = context;
  const { scaling, endpoint } = sections;
  if (scaling === undefined ? endpoint?.unit === "instances" : canScale(scaling, "in")) return [];
  // The same cure, for a worse effect.
  if (checkZeroNeverWakes(context).length > 0) return [];
  if (!listPossibleLimits(context).some(isRange) || wrongSections.includes("scaling")) return [];
  const ranges = listConfiguredLimits(context).filter(({ limits }) => isRange(limits));
  const names = ranges.slice(0, maxNamedLimits).map(({ what, limits }) => `${what} (${formatLimits(limits)})`);
  const rest = ranges.length - names.length;
  const under = joinWords([...names, ...(rest > 0 ? [`${rest} more`] : [])], "and");
  const { key, fix } = describeMissingScaleIn(scaling, context);
  return [
    {
      severity: "warning",
      code: "range-without-scale-in",
      path: `${path}${key}`,
      message: `nothing scales in, so the ${getCountWords(context)} never falls by itself: under ${under} it can stay above min`,
      expected: "scaling that also scales in, or min equal to max",
      fix: `${fix}, or give min and max the same number`,
    },
  ];
};

function getCountWords(context: EndpointContext): string {
  return getUnit(context.sections) === "concurrency" ? "provisioned concurrency" : `${getUnitWords(context).one} count`;
}

/** Limits that are the wrong way round have their own error. */
function isRange({ min, max }: Limits): boolean {
  return min < max;
}

function describeMissingScaleIn(
  scaling: ScalingConfig | undefined,
  context: EndpointContext,
): { readonly key: string; readonly fix: string } {
  switch (scaling?.kind) {
    case undefined:
      return { key: "", fix: `write ${scalingExamples[getEndpointKind(context) ?? "real-time"]}` };
    case "step":
      return { key: ".scaling.steps", fix: "add a step with below:" };
    case "targetTracking":
      return { key: ".scaling.scaleIn", fix: "remove scaleIn: false" };
    default:
      return scaling satisfies undefined;
  }
}
