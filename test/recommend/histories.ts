import type { DemandHistory } from "../../src/recommend";
import { instant } from "../support/instant";

/** Monday. */
const start = instant("2026-11-02T00:00Z");

/** A history with one value an interval, from the day since its start and the minute of the day. */
export function createHistory(
  days: number,
  intervalMinutes: number,
  count: (day: number, minute: number) => number,
): DemandHistory {
  const length = (days * 1440) / intervalMinutes;
  const requests = Array.from({ length }, (_, index) => {
    const minute = index * intervalMinutes;
    return count(Math.floor(minute / 1440), minute % 1440);
  });
  return { start, intervalMinutes, requests, zone: "UTC" };
}

/** 1000 requests in 10 minutes from 08:00 to 18:00 on weekdays, else 50. */
export function isOffice(day: number, minute: number): boolean {
  return day % 7 < 5 && minute >= 480 && minute < 1080;
}

export const officeHistory = createHistory(28, 10, (day, minute) => (isOffice(day, minute) ? 1000 : 50));
