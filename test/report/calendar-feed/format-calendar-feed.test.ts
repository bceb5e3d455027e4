import fc from "fast-check";
import ICAL from "ical.js";
import { listLimitsOnClock } from "../../../src/plan/usage/limits-over-time";
import type { ReportedEndpoint } from "../../../src/plan/usage/reported-endpoint";
import { listCalendarEvents } from "../../../src/report/calendar-feed/calendar-events";
import { formatCalendarFeed } from "../../../src/report/calendar-feed/format-calendar-feed";
import { buildTimeline } from "../../../src/timetable/build-timeline";
import { toEpochDay } from "../../../src/timetable/time/plain-date-time";
import { timetablesWith } from "../../support/arbitraries";
import { office, raw, reported } from "../../support/reported";
import { runs } from "../../support/runs";

const from = toEpochDay(2026, 11, 24);
const to = from + 60;
const feedOf = (endpoint: ReportedEndpoint): Promise<string> =>
  formatCalendarFeed("test", [{ zone: "Europe/Berlin", events: listCalendarEvents(endpoint, from, to) }], 0);

/** Every occurrence in [from, to) that a reader of the feed sees: start and length in plain minutes, summary. */
function occurrences(text: string, until: number): readonly string[] {
  const calendar = ICAL.Component.fromString(text);
  const plain = (time: ICAL.Time): number =>
    Date.UTC(time.year, time.month - 1, time.day, time.hour, time.minute) / 60_000;
  return calendar.getAllSubcomponents("vevent").flatMap((component) => {
    const event = new ICAL.Event(component);
    const length = plain(event.endDate) - plain(event.startDate);
    const starts: number[] = [];
    const iterator = event.iterator();
    for (let next = iterator.next(); next && plain(next) < until; next = iterator.next()) {
      starts.push(plain(next));
      if (!event.isRecurring()) break;
    }
    return starts.map((start) => `${start} ${length} ${event.summary}`);
  });
}

