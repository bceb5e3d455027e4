import type { Day, Days } from "../bench/firing-days";
import type { Program, Row, Solve } from "../bench/integer-program";

/** Nodes of one search. */
const mostNodes = 5000;

/**
 * The fewest actions of a plan of one pair of limits, no two in one minute: a search over years, months, weekdays, days of
 * the month, hours and minutes of each action.
 *
 * Minutes of the hour that are alike on all days and in all hours count as one, in which actions do not
 * meet unless it is a single minute; of days, months, weekdays and hours that are alike one is looked at,
 * and only stretches within these. So each plan is one here, and fewer actions there are not.
 *
 * In:  `atLeast`: fewer are known not to do; `atMost`: so many do
 * Out: undefined where the nodes are not enough to tell
 */
export function fewestApart(
  days: Days,
  limits: string,
  every: number | "never",
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
  solve: Solve,
): number | undefined {
  const cells = cellsOf(days, limits, every);
  for (let count = atLeast; count < atMost; count++) {
    const { bound, ended } = solve(programOf(cells, count), mostNodes);
    if (!ended) return undefined;
    if (bound !== Infinity) return count;
  }
  return atMost;
}

/** Whether limits begin in a part of an hour, or hold there. */
type Use = "begins" | "holds" | undefined;

interface Cells {
  readonly days: readonly Day[];
  readonly single: readonly boolean[];
  readonly hourCount: number;
  /** Minutes that each part of the hour has. */
  readonly widths: readonly number[];
  readonly useOf: (day: number, hour: number, part: number) => Use;
  /** Points of which one must fire. */
  readonly stretches: readonly (readonly Point[])[];
}

function cellsOf(all: Days, limits: string, every: number | "never"): Cells {
  const usesOf = all.patterns.map(({ minutes, before }) =>
    minutes.map((text, m): Use => {
      if (text !== limits) return undefined;
      return (minutes[m - 1] ?? before) === limits ? "holds" : "begins";
    }),
  );
  const names = usesOf.map((uses) => uses.join());
  const days = daysToLookAt(all, ({ pattern }) => names[pattern] ?? "");
  const uses = days.map(({ pattern }) => usesOf[pattern] ?? []);
  const cuts = cutsOf(uses);
  const hours = hoursToLookAt(uses);
  const useAt = (day: number, hour: number, minute: number): Use =>
    uses[day]?.[(hours[hour] ?? 0) * 60 + minute];
  const next = new Map(all.follows.map(([day, after]) => [all.list[day], all.list[after ?? -1]]));
  const stretches = days.flatMap((today, day) => {
    const after = days.findIndex((other) => other === next.get(today));
    const minutes = [...(uses[day] ?? []), ...(uses[after] ?? [])];
    return stretchesIn(minutes, every, (at) => {
      const [hour, part] = [Math.floor(at / 60) % 24, cuts.findLastIndex((cut) => cut <= at % 60)];
      return [at < 1440 ? day : after, hours.indexOf(hour), part];
    });
  });
  return {
    days,
    single: all.single,
    hourCount: hours.length,
    widths: cuts.slice(0, -1).map((cut, part) => (cuts[part + 1] ?? 60) - cut),
    useOf: (day, hour, part) => useAt(day, hour, cuts[part] ?? 0),
    stretches,
  };
}

/** Of months, weekdays and days of the month that are alike one. In: `nameOf` a day, the same for two that are alike */
function daysToLookAt(days: Days, nameOf: (day: Day) => string): readonly Day[] {
  const { list, single } = days;
  const usual = new Map(
    list.flatMap((day) =>
      single[day.years] === true ? [] : [[day.weekday, nameOf(day)] as const],
    ),
  );
  const special = new Set(list.filter((day) => nameOf(day) !== usual.get(day.weekday)));
  const namesOf = (some: readonly Day[], place: (day: Day) => string): string =>
    [...new Set(some.map((day) => `${place(day)} ${nameOf(day)}`))].toSorted().join("/");
  const months = firstOfEach(monthsInOrder(days, special), (month) =>
    namesOf(
      list.filter((day) => day.month === month),
      ({ years, weekday }) => `${years} ${weekday}`,
    ),
  );
  const inMonths = list.filter(({ month }) => months.includes(month));
  const weekdays = firstOfEach([...new Set(list.map(({ weekday }) => weekday))], (weekday) =>
    namesOf(
      inMonths.filter((day) => day.weekday === weekday),
      ({ years, month }) => `${years} ${month}`,
    ),
  );
  const inWeekdays = inMonths.filter(({ weekday }) => weekdays.includes(weekday));
  const told = inWeekdays.filter(({ years }) => single[years] === true);
  const dates = firstOfEach(datesInOrder(days, special), (date) =>
    namesOf(
      told.filter(({ dayOfMonth }) => dayOfMonth === date),
      ({ years, month, weekday }) => `${years} ${month} ${weekday}`,
    ),
  );
  return inWeekdays.filter(
    ({ years, dayOfMonth }) => single[years] !== true || dates.includes(dayOfMonth),
  );
}

