import type { EndpointContext } from "../../../src/checks/stack/context/endpoint-context";
import { checkTooManyActions } from "../../../src/checks/stack/too-many-actions.rule";
import { planTimetable, type SchedulePlan } from "../../../src/plan/endpoint/schedule-plan";
import { formatProblem } from "../../../src/problem";
import { parseInstant } from "../../../src/timetable/time/instant";
import { formatPlainDate, parsePlainDate } from "../../../src/timetable/time/plain-date-time";
import { rawContext } from "../../support/endpoint-context";
import { contextOf } from "../../support/timetable-context";
import { limits, weekly } from "../../support/timetables";

const at = parseInstant("2026-11-24T08:00:00Z") ?? 0;

/** A weekday in each of so many weeks from 2026 on, with limits of its own, in a timetable of two windows. */
function closedIn(weeks: number): EndpointContext {
  const first = parsePlainDate("2026-01-05") ?? 0;
  const days = Array.from({ length: weeks }, (_, week) => first + 7 * week + (week % 5));
  const closed = { dates: days.map((day) => ({ date: formatPlainDate(day) })) };
  const context = contextOf(
    {
      windows: {
        "office hours": weekly("mon-fri", "08:00", "18:00", "4-12"),
        office: weekly("mon-fri", "11:10", "13:00", "8-20"),
      },
      exceptions: [{ on: { calendar: "closed" }, use: limits("2-3") }],
    },
    { calendars: { closed } },
  );
  return { ...context, plan: planOf(context), now: at };
}

function planOf({ timeline }: EndpointContext): SchedulePlan {
  if (timeline === undefined) throw new Error("bug: a timetable has a timeline");
  return planTimetable(timeline, { reassertEveryMinutes: 15 }, at);
}

function schedules(count: number): EndpointContext {
  const numbered = Array.from({ length: count }, (_, index): [string, { schedule: string }] => [
    `out${index}`,
    { schedule: `cron(${index % 60} ${Math.floor(index / 60)} ? * MON *)` },
  ]);
  return rawContext(Object.fromEntries(numbered));
}

describe("checkTooManyActions", () => {
  it("names the windows that need the most actions, and what each cure leaves", () => {
    const context = closedIn(360);
    const names = context.plan?.actions.map(({ name }) => name) ?? [];
    const longer = names.filter((name) => name.includes("office-hours"));
    const shorter = names.filter((name) => name.startsWith("office+"));
    const count = (weeks: number): number => closedIn(weeks).plan?.actions.length ?? 0;
    expect(checkTooManyActions(context).map(formatProblem)).toEqual([
      `error too-many-actions at endpoints.fraud.timetable
  the timetable needs ${names.length} scheduled actions, most of them for "office hours" (${longer.length}), "office" (${shorter.length})
  expected: at most 200, the AWS quota per scalable target
  fix: end calendars on 2026-12-31 (${count(52)} actions), or end calendars on 2027-12-31 (${count(104)} actions), or write use: baseline for every exception (167 actions), or remove dates that are over (290 actions)`,
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
