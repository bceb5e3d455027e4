import type { RegisteredAgain } from "./register-again";

/** What has become of the scaling of an endpoint whose update failed: lines of a message. */
export function registeredAgainText({
  limits,
  actions,
  stepPolicies,
  trouble,
}: RegisteredAgain): readonly string[] {
  if (trouble !== undefined) {
    return [
      `its target and scheduled actions are not registered again as they were: ${trouble.message}`,
      "until the next whole pulumi up the timetable does not hold: run it soon",
    ];
  }
  const count = `${actions} scheduled ${actions === 1 ? "action" : "actions"}`;
  return [
    `its target and ${count} are registered again as they were, now with min ${limits.min} and max ${limits.max}`,
    ...(stepPolicies === 0 ? [] : ["its step policies come back with the next whole pulumi up"]),
  ];
}
