import { checkEndpointUnscaled } from "../../../src/checks/live/endpoint-unscaled.rule";
import { formatProblem } from "../../../src/problem";

type Read = Parameters<typeof checkEndpointUnscaled>[2];

const check = (
  status: string,
  read: Read,
  variants: readonly { readonly name: string; readonly desired?: number }[],
) => {
  const endpoint = { name: "mood-1a2b3c4", status, configName: "mood-5d6e7f8", variants };
  return checkEndpointUnscaled("endpoints.mood", endpoint, read).map(formatProblem);
};
const variants = [{ name: "AllTraffic", desired: 3 }];

describe("checkEndpointUnscaled", () => {
  it.each(["InService", "Updating"])("warns of an endpoint in status %s without a target", (status) => {
    expect(check(status, { found: undefined }, variants)).toEqual([
      `warning endpoint-unscaled at endpoints.mood
  nothing scales endpoint mood-1a2b3c4: AWS has no scalable target for it, so its instance count (3) stays whatever the timetable says. A run was interrupted, or someone deregistered the target
  expected: a registered target with its scheduled actions
  fix: run pulumi up --refresh, which registers them again`,
    ]);
  });

  it("names no count that AWS does not say", () => {
    const [text] = check("Updating", { found: undefined }, [{ name: "AllTraffic" }]);
    expect(text).toContain("so its instance count stays whatever the timetable says");
  });

  it("says why it cannot look", () => {
    const failure = {
      kind: "throttled",
      operation: "application-autoscaling:DescribeScalableTargets",
      message: "AWS takes no more requests at the moment",
      fix: "try again in a minute",
    } as const;
    expect(check("InService", { failure }, variants)).toEqual([
      `warning endpoint-unscaled at endpoints.mood
  cannot see whether anything scales mood-1a2b3c4: AWS takes no more requests at the moment
  fix: try again in a minute`,
    ]);
  });

  it("accepts a registered target, and an endpoint that serves nothing yet or never", () => {
    expect(check("InService", { found: {} }, variants)).toEqual([]);
    expect(check("Creating", { found: undefined }, variants)).toEqual([]);
    expect(check("Failed", { found: undefined }, variants)).toEqual([]);
  });
});
