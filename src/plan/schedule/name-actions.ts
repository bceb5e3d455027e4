import type { Limits } from "../../timetable";
import { weekdays } from "../../timetable/time";
import type { DateProduct } from "./date-products";
import type { YearClass } from "./day-slots";
import type { TimeProduct } from "./time-blocks";

/** What an action is named after. */
export interface NamedFiring {
  readonly reasons: readonly (readonly string[])[];
  readonly time: TimeProduct;
  readonly date: DateProduct;
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Names windows up to this length. AWS takes 256 characters for the whole name. */
const maxLayersLength = 120;

/**
 * Names actions after their windows and dates, and their time of day if that is needed to tell them apart.
 *
 * No name occurs twice. Each pair of limits is named by itself, so that a change of another window changes no
 * name. If the same windows give two pairs, names of the pair that more layers decide include its limits.
 */
export function nameActions(
  firings: readonly (NamedFiring & { readonly limits: Limits })[],
  yearClasses: readonly YearClass[],
): readonly string[] {
  const pairs = firings.map(({ limits }) => `${limits.min}-${limits.max}`);
  const layers = addLimitsIfShared(firings, pairs);
  const short = firings.map(({ date }, index) => [layers[index] ?? "", ...listDateWords(date, yearClasses)].join("-"));
  const timed = addWordIfShared(
    short,
    firings.map(({ time }) => formatTimeWord(time)),
  );
  const dated = addWordIfShared(
    timed,
    firings.map(({ date }) => formatDayWord(date)),
  );
  const used = new Map<string, number>();
  return dated.map((name) => {
    const same = used.get(name) ?? 0;
    used.set(name, same + 1);
    return same === 0 ? name : `${name}-${same + 1}`;
  });
}

/** The windows' names, followed by the limits where a pair that fewer layers decide has the same windows. */
function addLimitsIfShared(firings: readonly NamedFiring[], pairs: readonly string[]): readonly string[] {
  const words = firings.map(({ reasons }) => formatLayers(reasons));
  const owners = new Map<string, { readonly pair: string; readonly depth: number }>();
  for (const [index, { reasons }] of firings.entries()) {
    const [word, pair] = [words[index] ?? "", pairs[index] ?? ""];
    const depth = Math.max(...reasons.map((layers) => layers.length));
    if (depth < (owners.get(word)?.depth ?? Infinity)) owners.set(word, { pair, depth });
  }
  return words.map((word, index) => (owners.get(word)?.pair === pairs[index] ? word : `${word}-${pairs[index] ?? ""}`));
}

function addWordIfShared(names: readonly string[], words: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const shared = new Set(names.filter((name) => seen.size === seen.add(name).size));
  return names.map((name, index) => (shared.has(name) ? `${name}-${words[index] ?? ""}` : name));
}

/** Formats what decides, without layers that only remove windows: `office`, `batch+office`, `baseline`. */
function formatLayers(reasons: readonly (readonly string[])[]): string {
  const names = [...new Set(reasons.flatMap(listLayerNames))].toSorted();
  const windows = names.length > 1 ? names.filter((name) => name !== "baseline") : names;
  return windows.slice(1).reduce(
    (word, name, index) => {
      if (word.includes("+more-")) return word;
      const rest = windows.length - 1 - index;
      return `${word}+${name}`.length > maxLayersLength ? `${word}+more-${rest}` : `${word}+${name}`;
    },
    (windows[0] ?? "baseline").slice(0, maxLayersLength),
  );
}

/** Names an exception only if it has its own limits: then no other layer decides. */
function listLayerNames(layers: readonly string[]): readonly string[] {
  const named = layers.filter((layer) => layer !== "readyBefore");
  const deciding = named.filter((layer) => !layer.startsWith("exception "));
  return (deciding.length > 0 ? deciding : named).map((layer) =>
    formatLayerName(layer.replace(/^(window|exception|override) /, "")),
  );
}

/** Formats the name of a window, exception or override for names of actions. */
export function formatLayerName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]+/g, "-");
}

function listDateWords(date: DateProduct, yearClasses: readonly YearClass[]): readonly string[] {
  return [
    ...("weekdays" in date ? formatListWords(date.weekdays, weekdays) : []),
    ...listYearWords(date.yearClasses, yearClasses),
    ...formatListWords(date.months, months),
  ];
}

/** Formats nothing for all values, `mon-fri` for a run, `sat+sun` for a list. */
function formatListWords(values: readonly number[], names: readonly string[]): readonly string[] {
  const [first, last] = [values[0] ?? 0, values.at(-1) ?? 0];
  if (values.length === names.length) return [];
  const run = values.length > 2 && last - first === values.length - 1;
  const named = run ? [first, last] : values;
  return [named.map((value) => names[value] ?? "").join(run ? "-" : "+")];
}

function listYearWords(chosen: readonly number[], yearClasses: readonly YearClass[]): readonly string[] {
  if (chosen.length === yearClasses.length) return [];
  const years = chosen.flatMap((index) => yearClasses[index] ?? []);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return [];
  if (first.repeats && first === yearClasses[0]) return [`until-${last.last}`];
  if (last.repeats) return [`from-${first.first}`];
  return [years.map((year) => year.first).join("+")];
}

/** The first firing of the day: `0800`. */
function formatTimeWord({ hours, minutes }: TimeProduct): string {
  return [hours[0] ?? 0, minutes[0] ?? 0].map((part) => `${part}`.padStart(2, "0")).join("");
}

/** Formats the first day of the month, or `weekly`. */
function formatDayWord(date: DateProduct): string {
  return "weekdays" in date ? "weekly" : `day-${date.daysOfMonth[0] ?? 0}`;
}
