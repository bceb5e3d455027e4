import Holidays from "date-holidays";
import { toDayRange } from "../../../src/config/calendars/calendar-entries";
import { findHolidayPlace, type HolidayType, listHolidays } from "../../../src/config/calendars/holidays";
import { formatPlainDate, toEpochDay } from "../../../src/timetable/time/plain-date-time";

const year2026 = { first: 2026, last: 2026 };

function lines(code: string, span = toDayRange(year2026), types: readonly HolidayType[] = ["public"]) {
  const place = findHolidayPlace(code, Holidays);
  if ("refusal" in place) throw new Error(place.refusal.join("\n"));
  const pulled = listHolidays(Holidays, place, { span, types, language: undefined });
  return pulled.entries.map(({ first, last, name }) => {
    const from = formatPlainDate(first);
    return `${first === last ? from : `${from}..${formatPlainDate(last)}`} ${name ?? ""}`;
  });
}

describe("listHolidays", () => {
  it("lists those of a region, on the written date", () => {
    expect(lines("DE-BY")).toEqual([
      "2026-01-01 Neujahr",
      "2026-01-06 Heilige Drei Könige",
      "2026-04-03 Karfreitag",
      "2026-04-06 Ostermontag",
      "2026-05-01 Maifeiertag",
      "2026-05-14 Christi Himmelfahrt",
      "2026-05-25 Pfingstmontag",
      "2026-06-04 Fronleichnam",
      "2026-10-03 Tag der Deutschen Einheit",
      "2026-11-01 Allerheiligen",
      "2026-12-25 1. Weihnachtstag",
      "2026-12-26 2. Weihnachtstag",
    ]);
  });

  it("lists both a holiday on a Saturday and its substitute day", () => {
    expect(lines("US").filter((line) => line.startsWith("2026-07"))).toEqual([
      "2026-07-03 Independence Day (substitute day)",
      "2026-07-04 Independence Day",
    ]);
  });

  it("keeps holidays of several days together, and cuts them to the span", () => {
    expect(lines("RU")).toContain("2026-01-02..2026-01-06 Новогодние каникулы");
    expect(lines("SZ")).toContain("2026-12-28..2026-12-31 Incwala");
    expect(lines("RU", { first: toEpochDay(2026, 1, 5), last: toEpochDay(2026, 1, 31) })[0]).toBe(
      "2026-01-05..2026-01-06 Новогодние каникулы",
    );
    expect(lines("SZ", toDayRange({ first: 2027, last: 2027 }))[0]).toBe("2027-01-01..2027-01-02 Incwala");
  });

  it("lists only the wanted types", () => {
    const bank = lines("DE", undefined, ["bank"]);
    expect(bank).toEqual(["2026-12-24 Heiliger Abend", "2026-12-31 Silvester"]);
  });

  it("lists the holidays that last only part of a day", () => {
    const place = findHolidayPlace("IS", Holidays);
    if ("refusal" in place) throw new Error("IS is known");
    const { partDays } = listHolidays(Holidays, place, {
      span: toDayRange(year2026),
      types: ["public"],
      language: undefined,
    });
    expect(partDays.map(({ name }) => name)).toEqual(["Aðfangadagur", "Gamlársdagur"]);
  });
});

describe("findHolidayPlace", () => {
  it("knows countries, regions and parts of them in any case", () => {
    expect(findHolidayPlace("de-by", Holidays)).toEqual({
      codes: ["DE", "BY"],
      code: "DE-BY",
      words: "Germany, Bayern",
    });
    expect(findHolidayPlace("DE-BY-A", Holidays)).toMatchObject({ code: "DE-BY-A" });
    expect(findHolidayPlace("FR", Holidays)).toMatchObject({ codes: ["FR"], words: "France" });
  });

  it("refuses an unknown country, which the library has no holidays for, and names those near it", () => {
    expect(new Holidays("DX").getHolidays(2026)).toEqual([]);
    expect(findHolidayPlace("DX", Holidays)).toEqual({
      refusal: [
        'no holidays are known for "DX": write a code such as DE or DE-BY',
        "similar: DE Germany, DJ Djibouti, DK Denmark, DM Dominica, DO Dominican Republic, DZ Algeria",
      ],
    });
    expect(findHolidayPlace("Germany", Holidays)).toMatchObject({
      refusal: [expect.any(String), "similar: DE Germany"],
    });
    expect(findHolidayPlace("???", Holidays)).toMatchObject({
      refusal: [expect.any(String), expect.stringMatching(/^the library knows \d+ countries/)],
    });
    expect(findHolidayPlace("DE-BY-A-B", Holidays)).toHaveProperty("refusal");
  });

  it("refuses an unknown region, which the library takes for the whole country", () => {
    const all = new Holidays("DE").getHolidays(2026);
    expect(new Holidays("DE", "XX").getHolidays(2026)).toEqual(all);
    const refused = findHolidayPlace("DE-BX", Holidays);
    expect(refused).toMatchObject({
      refusal: [
        'no holidays are known for the region "BX" of DE',
        "did you mean DE-BB, DE-BE, DE-BW or DE-BY?",
        expect.stringMatching(/^known: BB Brandenburg, .*TH Thüringen$/),
      ],
    });
    expect(findHolidayPlace("DE-bayern", Holidays)).toMatchObject({
      refusal: [expect.any(String), "did you mean DE-BY?", expect.any(String)],
    });
    expect(findHolidayPlace("IS-1", Holidays)).toMatchObject({
      refusal: [expect.any(String), "write IS, which has no regions"],
    });
    expect(findHolidayPlace("DE-BY-ZZ", Holidays)).toMatchObject({
      refusal: ['no holidays are known for the part "ZZ" of DE-BY', expect.stringContaining("EVANG")],
    });
  });
});