/**
 * Those first that begin on another weekday than months with days unlike their week's: there what tells such days
 * would seem to tell a whole weekday.
 */
function monthsInOrder({ list, single }: Days, special: ReadonlySet<Day>): readonly number[] {
  const firstDays = list.filter((day) => single[day.years] === true && day.dayOfMonth === 1);
  const begins = (month: number): string =>
    firstDays.flatMap((day) => (day.month === month ? day.weekday : [])).join();
  const taken = new Set([...special].map(({ month }) => begins(month)));
  return trueFirst(
    [...new Set(list.map(({ month }) => month))],
    (month) => !taken.has(begins(month)),
  );
}

/** Those first that come right before a day unlike its week's: stretches lead from one to the other. */
function datesInOrder({ list, follows }: Days, special: ReadonlySet<Day>): readonly number[] {
  const before = new Set(
    follows.flatMap(([day, after]) => {
      const [today, next] = [list[day], list[after ?? -1]];
      const leads = today && next && special.has(next) && !special.has(today);
      return leads === true ? [today.dayOfMonth] : [];
    }),
  );
  return trueFirst([...new Set(list.map(({ dayOfMonth }) => dayOfMonth))], (date) =>
    before.has(date),
  );
}

function trueFirst<T>(list: readonly T[], is: (item: T) => boolean): readonly T[] {
  return [...list.filter(is), ...list.filter((item) => !is(item))];
}

function firstOfEach<T>(list: readonly T[], name: (item: T) => string): readonly T[] {
  const first = new Map(list.toReversed().map((item) => [name(item), item]));
  return list.filter((item) => first.get(name(item)) === item);
}

function cutsOf(uses: readonly (readonly Use[])[]): readonly number[] {
  const cuts = new Set([0, 60]);
  for (const minutes of uses) {
    minutes.forEach((use, m) => {
      if (use !== minutes[m - 1]) cuts.add(m % 60);
    });
  }
  return [...cuts].toSorted((a, b) => a - b);
}

/** Of hours that are alike, and whose neighbours are, the first. */
function hoursToLookAt(uses: readonly (readonly Use[])[]): readonly number[] {
  const hours = [...Array(24).keys()];
  const texts = hours.map((hour) =>
    uses.map((minutes) => minutes.slice(hour * 60, hour * 60 + 60).join()).join("/"),
  );
  return firstOfEach(hours, (hour) =>
    [hour - 1, hour, hour + 1].map((near) => texts.at(near % 24)).join(" "),
  );
}

/** The points of each stretch without a beginning, once each; none for stretches over hours that are not looked at. */
function stretchesIn(
  uses: readonly Use[],
  every: number | "never",
  pointAt: (minute: number) => Point,
): readonly (readonly Point[])[] {
  if (every === "never") return [];
  const found = new Map<string, readonly Point[]>();
  for (let from = 0; from < 1440 && from + every <= uses.length; from++) {
    const minutes = Array.from({ length: every }, (_, i) => from + i);
    if (minutes.some((minute) => uses[minute] !== "holds")) continue;
    const points = firstOfEach(minutes.map(pointAt), String);
    if (points.every(([, hour]) => hour >= 0)) found.set(points.join(" "), points);
  }
  return [...found.values()];
}

type Point = readonly [day: number, hour: number, part: number];

/** The columns of one action: each value of each field, each day, and each point at which the limits hold. */
class Columns {
  /** Fields come first. */
  readonly fieldCount: number;
  readonly count: number;
  private readonly at: ReadonlyMap<string, number>;

  constructor({ days, hourCount, widths }: Cells, held: readonly Point[]) {
    const fields = new Set([
      "by day of month",
      ...days.flatMap(dateFields),
      ...[...Array(hourCount).keys()].map((hour) => `hour ${hour}`),
      ...widths.map((_, part) => `part ${part}`),
    ]);
    const names = [...fields, ...days.map((_, day) => `on ${day}`), ...held.map(String)];
    this.fieldCount = fields.size;
    this.count = names.length;
    this.at = new Map(names.map((name, index) => [name, index]));
  }

  of(action: number, name: string): number {
    return action * this.count + (this.at.get(name) ?? Number.NaN);
  }
}

/** What an action's fields must have for it to fire on a day. */
function dateFields({ years, month, weekday, dayOfMonth }: Day): readonly string[] {
  return [`years ${years}`, `month ${month}`, `weekday ${weekday}`, `day ${dayOfMonth}`];
}

