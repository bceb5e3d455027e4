import type { Window } from "../../src/timetable/model";
import { onDates, weekly } from "./timetables";

const hours = Array.from({ length: 12 }, (_, index) => String(6 + index).padStart(2, "0"));
const february = Array.from({ length: 28 }, (_, day) => `2027-02-${String(day + 1).padStart(2, "0")}`);

/** More changes on the dates of one month than an alarm can hold one by one. */
export const crowdedFebruary: Readonly<Record<string, Window>> = Object.fromEntries(
  hours.flatMap((hour, index) => [
    [`w${index}`, weekly("mon-fri", `${hour}:07`, `${hour}:41`, `${index + 2}-20`)],
    [`s${index}`, onDates(february, `${hour}:03`, `${hour}:51`, `${20 - index}-20`)],
  ]),
);

/** More dates than an alarm can hold by their days: every second one of four years. */
export const everySecondDay: Readonly<Record<string, Window>> = {
  launch: onDates(
    Array.from({ length: 700 }, (_, index) => new Date(Date.UTC(2027, 0, 1 + index * 2)).toISOString().slice(0, 10)),
    "06:00",
    "12:00",
    "10-20",
  ),
};
