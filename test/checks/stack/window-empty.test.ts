import { checkWindowEmpty } from "../../../src/checks/stack/window-empty.rule";
import { formatProblem } from "../../../src/problem";
import { contextOf } from "../../support/timetable-context";
import { weekly } from "../../support/timetables";

const office = weekly("mon-fri", "08:30", "18:00", "4-12");

describe("checkWindowEmpty", () => {
  it("refuses a window that ends when it begins", () => {
    const windows = { office: { ...office, lengthMinutes: 0 } };
    expect(checkWindowEmpty(contextOf({ windows })).map(formatProblem)).toEqual([
      `error window-empty at endpoints.fraud.timetable.windows.office.to
  window "office" begins and ends at 08:30
  expected: an end after the beginning; an earlier time means the next day
  fix: correct from or to; for a whole day, write from: "00:00", to: "24:00"`,
    ]);
  });

  it("accepts a window of one minute", () => {
    expect(checkWindowEmpty(contextOf({ windows: { office: { ...office, lengthMinutes: 1 } } }))).toEqual([]);
  });
});
