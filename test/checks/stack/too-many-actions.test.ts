import type { EndpointContext } from "../../../src/checks/stack/context/endpoint-context";
import { checkTooManyActions } from "../../../src/checks/stack/too-many-actions.rule";
import { planTimetable, type SchedulePlan } from "../../../src/plan/endpoint/schedule-plan";
import { formatProblem } from "../../../src/problem";
import { parseInstant } from "../../../src/timetable/time/instant";
import { formatPlainDate, parsePlainDate } from "../../../src/timetable/time/plain-date-time";
import { rawContext } from "../../support/endpoint-context";
import { contextOf } from "../../support/timetable-context";
import { weekly } from "../../support/timetables";

const at = parseInstant("2026-11-24T08:00:00Z") ?? 0;

/** A closed weekday in each of so many weeks, in a timetable of two windows. */
function closedIn(weeks: number): EndpointContext {
  const first = parsePlainDate("2027-01-04") ?? 0;
  const days = Array.from({ length: weeks }, (_, week) => first + 7 * week + (week % 5));
  const closed = { dates: days.map((day) => ({ date: formatPlainDate(day) })) };
  const context = contextOf(
    {
      windows: {
        "office hours": weekly("mon-fri", "08:00", "18:00", "4-12"),
        office: weekly("mon-fri", "11:00", "13:00", "8-20"),
      },
      exceptions: [{ on: { calendar: "closed" }, use: "baseline" }],
    },
    { calendars: { closed } },
  );
  return { ...context, plan: planOf(context, 15) };
}

function planOf({ timeline }: EndpointContext, reassertEvery: number | "never"): SchedulePlan {
  if (timeline === undefined) throw new Error("bug: a timetable has a timeline");
  return planTimetable(timeline, reassertEvery, at);
}

function actionsOf(context: EndpointContext, reassertEvery: number | "never"): number {
  return planOf(context, reassertEvery).actions.length;
}

function schedules(count: number): EndpointContext {
  const numbered = Array.from({ length: count }, (_, index): [string, { schedule: string }] => [
    `out${index}`,
    { schedule: `cron(${index % 60} ${Math.floor(index / 60)} ? * MON *)` },
  ]);
  return rawContext(Object.fromEntries(numbered));
}

describe("checkTooManyActions", () => {
  it("names the windows that need the most actions, and how to save some", () => {
    const context = closedIn(360);
    const names = context.plan?.actions.map(({ name }) => name) ?? [];
    const longer = names.filter((name) => name.includes("office-hours"));
    const shorter = names.filter((name) => name.startsWith("office+"));
    expect(checkTooManyActions(context).map(formatProblem)).toEqual([
      `error too-many-actions at endpoints.fraud.timetable
  the timetable needs ${names.length} scheduled actions, most of them for "office hours" (${longer.length}), "office" (${shorter.length})
  expected: at most 200, the AWS quota per scalable target
  fix: write reassertEvery: never (${actionsOf(context, "never")} actions), or remove calendar "closed" (${actionsOf(closedIn(0), 15)} actions)`,
    ]);
  });

  it("refuses more schedules than AWS keeps", () =>
    expect(checkTooManyActions(schedules(201)).map(formatProblem)).toEqual([
      `error too-many-actions at endpoints.fraud.schedules
  the endpoint has 201 schedules
  expected: at most 200, the AWS quota per scalable target
  fix: remove schedules`,
    ]));

  it("accepts 200 schedules, and a timetable of fewer actions", () => {
    expect(checkTooManyActions(schedules(200))).toEqual([]);
    expect(checkTooManyActions(closedIn(10))).toEqual([]);
  });
});
