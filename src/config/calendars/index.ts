export {
  type CalendarChange,
  type CalendarEntry,
  compareCalendars,
  formatYears,
  parseYears,
  toDayRange,
  type Years,
} from "./calendar-entries";
export {
  type CalendarFile,
  type CalendarOrigin,
  createCalendarFileReader,
  extractComments,
  formatCalendarFile,
  type NewCalendar,
  parseCalendarFile,
} from "./calendar-file";
export {
  findHolidayPlace,
  type HolidayLibrary,
  type HolidayPlace,
  type HolidayType,
  holidayTypes,
  listHolidayLanguages,
  listHolidays,
} from "./holidays";
export type { IcsLibraries } from "./ics-events";
export { importIcs } from "./import-ics";
export { loadCalendars } from "./load-calendars";
