import { weekdays } from "../../timetable/time";
import { listBits } from "./bits";
import type { DateProduct } from "./date-products";
import { listTimes } from "./day-minutes";
import type { Firing } from "./find-changes";
import type { PlannedDays } from "./planned-days";

/** Names windows up to this length. AWS takes 256 characters for the whole name. */
const maxLayersLength = 120;

/**
 * Names actions after their windows and, where they do not go on for ever, their year: `office`, `office-2027`, and
 * `office-2027-05` for days of one month. Weekdays and time of day only tell equal names apart.
 *
 * No name occurs twice. Each pair of limits is named by itself, so that a change of another window changes no
 * name. If the same windows give two pairs, names of the pair that more layers decide include its limits.
 */
export function nameActions(firings: readonly Firing[], days: PlannedDays): readonly string[] {
  const layers = addLimitsIfShared(firings);
  const dated = firings.map(({ dates, repeats }, index) =>
    [layers[index] ?? "", ...(repeats ? ["reassert"] : []), ...listDateWords(dates, days)].join("-"),
  );
  const onWeekdays = addWordIfShared(
    dated,
    firings.map(({ dates }) => formatWeekdaysWord(dates)),
  );
  const timed = addWordIfShared(
    onWeekdays,
    firings.map(({ times }) => formatTimeWord(listTimes(times)[0] ?? 0)),
  );
  const used = new Map<string, number>();
  return timed.map((name) => {
    const same = used.get(name) ?? 0;
    used.set(name, same + 1);
    return same === 0 ? name : `${name}-${same + 1}`;
  });
}

/** The windows' names, followed by the limits where a pair that fewer layers decide has the same windows. */
function addLimitsIfShared(firings: readonly Firing[]): readonly string[] {
  const pairs = firings.map(({ held: { limits } }) => `${limits.min}-${limits.max}`);
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
  return names.map((name, index) => (shared.has(name) && words[index] !== "" ? `${name}-${words[index] ?? ""}` : name));
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

/** The years unless they go on for ever. For days of the month the first month alone, whatever else has the same days. */
function listDateWords(dates: DateProduct, { yearClasses }: PlannedDays): readonly string[] {
  const [first, last] = [dates.years[0]?.first ?? 0, dates.years.at(-1)?.last ?? 0];
  if ("daysOfMonth" in dates) return [`${first}`, `${(dates.months[0] ?? 0) + 1}`.padStart(2, "0")];
  if (last === yearClasses.at(-1)?.last) return [];
  return first === last ? [`${first}`] : [`${first}`, `${last}`];
}

/** Formats nothing for all weekdays or for days of the month, `mon-fri` for a run, `sat+sun` for a list. */
function formatWeekdaysWord(dates: DateProduct): string {
  if (!("weekdays" in dates) || dates.weekdays === 0x7f) return "";
  const chosen = listBits(dates.weekdays);
  const [first, last] = [chosen[0] ?? 0, chosen.at(-1) ?? 0];
  const run = chosen.length > 2 && last - first === chosen.length - 1;
  return (run ? [first, last] : chosen).map((value) => weekdays[value] ?? "").join(run ? "-" : "+");
}

/** The first firing of the day: `0800`. */
function formatTimeWord(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => `${part}`.padStart(2, "0")).join("");
}