describe("calendarFeed", () => {
  const closed = reported(
    { windows: office, exceptions: [{ on: { calendar: "closures" }, use: "baseline" }], readyBeforeMinutes: 10 },
    "Europe/Berlin",
    { closures: { dates: [{ date: "2026-12-24" }] } },
  );

  it("tells windows weekly, from when capacity is ready, except on the dates of exceptions", async () => {
    const text = await feedOf(closed);
    expect(text).toContain(
      [
        "SUMMARY:sentiment 4-12 office",
        "DESCRIPTION:min 4\\, max 12: window office",
        "TRANSP:TRANSPARENT",
        "DTSTART;TZID=Europe/Berlin:20261124T075000",
        "DTEND;TZID=Europe/Berlin:20261124T180000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "EXDATE;TZID=Europe/Berlin:20261224T075000",
        "END:VEVENT",
      ].join("\r\n"),
    );
    expect(text).toContain("SUMMARY:sentiment 1-2 closures\r\n");
    expect(text).toContain(
      "DTSTART;TZID=Europe/Berlin:20261129T215000\r\nDTEND;TZID=Europe/Berlin:20261130T020000\r\nRRULE:FREQ=WEEKLY;BYDAY=SU\r\n",
    );
  });

  it("carries the zone's rules, has no line over 75 bytes, and is the same each time", async () => {
    const text = await feedOf(closed);
    expect(text).toMatch(/BEGIN:VTIMEZONE\r\nTZID:Europe\/Berlin\r\n/);
    expect(text.split("\r\n").filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(await feedOf(closed)).toBe(text);
  });

  it("says UTC times as such, without rules", async () => {
    const utc = reported({ windows: office }, "UTC");
    const text = await formatCalendarFeed("test", [{ zone: "UTC", events: listCalendarEvents(utc, from, to) }], 0);
    expect(text).toContain("DTSTART:20261124T080000Z\r\n");
    expect(text).not.toContain("VTIMEZONE");
  });

  const holiday = raw(
    {
      Out: ["cron(0 17 ? * MON-FRI *)", 2, 5],
      In: ["cron(0 22 ? * MON-FRI *)", 1, 2],
      Month: ["cron(0 3 1 * ? *)", 4, 4],
      MonthEnd: ["cron(0 4 1 * ? *)", 1, 2],
      Christmas: ["at(2026-12-24T17:30:00)", 1, 2],
    },
    "Europe/Berlin",
  );

  it("tells a raw form weekly for as long as it is known, and single dates one by one", async () => {
    const text = await feedOf(holiday);
    expect(text).toContain(
      [
        "DTSTART;TZID=Europe/Berlin:20261124T170000",
        "DTEND;TZID=Europe/Berlin:20261124T220000",
        "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270122T160000Z",
        "EXDATE;TZID=Europe/Berlin:20261224T170000",
      ].join("\r\n"),
    );
    expect(text.match(/RRULE:FREQ=WEEKLY/g)).toHaveLength(1);
    expect(text).toContain(
      "DTSTART;TZID=Europe/Berlin:20261224T170000\r\nDTEND;TZID=Europe/Berlin:20261224T173000\r\n",
    );
    expect(text).toContain("DTSTART;TZID=Europe/Berlin:20261201T030000\r\n");
  });

  it("shows a reader each stretch of a raw form once, over clock changes of its own zone", async () => {
    const elsewhere = {
      ...raw({ Out: ["cron(0 17 ? * * *)", 2, 5], In: ["cron(0 22 ? * * *)", 1, 2] }),
      timezone: "Europe/Berlin",
    };
    const events = listCalendarEvents(elsewhere, from, from + 364);
    const text = await formatCalendarFeed("test", [{ zone: "Europe/Berlin", events }], 0);
    const seen = occurrences(text, (from + 364) * 1440).map((line) => Number(line.split(" ")[0]));
    const wanted = listLimitsOnClock(elsewhere, from * 1440, (from + 364) * 1440)
      .filter(({ limits }) => limits.max === 5)
      .map((segment) => segment.from);
    expect(seen.toSorted((a, b) => a - b)).toEqual(wanted);
    expect(events).toHaveLength(3);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
  });

  it("names each event once", async () => {
    const ids = [...(await feedOf(closed)).matchAll(/UID:(.*)\r\n/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("shows a reader exactly the stretches that are not plain baseline, in any timetable", async () => {
    await fc.assert(
      fc.asyncProperty(timetablesWith({ maxWindows: 4, dated: true }), async ({ config, calendars }) => {
        const timeline = buildTimeline(config, calendars, "Europe/Berlin");
        const endpoint = { name: "a", timeline };
        const first = toEpochDay(2026, 5, 4);
        const text = await formatCalendarFeed(
          "test",
          [{ zone: "Europe/Berlin", events: listCalendarEvents(endpoint, first, first + 28) }],
          0,
        );
        const seen = occurrences(text, (first + 28) * 1440);
        const busy = new Map<number, string>();
        for (const line of seen) {
          const [start = 0, length = 0] = line.split(" ").map(Number);
          const limits = line.split(" ")[3] ?? "";
          for (let at = start; at < start + length; at++) {
            if (busy.has(at)) throw new Error(`two events at ${at}`);
            busy.set(at, limits);
          }
        }
        // Stretches that began before the feed does are not in it.
        for (const segment of listLimitsOnClock(endpoint, first * 1440, (first + 28) * 1440)) {
          const plainBaseline = segment.reasons.every((name) => name === "baseline" || name === "readyBefore");
          const { min, max } = segment.limits;
          const limits = busy.get(segment.to - 1);
          if (plainBaseline && limits !== undefined) throw new Error(`event at baseline ${segment.from}`);
          if (!plainBaseline && limits !== undefined && limits !== (min === max ? String(min) : `${min}-${max}`)) {
            throw new Error(`${limits} at ${segment.from}, not ${min}-${max}`);
          }
        }
        const starts = new Set(seen.map((line) => Number(line.split(" ")[0])));
        const segments = listLimitsOnClock(endpoint, first * 1440, (first + 28) * 1440);
        segments.forEach((segment, index) => {
          const before = segments[index - 1];
          if (before === undefined || segment.reasons.includes("baseline")) return;
          const goesOn =
            !before.reasons.every((name) => name === "baseline") &&
            before.limits.min === segment.limits.min &&
            before.limits.max === segment.limits.max;
          if (!goesOn && !starts.has(segment.from)) throw new Error(`no event starts at ${segment.from}`);
        });
      }),
      runs(0.1),
    );
  });
});
