/** What a finding is about, for scripts. */
type DriftCode =
  | "not-deployed"
  | "not-registered"
  | "limits"
  | "count-outside"
  | "missing-action"
  | "different-action"
  | "foreign-action"
  | "missing-policy"
  | "different-policy"
  | "missing-alarm"
  | "foreign-policy"
  | "suspended"
  | "paused"
  | "failed-activity"
  | "not-scaled"
  | "status";

/**
 * One thing worth saying about an endpoint at AWS.
 *
 * `differs`: whether AWS is not as the timetable says; a note where it is
 */
export interface DriftProblem {
  readonly code: DriftCode;
  readonly differs: boolean;
  readonly message: string;
  readonly fix?: string;
}
