import Holidays from "date-holidays";

/** The public holidays of a region, as `YYYY-MM-DD`. */
export function listHolidays(
  { country, region }: { readonly country: string; readonly region: string },
  years: readonly number[],
): readonly string[] {
  const source = new Holidays(country, region);
  const dates = years.flatMap((year) =>
    source
      .getHolidays(year)
      .filter(({ type }) => type === "public")
      .map(({ date }) => date.slice(0, 10)),
  );
  return [...new Set(dates)].toSorted();
}
