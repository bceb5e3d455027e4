import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { describeDeployedChanges } from "../../../src/report/diff/describe-deployed-changes";
import { buildEndpointReport, reportHorizons } from "../../../src/report/endpoint-report";
import { formatPreview, type PreviewOptions } from "../../../src/report/text/format-preview";
import { instant } from "../../support/instant";
import { asDeployed, compiled, office, onDays, raw, reported, scaledBy, workdays } from "../../support/reported";

const now = instant("2026-11-24T08:00:00Z");
const draw = { width: 80, color: false };

function preview(endpoint: ReportedEndpoint, options: PreviewOptions = draw): string {
  return formatPreview(buildEndpointReport(endpoint, now, reportHorizons.preview), options);
}

describe("previewText", () => {
  it("shows week, special dates, next changes, differences and cost of a timetable", () => {
    const closed = { on: { dates: ["2026-12-24"] }, use: "baseline" as const };
    const endpoint = compiled(
      reported({ windows: { office: office.office }, exceptions: [closed] }, "Europe/Berlin", {}, 1.41),
    );
    const text = preview(endpoint, {
      ...draw,
      changes: describeDeployedChanges(
        endpoint,
        asDeployed(compiled(reported({ windows: { office: onDays(workdays, 9, 18, 4, 12) }, exceptions: [closed] }))),
        now,
      ),
    });
    const sections = text.split("\n\n");
    expect(sections[0]).toMatch(/^sentiment: ml\.g5\.xlarge, \d+ scheduled actions$/);
    expect(sections[1]).toMatch(/^every week, Europe\/Berlin\n {4}0 .*\nMon 1-2 ░+4-12 office █+1-2 ░+\n/);
    expect(sections[2]).toContain("4-12     Mon-Fri 08:00-18:00  window office");
    expect(sections[3]).toBe("special dates:\n  Thu 2026-12-24: 1-2 all day (exception 2026-12-24)");
    expect(sections[4]).toMatch(
      /^next changes:\n {2}local time .*\n {2}Tue 2026-11-24 18:00 \+01:00 {2}2026-11-24 17:00Z {2}1-2 /,
    );
    expect(sections[5]).toBe(
      [
        "changes against what is deployed (Europe/Berlin):",
        "  Mon-Fri 08:00-09:00: min 1 -> 4, max 2 -> 12 (except 2026-12-24)",
        "  instance-hours a month: 1,313 to 3,403 -> 1,378 to 3,618",
        "  cost a month: USD 1,851 to 4,798 -> USD 1,942 to 5,102",
        "  scheduled actions: 5 changed",
      ].join("\n"),
    );
    // A year of 8,760 hours, 2,590 of them open: 260 weekdays less Christmas Eve, ten hours each.
    expect(sections[6]).toBe(
      "instance-hours a month: 1,378 to 3,618; cost USD 1,942 to 5,102 at 1.41 an\n    instance-hour (mean of 2026-11 to 2027-10)",
    );
  });

  it("shows the present real week for the raw form, and says that no price is known", () => {
    const endpoint = raw({ Out: ["cron(0 17 ? * MON-FRI *)", 2, 5], In: ["cron(0 20 ? * MON-FRI *)", 1, 2] });
    const text = preview(endpoint);
    expect(text).toContain("fraud: ml.m5.large, 2 scheduled actions\n\nweek of Mon 2026-11-23, UTC\n");
    expect(text).toContain("2-5      Mon-Fri 17:00-20:00");
    expect(text).toMatch(/cost unknown:\s+variant\.hourlyPriceUsd\s+is\s+not\s+set/);
    expect(text).not.toContain("deployed");
  });

  it("says that instances stay if nothing scales in, and counts them", () => {
    const pinned = { Out: ["cron(0 17 ? * MON-FRI *)", 2, 5], In: ["cron(0 20 ? * MON-FRI *)", 1, 2] } as const;
    const text = preview(scaledBy(undefined, raw(pinned)), { ...draw, width: 400 });
    expect(text.split("\n").at(-1)).toBe(
      "instance-hours a month: 1,460; cost unknown: variant.hourlyPriceUsd is not set (mean of 2026-11 to 2027-10; nothing scales in, so the instance count falls only if it is above max)",
    );
    const same = scaledBy(undefined, reported({ baseline: { min: 1, max: 1 } }));
    expect(preview(same)).not.toContain("nothing scales in");
  });

  it("stays within 80 columns for an ordinary timetable", () => {
    const text = preview(compiled(reported({ windows: office })));
    const wide = text.split("\n").filter((line) => line.length > 80 && !line.startsWith("instance-hours"));
    expect(wide).toEqual([]);
  });

  it("has a line that says how soon limits are corrected", () => {
    const endpoint = compiled(reported({ windows: office }));
    const longestGap = { from: now, minutes: 600 };
    const reassertion = { everyMinutes: 15, withinEvery: 0.61, withinHour: 0.87, longestGap };
    const [title] = preview({ ...endpoint, plan: { ...endpoint.plan!, reassertion } }).split("\n\n");
    expect(title?.split("\n").slice(1)).toEqual([
      "limits are corrected within 15 minutes 61% of the time, within an hour 87%;",
      "  longest gap 10h, from Tue 2026-11-24 09:00 +01:00",
    ]);
  });
});
