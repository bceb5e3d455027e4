import fc from "fast-check";
import { type DashboardPlan, formatDashboard, planDashboard } from "../../../src/plan/monitoring/dashboard";
import { evaluateMath } from "../../../src/simulator/aws/evaluate-metric-math";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { toPlainMinute } from "../../../src/timetable/time/time-zone";
import { findSegment, type Timeline } from "../../../src/timetable/timeline";
import { timelineArbitrary } from "../../support/arbitraries";
import { runs } from "../../support/runs";
import { monday, TestAccount } from "../../support/simulated-account";
import { onDates, timetable, weekly } from "../../support/timetables";

const office = buildTimeline(
  timetable({
    windows: {
      office: weekly("mon-fri", "08:00", "18:00", "4-12"),
      launch: onDates(["2026-12-01"], "06:00", "24:00", "10-20"),
    },
  }),
  {},
  "Europe/Berlin",
);
const place = { endpointName: "sentiment-0a1b2c3", variantName: "blue", region: "eu-central-1" };

/** What the graph draws for the minute that begins at `atMinute`. */
function drawn(plan: DashboardPlan, id: string, atMinute: number): number | undefined {
  const expressions = [...plan.hidden, ...plan.drawn].map((each) => [each.id, each.expression]);
  const moment = {
    expressions: Object.fromEntries(expressions),
    metrics: { n: 10 },
    at: atMinute * 60,
    periodSeconds: 300,
  };
  return evaluateMath(moment, id);
}

describe("planDashboard", () => {
  it("divides samples by the minutes of the graph's period", () =>
    expect(drawn(planDashboard(office, "real-time"), "reporting", 29_800_000)).toBe(2));

  it("draws the timetable's limits at every minute, clock changes and dates included", () => {
    fc.assert(
      fc.property(
        timelineArbitrary,
        fc.integer({ min: 0, max: 800 * 1440 }),
        fc.constantFrom("min" as const, "max" as const),
        (timeline: Timeline, minute, side) => {
          const plan = planDashboard(timeline, "real-time");
          const at = Date.UTC(2026, 0, 1) / 60_000 + minute;
          const plain = toPlainMinute(timeline.timezone, at);
          expect(drawn(plan, side, at)).toBe(findSegment(timeline, plain).limits[side]);
        },
      ),
      runs(),
    );
  });
});

describe("formatDashboard", () => {
  it.each(["real-time", "async"] as const)("is a dashboard of CloudWatch, for %s", (kind) => {
    const DashboardBody = formatDashboard(planDashboard(office, kind), place);
    const account = TestAccount.at(monday);
    account.call("cloudwatch:PutDashboard", { DashboardName: "d", DashboardBody });
    expect(account.state.dashboards).toEqual({ d: DashboardBody });
  });

  it("shows limits and instances, requests, latency and errors", () => {
    const { widgets } = JSON.parse(formatDashboard(planDashboard(office, "real-time"), place)) as {
      widgets: readonly { properties: { title: string; metrics: readonly unknown[][] } }[];
    };
    const shown = widgets.map(({ properties: { title, metrics } }) => {
      const lines = metrics.filter((line) => (line.at(-1) as { visible?: boolean }).visible ?? true);
      const name = (line: readonly unknown[]): unknown =>
        line.length === 1 ? (line[0] as { label: string }).label : line[1];
      return `${title}: ${lines.map(name).join(", ")}`;
    });
    expect(shown).toEqual([
      "sentiment-0a1b2c3: instances: min, max, instances that report",
      "sentiment-0a1b2c3: requests: Invocations",
      "sentiment-0a1b2c3: latency: ModelLatency, OverheadLatency",
      "sentiment-0a1b2c3: errors: Invocation4XXErrors, Invocation5XXErrors",
    ]);
  });

  it("shows the backlog by endpoint, as an asynchronous endpoint publishes it", () => {
    const body = formatDashboard(planDashboard(office, "async"), place);
    expect(body).toContain(
      '["AWS/SageMaker","ApproximateBacklogSize","EndpointName","sentiment-0a1b2c3",{"stat":"Average"}]',
    );
    expect(body).not.toContain("Invocation4XXErrors");
  });
});
