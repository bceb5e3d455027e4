import type { Problem, Severity } from "../../problem";

/**
 * Stops a run that cannot read the state of the stack: it would know neither which targets are its own, nor what it
 * deregisters. A preview only warns.
 */
export function checkStateUnread(severity: Severity, reason: string): readonly Problem[] {
  return [
    {
      severity,
      code: "state-unread",
      path: "endpoints",
      message: `cannot read the stack's state: ${reason}. pulumi up stops before it changes anything`,
      expected: "the state as it was last deployed, or readAws: false",
      fix: "run pulumi up again; or write readAws: false: nothing is then compared with AWS, or restored after a failure",
    },
  ];
}
