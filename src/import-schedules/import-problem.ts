import type { Problem } from "../problem";

/**
 * What keeps a scheduled action from being read.
 *
 * In: `place`: the file and the action in it; `why`: a clause such as `it has no schedule`
 */
export function importProblem(place: string, line: number | undefined, why: string): Problem {
  return {
    severity: "error",
    code: "import-unreadable",
    path: place,
    message: `the scheduled action cannot be read: ${why}`,
    expected: "each action with its values written out",
    fix: "import what AWS has instead: aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker > actions.json",
    ...(line === undefined ? {} : { line }),
  };
}
