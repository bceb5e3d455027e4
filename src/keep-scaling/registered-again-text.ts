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
  const counts = [counted(actions, "scheduled action", "scheduled actions")];
  if (policies > 0) counts.push(counted(policies, "scaling policy", "scaling policies"));
  return [
    `its target, ${counts.join(" and ")} are registered again as they were, now with min ${limits.min} and max ${limits.max}`,
  ];
}

function counted(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}
