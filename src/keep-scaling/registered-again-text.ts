import type { RestoredScaling } from "./register-again";

/** What has become of the scaling of an endpoint whose update failed: lines of a message; none: all of it was there. */
export function formatRestoreMessage({
  limits,
  actions,
  policies,
  failure: trouble,
}: RestoredScaling): readonly string[] {
  if (trouble !== undefined) {
    return [
      `its target and scheduled actions are not registered again as they were: ${trouble.message}`,
      "until the next whole pulumi up the timetable does not hold: run it soon",
    ];
  }
  const parts = [
    ...(limits === undefined ? [] : ["its target"]),
    ...(actions === 0 ? [] : [formatCount(actions, "scheduled action", "scheduled actions")]),
    ...(policies === 0 ? [] : [formatCount(policies, "scaling policy", "scaling policies")]),
  ];
  if (parts.length === 0) return [];
  const what = [parts.slice(0, -1).join(", "), ...parts.slice(-1)].filter(Boolean).join(" and ");
  const verb = parts.length > 1 || actions + policies > 1 ? "are" : "is";
  const now = limits === undefined ? "" : `, now with min ${limits.min} and max ${limits.max}`;
  return [`${what} ${verb} registered again as ${verb === "are" ? "they were" : "it was"}${now}`];
}

function formatCount(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
