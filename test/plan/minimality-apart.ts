import type { Days } from "../../bench/firing-days";
import type { Program, Row, Solve } from "../../bench/integer-program";

/** Nodes of one search; where they are not enough, fewer actions are taken to do than may be. */
const mostNodes = 5000;

/**
 * A number of actions that no plan of one pair of limits can be below in a week without dates, no two in
 * one minute: a search over weekdays, hours and minutes of each action.
 *
 * Minutes of the hour that are alike on all days and in all hours count as one, in which actions do not
 * meet unless it is a single minute; hours that are alike count as one, days too, and only stretches
 * within one hour are looked at. So each plan is one here, and fewer actions there are not.
 *
 * In:  `atLeast`: fewer are known not to do; `atMost`: so many do
 */
export function fewestApart(
  days: Days,
  limits: string,
  every: number | "never",
  { atLeast, atMost }: { readonly atLeast: number; readonly atMost: number },
  solve: Solve,
): number {
  const cells = cellsOf(days, limits, every);
  for (let count = atLeast; count < atMost; count++) {
    if (solve(programOf(cells, count), mostNodes) !== Infinity) return count;
  }
  return atMost;
}

/** Whether limits begin in a part of an hour, or hold there. */
type Use = "begins" | "holds" | undefined;

interface Cells {
  readonly dayCount: number;
  readonly hourCount: number;
  /** Minutes that each part of the hour has. */
  readonly widths: readonly number[];
  readonly useOf: (day: number, hour: number, part: number) => Use;
  /** Stretches of parts of which one must fire: day, hour and the parts. */
  readonly stretches: readonly (readonly [number, number, readonly number[]])[];
}

function cellsOf({ list, patterns }: Days, limits: string, every: number | "never"): Cells {
  const usesOf = patterns.map(({ minutes, before }) =>
    minutes.map((text, m): Use => {
      if (text !== limits) return undefined;
      return (minutes[m - 1] ?? before) === limits ? "holds" : "begins";
    }),
  );
  const uses = list.map(({ pattern }) => usesOf[pattern] ?? []);
  const cuts = cutsOf(uses);
  const hourText = (day: number, hour: number): string =>
    (uses[day] ?? []).slice(hour * 60, hour * 60 + 60).join();
  const allHours = Array.from({ length: 24 }, (_, hour) => hour);
  const hours = firstOfEach(allHours, (hour) =>
    uses.map((_, day) => hourText(day, hour)).join("/"),
  );
  const allDays = uses.map((_, day) => day);
  const byDay = (day: number): string => hours.map((hour) => hourText(day, hour)).join("/");
  const chosen = firstOfEach(allDays, byDay);
  const useAt = (day: number, hour: number, minute: number): Use =>
    uses[chosen[day] ?? 0]?.[(hours[hour] ?? 0) * 60 + minute];
  const parts = cuts.slice(0, -1).map((from, part) => ({ from, to: cuts[part + 1] ?? 60 }));
  const stretches = chosen.flatMap((_, day) =>
    hours.flatMap((_hour, hour) =>
      stretchesIn((minute) => useAt(day, hour, minute), parts, every).map(
        (some) => [day, hour, some] as const,
      ),
    ),
  );
  return {
    dayCount: chosen.length,
    hourCount: hours.length,
    widths: parts.map(({ from, to }) => to - from),
    useOf: (day, hour, part) => useAt(day, hour, parts[part]?.from ?? 0),
    stretches,
  };
}

function firstOfEach(list: readonly number[], name: (item: number) => string): readonly number[] {
  return [...new Map(list.toReversed().map((item) => [name(item), item])).values()].toReversed();
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

/** Sets of parts that some stretch without a beginning touches, once each. */
function stretchesIn(
  useAt: (minute: number) => Use,
  parts: readonly { readonly from: number; readonly to: number }[],
  every: number | "never",
): readonly (readonly number[])[] {
  if (every === "never") return [];
  const found = new Map<string, readonly number[]>();
  for (let from = 0; from + every <= 60; from++) {
    const minutes = Array.from({ length: every }, (_, i) => from + i);
    if (minutes.some((minute) => useAt(minute) !== "holds")) continue;
    const some = parts.flatMap((part, p) =>
      part.from < from + every && part.to > from ? [p] : [],
    );
    found.set(some.join(), some);
  }
  return [...found.values()];
}

type Point = readonly [day: number, hour: number, part: number];

/** Whether `count` actions do: each with its weekdays, its hours and its parts of the hour. */
function programOf(cells: Cells, count: number): Program {
  const { dayCount, hourCount, widths, useOf, stretches } = cells;
  const each = dayCount + hourCount + widths.length;
  const points = pointsOf(cells);
  const pointAt = new Map(points.map((point, index) => [point.join(), index]));
  const factors = (action: number, [day, hour, part]: Point): readonly number[] =>
    [day, dayCount + hour, dayCount + hourCount + part].map((column) => action * each + column);
  const firing = (action: number, point: Point): number =>
    count * each + action * points.length + (pointAt.get(point.join()) ?? 0);
  const actions = Array.from({ length: count }, (_, action) => action);
  const anyOf = (some: readonly Point[], least: number, most: number): Row => ({
    least,
    most,
    terms: actions.flatMap((action) => some.map((point) => [firing(action, point), 1] as const)),
  });
  const rows = allPoints(cells).flatMap((point): readonly Row[] => {
    const use = useOf(...point);
    const single = widths[point[2]] === 1;
    const products = actions.flatMap((action) => {
      const three = factors(action, point).map((column) => [column, 1] as const);
      if (use === undefined) return [{ least: -Infinity, most: 2, terms: three }];
      const fired = firing(action, point);
      const within = three.map(([column]) => {
        return { least: 0, most: Infinity, terms: [[column, 1] as const, [fired, -1] as const] };
      });
      const all = { least: -Infinity, most: 2, terms: [...three, [fired, -1] as const] };
      return single ? [...within, all] : within;
    });
    if (use === "begins") return [...products, anyOf([point], 1, 1)];
    return use === "holds" && single ? [...products, anyOf([point], 0, 1)] : products;
  });
  const needs = stretches.map(([day, hour, parts]) =>
    anyOf(
      parts.map((part): Point => [day, hour, part]),
      1,
      Infinity,
    ),
  );
  const own = pointsApart(cells).flatMap((point, action) =>
    action < count
      ? factors(action, point).map((column) => ({
          least: 1,
          most: 1,
          terms: [[column, 1] as const],
        }))
      : [{ least: 1, most: 1, terms: [] }],
  );
  const whole = Array.from({ length: count * (each + points.length) }, (_, c) => c < count * each);
  return { costs: whole.map(() => 0), whole, rows: [...rows, ...needs, ...own] };
}

function allPoints({ dayCount, hourCount, widths }: Cells): readonly Point[] {
  return Array.from({ length: dayCount }, (_, day) =>
    Array.from({ length: hourCount }, (_hour, hour) =>
      widths.map((_width, part): Point => [day, hour, part]),
    ),
  ).flat(2);
}

function pointsOf(cells: Cells): readonly Point[] {
  return allPoints(cells).filter((point) => cells.useOf(...point) !== undefined);
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

function canShare({ useOf }: Cells, a: Point, b: Point): boolean {
  return [a[0], b[0]].every((day) =>
    [a[1], b[1]].every((hour) =>
      [a[2], b[2]].every((part) => useOf(day, hour, part) !== undefined),
    ),
  );
}