/** Whether `count` actions do. */
function programOf(cells: Cells, count: number): Program {
  const { widths, useOf, stretches } = cells;
  const points = allPoints(cells).filter((point) => useOf(...point) !== undefined);
  const columns = new Columns(cells, points);
  const actions = [...Array(count).keys()];
  const anyOf = (some: readonly Point[], least: number, most: number): Row =>
    row(
      least,
      most,
      actions.flatMap((action) => some.map((point) => columns.of(action, String(point)))),
    );
  const fired = points.flatMap((point) => {
    if (useOf(...point) === "begins") return [anyOf([point], 1, 1)];
    return widths[point[2]] === 1 ? [anyOf([point], 0, 1)] : [];
  });
  const needs = stretches.map((some) => anyOf(some, 1, Infinity));
  const products = actions.flatMap((action) => {
    const column = (name: string): number => columns.of(action, name);
    return [...dateRows(cells, column), ...timeRows(cells, column)];
  });
  const own = pointsApart(cells).map((point, action) =>
    row(1, 1, action < count ? [columns.of(action, String(point))] : []),
  );
  const whole = actions.flatMap(() =>
    Array.from({ length: columns.count }, (_, column) => column < columns.fieldCount),
  );
  return { costs: whole.map(() => 0), whole, rows: [...products, ...fired, ...needs, ...own] };
}

function row(
  least: number,
  most: number,
  plus: readonly number[],
  minus: readonly number[] = [],
): Row {
  const terms = [
    ...plus.map((column) => [column, 1] as const),
    ...minus.map((column) => [column, -1] as const),
  ];
  return { least, most, terms };
}

/** By weekday an action has all days of the month, by day of the month all weekdays; endless years are in a run. */
function dateRows({ days, single }: Cells, column: (name: string) => number): readonly Row[] {
  const byDay = column("by day of month");
  const ways = [...new Set(days.flatMap(dateFields))].flatMap((name) => {
    if (name.startsWith("weekday")) return [row(0, Infinity, [column(name)], [byDay])];
    return name.startsWith("day") ? [row(1, Infinity, [column(name), byDay])] : [];
  });
  const runs = single.flatMap((isSingle, group) => {
    const years = (other: number): number => column(`years ${other}`);
    const beside = group === 0 ? 1 : group - 1;
    const apart = [...single.keys()].filter((other) => Math.abs(other - group) > 1);
    return isSingle
      ? []
      : apart.map((other) => row(-Infinity, 1, [years(group), years(other)], [years(beside)]));
  });
  const on = days.flatMap((day, index) => {
    const [fields, fires] = [dateFields(day).map(column), column(`on ${index}`)];
    return [
      ...fields.map((field) => row(0, Infinity, [field], [fires])),
      row(-Infinity, fields.length - 1, fields, [fires]),
    ];
  });
  return [...ways, ...runs, ...on];
}

function timeRows(cells: Cells, column: (name: string) => number): readonly Row[] {
  return allPoints(cells).flatMap((point): readonly Row[] => {
    const [day, hour, part] = point;
    const three = [`on ${day}`, `hour ${hour}`, `part ${part}`].map(column);
    if (cells.useOf(...point) === undefined) return [row(-Infinity, 2, three)];
    const fired = column(String(point));
    const within = three.map((one) => row(0, Infinity, [one], [fired]));
    return cells.widths[part] === 1 ? [...within, row(-Infinity, 2, three, [fired])] : within;
  });
}

function allPoints({ days, hourCount, widths }: Cells): readonly Point[] {
  return days.flatMap((_, day) =>
    Array.from({ length: hourCount }, (_hour, hour) =>
      widths.map((_width, part): Point => [day, hour, part]),
    ).flat(),
  );
}

/** Beginnings of which no two can be one action's: the first action takes the first of them, and so on. */
function pointsApart(cells: Cells): readonly Point[] {
  const apart: Point[] = [];
  for (const point of allPoints(cells)) {
    if (cells.useOf(...point) !== "begins") continue;
    if (apart.every((other) => !canShare(cells, point, other))) apart.push(point);
  }
  return apart;
}

/** Whether the least product that has both is within what holds, told by weekday or by day of the month. */
function canShare({ days, single, useOf }: Cells, a: Point, b: Point): boolean {
  const both = [a, b].flatMap(([day]) => days[day] ?? []);
  const years = both.map((day) => day.years);
  const endless = years.some((group) => single[group] !== true);
  const inYears = (group: number): boolean =>
    years.includes(group) || (endless && group > Math.min(...years) && group < Math.max(...years));
  const allowed = (day: number): boolean =>
    [a[1], b[1]].every((hour) =>
      [a[2], b[2]].every((part) => useOf(day, hour, part) !== undefined),
    );
  const ways = (["weekday", "dayOfMonth"] as const).map((way) =>
    days.every((day, index) => {
      const told = both.some((other) => other.month === day.month);
      const same = both.some((other) => other[way] === day[way]);
      return !(told && same && inYears(day.years)) || allowed(index);
    }),
  );
  return ways.includes(true);
}
