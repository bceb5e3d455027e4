export { type CalendarEvent, listCalendarEvents, listFiringEvents } from "./calendar-events";
export { formatCalendarFeed } from "./format-calendar-feed";
