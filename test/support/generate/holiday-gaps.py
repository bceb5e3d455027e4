"""Writes src/config/calendars/holiday-gaps.json: dates of Python's holidays that date-holidays lacks.

Usage: pip install holidays && npm run holiday-gaps

Leaves out Sundays, and dates that depend on the moon: the library has estimates of those.
"""

import datetime
import json
import re
import subprocess

import holidays

YEARS = range(2026, 2029)
FILE = "src/config/calendars/holiday-gaps.json"
ISLAMIC = re.compile(r"Muharram|Safar|Rabi al|Jumada|Rajab|Shaban|Ramadan|Shawwal|Dhu al", re.I)
DUMP = """
const Holidays = require("date-holidays");
const known = new Holidays();
const countries = Object.keys(known.getCountries());
const places = countries.flatMap((country) => [
  [country],
  ...Object.keys(known.getStates(country) ?? {}).map((state) => [country, state]),
]);
const list = (place) => {
  const library = new Holidays(...place);
  return %s.flatMap((year) => library.getHolidays(year)).filter(({ type }) => type === "public");
};
const entries = places.map((place) => [
  place.join("-"),
  list(place).map(({ date, start, end, rule }) => [date.slice(0, 10), Math.round((end - start) / 864e5), rule]),
]);
console.log(JSON.stringify(Object.fromEntries(entries)));
""" % [YEARS[0] - 1, *YEARS]


def find_gaps(place, entries):
    country, _, state = place.partition("-")
    countries = holidays.list_supported_countries()
    if country not in countries or (state and state not in countries[country]):
        return []
    known, estimated = set(), []
    for date, days, rule in entries:
        first = datetime.date.fromisoformat(date)
        known.update(first + datetime.timedelta(days=day) for day in range(max(1, days)))
        if ISLAMIC.search(rule):
            estimated.append(first)
    language = "en_US" if "en_US" in holidays.list_localized_countries().get(country, []) else None
    others = holidays.country_holidays(country, subdiv=state or None, years=YEARS, language=language)
    return [
        date
        for date, name in sorted(others.items())
        if date not in known
        and date.weekday() < 6
        and "estimated" not in name
        and all(abs((date - each).days) > 3 for each in estimated)
    ]


def main():
    output = subprocess.run(["node", "-e", DUMP], capture_output=True, check=True, text=True).stdout
    gaps = {place: find_gaps(place, entries) for place, entries in json.loads(output).items()}
    for place, dates in gaps.items():
        country = place.split("-")[0]
        if place != country:
            gaps[place] = [date for date in dates if date not in gaps[country]]
    data = {
        "source": f"Python's holidays {holidays.__version__}",
        "years": {"first": YEARS[0], "last": YEARS[-1]},
        "dates": {place: " ".join(map(str, dates)) for place, dates in sorted(gaps.items()) if dates},
    }
    with open(FILE, "w", encoding="utf-8") as file:
        file.write(json.dumps(data, indent=2) + "\n")


main()
