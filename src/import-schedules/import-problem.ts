import * as v from "valibot";
import { instanceCountDimension } from "../aws-facts/scalable-target";
import { quoteValue } from "../config/user-text";
import type { Problem } from "../problem";

/** Prints the scheduled actions that AWS has. */
export const scheduledActionsCommand =
  "aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker > actions.json";

/**
 * What keeps a scheduled action or a scalable target from being read.
 *
 * In: `toRuledTexts`: the file and the action in it; `why`: a clause such as `schedule is missing`
 */
export function createImportProblem(place: string, why: string): Problem {
  return {
    severity: "error",
    code: "import-unreadable",
    path: place,
    message: `it cannot be read: ${why}`,
    expected: "every value written out",
    fix: `import what AWS has instead: ${scheduledActionsCommand}`,
  };
}

/** A value that does not have the form it should have. In: what valibot found wrong */
export function createFormProblem(
  place: string,
  [issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): Problem {
  const what = v.getDotPath(issue) ?? "the value";
  const isMissing = issue.input === undefined || issue.input === null;
  return createImportProblem(
    place,
    isMissing ? `${what} is missing` : `${what} is ${quoteValue(issue.input)}`,
  );
}

/** A scheduled action of SageMaker that does not set instance counts. */
export function createDimensionProblem(place: string, dimension: unknown): Problem {
  return {
    severity: "warning",
    code: "import-left-out",
    path: place,
    message: `it sets ${quoteValue(dimension)}, so it is left out: a timetable sets only ${instanceCountDimension}`,
  };
}
