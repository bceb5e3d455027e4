import type { RegisteredAgain } from "./register-again";

/** What has become of the scaling of an endpoint whose update failed: lines of a message. */
export function registeredAgainText({
  limits,
  actions,
  policies,
  trouble,
}: RegisteredAgain): readonly string[] {
  if (trouble !== undefined) {
    return [
      `its target and scheduled actions are not registered again as they were: ${trouble.message}`,
      "until the next whole pulumi up the timetable does not hold: run it soon",
    ];
  }
  const counts = [
    counted(actions, "scheduled action", "scheduled actions"),
    ...(policies === 0 ? [] : [counted(policies, "scaling policy", "scaling policies")]),
  ];
  const what = ["its target", ...counts.slice(0, -1)].join(", ");
  return [
    `${what} and ${counts.at(-1)} are registered again as they were, now with min ${limits.min} and max ${limits.max}`,
  ];
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
