export { createShadeLookup, type DrawOptions, drawWeek, type Shade, type WeekCell } from "./draw-week";
export {
  calendarDateText,
  type CalendarUse,
  findLastKnownDay,
  formatCalendar,
  type ReportedCalendar,
} from "./format-calendar";
export { formatColumns, wrapText } from "./format-columns";
export { formatExplanation } from "./format-explanation";
export { formatAverageMonth, formatMonths } from "./format-monthly-usage";
export { describeRemovedEndpoint, formatEndpointTitle, formatOverride, formatPreview } from "./format-preview";
export { formatRealWeek, listLegendRows } from "./format-week";
