import type { Calendar, Named, Timetable, Window } from "../../src/timetable/model";
import type { Weekday } from "../../src/timetable/time/plain-date-time";

/** Timetables by name, each as it is without holidays. */
const workdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

function window(
  days: readonly Weekday[],
  from: string,
  to: string,
  min: number,
  max: number,
): Window {
  const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const length = (minute(to) - minute(from) + 1440) % 1440;
  return {
    starts: { days },
    fromMinute: minute(from),
    lengthMinutes: length === 0 ? 1440 : length,
    limits: { min, max },
  };
}

function timetable(windows: Named<Window>): Timetable {
  return {
    baseline: { min: 1, max: 2 },
    windows,
    exceptions: [],
    readyBeforeMinutes: 0,
    reassertEveryMinutes: 15,
  };
}

/** Thirty short windows at odd minutes: six a workday, one pair of limits for each of the six. */
function oddMinutes(): Named<Window> {
  const windows = workdays.flatMap((day, d) =>
    Array.from({ length: 6 }, (_, i) => {
      const from = 6 * 60 + 7 + i * 150 + d * 3;
      const to = from + 97 + d;
      const time = (minute: number): string =>
        `${`${Math.floor(minute / 60)}`.padStart(2, "0")}:${`${minute % 60}`.padStart(2, "0")}`;
      return [`${day}${i}`, window([day], time(from), time(to), 2 + i, 4 + i)] as const;
    }),
  );
  return Object.fromEntries(windows);
}

/** The timetables that figures are given for. */
export const timetables: Named<Timetable> = {
  "office hours": timetable({ office: window(workdays, "08:00", "18:00", 4, 12) }),
  "office and weekend": timetable({
    office: window(workdays, "08:00", "18:00", 4, 12),
    weekend: window(["sat", "sun"], "10:00", "16:00", 2, 6),
  }),
  "three shifts": timetable({
    early: window(workdays, "06:00", "14:00", 6, 12),
    late: window(workdays, "14:00", "22:00", 8, 16),
    night: window(workdays, "22:00", "06:00", 2, 4),
  }),
  "retail week, 12 windows": timetable({
    monMorning: window(["mon"], "07:00", "12:00", 4, 8),
    monAfternoon: window(["mon"], "12:00", "20:00", 6, 10),
    midMorning: window(["tue", "wed", "thu"], "08:00", "12:00", 3, 6),
    midNoon: window(["tue", "wed", "thu"], "12:00", "14:00", 6, 10),
    midAfternoon: window(["tue", "wed", "thu"], "14:00", "20:00", 5, 9),
    friMorning: window(["fri"], "08:00", "13:00", 5, 9),
    friEvening: window(["fri"], "13:00", "22:00", 9, 16),
    satMorning: window(["sat"], "08:00", "11:00", 6, 10),
    satPeak: window(["sat"], "11:00", "18:00", 12, 20),
    satEvening: window(["sat"], "18:00", "22:00", 8, 14),
    sunday: window(["sun"], "11:00", "18:00", 3, 6),
    sundayBatch: window(["sun"], "22:00", "02:00", 8, 8),
  }),
  "30 windows, odd minutes": timetable(oddMinutes()),
};

/** The same on a timetable's holidays as at its baseline. */
export function withHolidays(config: Timetable): Timetable {
  return { ...config, exceptions: [{ on: { calendar: "holidays" }, use: "baseline" }] };
}

/** Calendars of public holidays, by the name that figures are given under. */
export const regions = {
  Bavaria: { country: "DE", region: "BY", timezone: "Europe/Berlin" },
  England: { country: "GB", region: "ENG", timezone: "Europe/London" },
  "New York": { country: "US", region: "NY", timezone: "America/New_York" },
  India: { country: "IN", region: "MH", timezone: "Asia/Kolkata" },
} as const;

/** The years that the calendars cover. */
export const holidayYears = [2027, 2028] as const;

/** A calendar of holidays. In: dates as `YYYY-MM-DD` */
export function calendarOf(dates: readonly string[]): Named<Calendar> {
  return { holidays: { dates: dates.map((date) => ({ date })) } };
}
