import type { Calendar, Named, Timetable, Window } from "../../src/timetable/model";
import type { Weekday } from "../../src/timetable/time/plain-date-time";

const workdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri"];

function createWindow(days: readonly Weekday[], from: string, to: string, min: number, max: number): Window {
  const minute = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const length = (minute(to) - minute(from) + 1440) % 1440;
  return {
    starts: { days },
    fromMinute: minute(from),
    lengthMinutes: length === 0 ? 1440 : length,
    limits: { min, max },
  };
}

function createTimetable(windows: Named<Window>): Timetable {
  return { baseline: { min: 1, max: 2 }, windows, exceptions: [], readyBeforeMinutes: 0, reassertEveryMinutes: 15 };
}

/** Creates thirty short windows at odd minutes: six each workday, each of the six with its own limits. */
function createOddWindows(): Named<Window> {
  const windows = workdays.flatMap((day, d) =>
    Array.from({ length: 6 }, (_, i) => {
      const from = 6 * 60 + 7 + i * 150 + d * 3;
      const to = from + 97 + d;
      const time = (minute: number): string =>
        `${`${Math.floor(minute / 60)}`.padStart(2, "0")}:${`${minute % 60}`.padStart(2, "0")}`;
      return [`${day}${i}`, createWindow([day], time(from), time(to), 2 + i, 4 + i)] as const;
    }),
  );
  return Object.fromEntries(windows);
}

/** The measured timetables, without holidays. */
export const timetables: Named<Timetable> = {
  "office hours": createTimetable({ office: createWindow(workdays, "08:00", "18:00", 4, 12) }),
  "office and weekend": createTimetable({
    office: createWindow(workdays, "08:00", "18:00", 4, 12),
    weekend: createWindow(["sat", "sun"], "10:00", "16:00", 2, 6),
  }),
  "three shifts": createTimetable({
    early: createWindow(workdays, "06:00", "14:00", 6, 12),
    late: createWindow(workdays, "14:00", "22:00", 8, 16),
    night: createWindow(workdays, "22:00", "06:00", 2, 4),
  }),
  "retail week, 12 windows": createTimetable({
    monMorning: createWindow(["mon"], "07:00", "12:00", 4, 8),
    monAfternoon: createWindow(["mon"], "12:00", "20:00", 6, 10),
    midMorning: createWindow(["tue", "wed", "thu"], "08:00", "12:00", 3, 6),
    midNoon: createWindow(["tue", "wed", "thu"], "12:00", "14:00", 6, 10),
    midAfternoon: createWindow(["tue", "wed", "thu"], "14:00", "20:00", 5, 9),
    friMorning: createWindow(["fri"], "08:00", "13:00", 5, 9),
    friEvening: createWindow(["fri"], "13:00", "22:00", 9, 16),
    satMorning: createWindow(["sat"], "08:00", "11:00", 6, 10),
    satPeak: createWindow(["sat"], "11:00", "18:00", 12, 20),
    satEvening: createWindow(["sat"], "18:00", "22:00", 8, 14),
    sunday: createWindow(["sun"], "11:00", "18:00", 3, 6),
    sundayBatch: createWindow(["sun"], "22:00", "02:00", 8, 8),
  }),
  "30 windows, odd minutes": createTimetable(createOddWindows()),
};

/** Adds an exception that has the baseline on holidays. */
export function addHolidays(config: Timetable): Timetable {
  return { ...config, exceptions: [{ on: { calendar: "holidays" }, use: "baseline" }] };
}

/** Regions with public holidays. */
export const regions = {
  Bavaria: { country: "DE", region: "BY", timezone: "Europe/Berlin" },
  England: { country: "GB", region: "ENG", timezone: "Europe/London" },
  "New York": { country: "US", region: "NY", timezone: "America/New_York" },
  India: { country: "IN", region: "MH", timezone: "Asia/Kolkata" },
} as const;

/** The years of the holidays. */
export const holidayYears = [2027, 2028] as const;

/** Converts dates, `YYYY-MM-DD`, to a calendar. */
export function toCalendar(dates: readonly string[]): Named<Calendar> {
  return { holidays: { dates: dates.map((date) => ({ date })) } };
}
