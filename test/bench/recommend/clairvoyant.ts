/** Hourly instance counts, their cost, and the least cost that any such counts can have. */
export interface Clairvoyant {
  readonly counts: Int16Array;
  readonly instanceHours: number;
  readonly lowerBound: number;
  readonly shortRequests: number;
}

export interface ClairvoyantSettings {
  readonly perInstance: number;
  readonly startUpMinutes: number;
  /** Requests that may be short in all. */
  readonly allowance: number;
}

/**
 * Finds the cheapest instance counts that know the future: one count an hour, at least one instance, each rise paid
 * `startUpMinutes` early, at most `allowance` requests short in all.
 *
 * It puts a price on each short request, finds the cheapest counts at that price by dynamic programming, and searches
 * the lowest price that keeps the allowance (Lagrange). `lowerBound` shows how far the result may be from the optimum.
 * @param rates Requests per minute of each interval, from a full hour on.
 */
export function findClairvoyant(
  rates: Float64Array,
  intervalMinutes: number,
  settings: ClairvoyantSettings,
): Clairvoyant {
  const hours = measureHours(rates, intervalMinutes, settings.perInstance);
  let [low, high] = [0, 100 / settings.perInstance];
  let best = solveAtPrice(hours, high, settings);
  let lowerBound = 0;
  for (let round = 0; round < 50; round++) {
    const price = (low + high) / 2;
    const found = solveAtPrice(hours, price, settings);
    lowerBound = Math.max(lowerBound, found.total - price * settings.allowance);
    if (found.shortRequests <= settings.allowance) {
      high = price;
      if (found.instanceHours <= best.instanceHours || best.shortRequests > settings.allowance) best = found;
    } else low = price;
  }
  return { ...best, lowerBound };
}

/** `short`: requests short by hour and count, at index hour * width + count. */
interface Hours {
  readonly hours: number;
  readonly width: number;
  readonly short: Float64Array;
}

function measureHours(rates: Float64Array, intervalMinutes: number, perInstance: number): Hours {
  const width = Math.max(1, Math.ceil(rates.reduce((a, b) => Math.max(a, b), 0) / perInstance)) + 1;
  const hours = Math.ceil((rates.length * intervalMinutes) / 60);
  const short = new Float64Array(hours * width);
  rates.forEach((rate, interval) => {
    const start = Math.floor((interval * intervalMinutes) / 60) * width;
    for (let count = 1; count < width; count++) {
      short[start + count]! += Math.max(0, rate - count * perInstance) * intervalMinutes;
    }
  });
  return { hours, width, short };
}

function solveAtPrice({ hours, width, short }: Hours, price: number, { startUpMinutes }: ClairvoyantSettings) {
  const rise = startUpMinutes / 60;
  const before = new Int16Array(hours * width);
  let cost = new Float64Array(width).fill(Infinity);
  for (let hour = 0; hour < hours; hour++) {
    const next = new Float64Array(width).fill(Infinity);
    for (let count = 1; count < width; count++) {
      let [least, from] = [hour === 0 ? 0 : Infinity, count];
      for (let last = 1; hour > 0 && last < width; last++) {
        const own = cost[last]! + rise * Math.max(0, count - last);
        if (own < least) [least, from] = [own, last];
      }
      next[count] = least + count + price * short[hour * width + count]!;
      before[hour * width + count] = from;
    }
    cost = next;
  }
  const total = Math.min(...cost);
  const counts = new Int16Array(hours);
  for (let hour = hours - 1, at = cost.indexOf(total); hour >= 0; hour--) {
    counts[hour] = at;
    at = before[hour * width + at]!;
  }
  let [instanceHours, shortRequests] = [0, 0];
  counts.forEach((count, hour) => {
    instanceHours += count + (hour === 0 ? 0 : rise * Math.max(0, count - counts[hour - 1]!));
    shortRequests += short[hour * width + count]!;
  });
  return { counts, instanceHours, shortRequests, total };
}
