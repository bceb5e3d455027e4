import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { describeDeployedChanges } from "../../../src/report/diff/describe-deployed-changes";
import { toEndpointSettings } from "../../../src/report/diff/describe-settings";
import { parseInstant } from "../../../src/timetable/time/instant";
import { asDeployed, compiled, office, onDays, raw, reported, scaledBy, workdays } from "../../support/reported";

const now = parseInstant("2026-11-24T08:00:00Z") ?? 0;

const officeHours = (from: number, min: number, max: number, zone = "Europe/Berlin", price?: number) =>
  compiled(reported({ windows: { office: onDays(workdays, from, 18, min, max) } }, zone, {}, price));

const changes = (before: ReportedEndpoint, after: ReportedEndpoint): readonly string[] =>
  describeDeployedChanges(after, asDeployed(before), now);

const onType = (endpoint: ReportedEndpoint, instanceType: string): ReportedEndpoint => ({
  ...endpoint,
  config: { ...endpoint.config, variant: { ...endpoint.config?.variant, instanceType } },
});

describe("deployedChanges", () => {
  it("tells which hours change, with instance-hours, cost and actions", () => {
    expect(changes(officeHours(8, 4, 12), officeHours(8, 6, 12, "Europe/Berlin", 1.41))).toEqual([
      "Mon-Fri 08:00-18:00: min 4 -> 6",
      // 260 weekdays in these twelve months of 8,760 hours, ten hours each, two instances more: 433 hours a month.
      "instance-hours a month: 1,380 to 3,627 -> 1,813 to 3,627",
      "cost a month: USD 1,946 to 5,114 -> USD 2,557 to 5,114",
      "scheduled actions: 1 changed",
    ]);
  });

  it("reckons with the instances that stay if nothing scales in, before and after", () => {
    const unscaled = (min: number) => scaledBy(undefined, officeHours(8, min, 12));
    expect(changes(unscaled(4), unscaled(6))).toContain(
      // Two instances at night, and all day on 105 days without office hours.
      "instance-hours a month: 1,893 -> 2,327",
    );
  });

  it("tells of hours that are added and of hours that go away", () => {
    const [added] = changes(officeHours(9, 4, 12), officeHours(8, 4, 12));
    expect(added).toBe("Mon-Fri 08:00-09:00: min 1 -> 4, max 2 -> 12");
    const [removed] = changes(officeHours(8, 4, 12), officeHours(9, 4, 12));
    expect(removed).toBe("Mon-Fri 08:00-09:00: min 4 -> 1, max 12 -> 2");
  });

  it("says nothing of the same actions, even where the clock leaps", () => {
    const night = compiled(reported({ windows: { night: onDays(["sun"], 2, 3, 4, 12) } }, "Europe/Berlin"));
    expect(changes(night, night)).toEqual([]);
  });

  it("names each setting that differs, hides secrets, and finds none in what was just deployed", () => {
    const before = reported({ windows: office });
    const config = {
      ...before.config!,
      model: { containers: [{ image: "hf:1", environment: { A: "1", B: "2" } }], networkIsolation: false },
      deployment: { strategy: { type: "canary", size: { type: "percent", value: 10 }, waitSeconds: 600 } },
      monitoring: { notify: { topicArn: "arn:a" }, afterMinutes: 20, dashboard: true },
      tags: { team: "ml" },
    };
    const endpoint = (changed: object) => compiled({ ...before, config: { ...config, ...changed } });
    const deployed = { ...asDeployed(endpoint({})), settings: toEndpointSettings(endpoint({})) };
    expect(describeDeployedChanges(endpoint({}), deployed, now)).toEqual([]);
    const after = endpoint({
      model: { containers: [{ image: "hf:2", environment: { A: "2", B: "2" } }], networkIsolation: true, roleArn: "r" },
      deployment: { strategy: { type: "rolling", batch: { type: "instances", value: 1 }, waitSeconds: 600 } },
      monitoring: { notify: { emails: ["a@b.c"] }, afterMinutes: 30, dashboard: true },
      tags: { team: "search" },
    });
    const lines = describeDeployedChanges(after, deployed, now);
    expect(lines.filter((line) => !line.startsWith("instance-hours"))).toEqual([
      "no change of hours",
      "model.image hf:1 -> hf:2",
      "model.environment.A 1 -> 2",
      "model.networkIsolation false -> true",
      "model.roleArn none -> r",
      "deployment.strategy canary -> rolling",
      "deployment.batch none -> 1",
      "monitoring.emails none -> a@b.c",
      "monitoring.after 20m -> 30m",
      "tags.team ml -> search",
      "deployment.size 10% -> none",
      "monitoring.topicArn arn:a -> none",
    ]);
    const secret = describeDeployedChanges(after, deployed, now, { areSecret: true });
    expect(secret).toContain("model.environment.A changed (hidden)");
    expect(secret).toContain("tags.team changed (hidden)");
    expect(secret.join()).not.toContain("search");
  });

  it("calls the same hours by other actions no change of hours", () => {
    const once = raw({ Out: ["cron(0 17 ? * MON-FRI *)", 2, 5], In: ["cron(0 20 ? * MON-FRI *)", 1, 2] });
    const twice = raw({ Out: ["cron(0,30 17 ? * MON-FRI *)", 2, 5], In: ["cron(0 20 ? * MON-FRI *)", 1, 2] });
    expect(changes(once, twice)).toEqual(["no change of hours", "scheduled actions: 1 changed"]);
  });

  it("tells what the instance type that gives way costs, where its price is known", () => {
    const before = asDeployed(onType(officeHours(8, 4, 12), "ml.g5.2xlarge"));
    const after = officeHours(8, 4, 12, "Europe/Berlin", 1.41);
    expect(describeDeployedChanges(after, Object.assign(before, { hourlyPriceUsd: 2.82 }), now)).toContain(
      "cost a month: USD 3,892 to 10,227 -> USD 1,946 to 5,114",
    );
  });

  it("tells another instance type, whose price is not known", () => {
    const before = onType(officeHours(8, 4, 12), "ml.g5.2xlarge");
    expect(changes(before, officeHours(8, 4, 12, "Europe/Berlin", 1.41))).toEqual([
      "no change of hours",
      "instance type ml.g5.2xlarge -> ml.g5.xlarge",
      "instance-hours a month: 1,380 to 3,627 -> 1,380 to 3,627",
      "cost a month: unknown (no price for ml.g5.2xlarge) -> USD 1,946 to 5,114",
    ]);
  });

  it("tells another zone and the hours that it moves", () => {
    const told = changes(officeHours(8, 4, 12, "Europe/London"), officeHours(8, 4, 12));
    expect(told.slice(0, 3)).toEqual([
      "Mon-Fri 08:00-09:00: min 1 -> 4, max 2 -> 12",
      "Mon-Fri 18:00-19:00: min 4 -> 1, max 12 -> 2",
      "timezone Europe/London -> Europe/Berlin",
    ]);
  });

  it("counts what would be too many lines", () => {
    const changing = (min: number) =>
      compiled(
        reported({
          windows: Object.fromEntries(
            Array.from({ length: 14 }, (_, n) => [`w${n}`, onDays(["mon"], n, n + 1, min, 20 + n)]),
          ),
        }),
      );
    const told = changes(changing(1), changing(2));
    expect(told).toHaveLength(15);
    expect(told[12]).toBe("and 2 more changes");
  });

  it("says that nothing is deployed yet, or why what is deployed is not known", () => {
    const endpoint = compiled(reported({ windows: office }));
    expect(describeDeployedChanges(endpoint, { kind: "nothing" }, now)).toEqual([
      "nothing is deployed yet: the whole timetable is new",
    ]);
    const reason = "unknown stack";
    expect(describeDeployedChanges(endpoint, { kind: "unreadable", reason }, now)).toEqual([
      "unknown: cannot read the stack's state: unknown stack",
    ]);
  });
});
