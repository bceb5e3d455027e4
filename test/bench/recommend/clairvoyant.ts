/**
 * The cheapest hourly instance counts that know the future: one count an hour, at least one instance, each rise paid
 * `startUpMinutes` early, and at most `allowance` requests short in all. Found with a price on each short request
 * (Lagrange) and dynamic programming over the counts; `bound` is what no such counts can be cheaper than.
 */
export function findClairvoyant(
  rates: Float64Array,
  slotsPerHour: number,
  { perInstance, startUpMinutes, allowance }: { perInstance: number; startUpMinutes: number; allowance: number },
): { readonly instanceHours: number; readonly bound: number; readonly shortRequests: number; readonly hoursShort: number; readonly counts: Int16Array } {
  const hours = Math.ceil(rates.length / slotsPerHour);
  const minutes = 60 / slotsPerHour;
  let peak = 0;
  for (const rate of rates) if (rate > peak) peak = rate;
  const most = Math.max(1, Math.ceil(peak / perInstance));
  const short = new Float64Array(hours * (most + 1));
  for (let slot = 0; slot < rates.length; slot++) {
    const hour = Math.floor(slot / slotsPerHour);
    for (let count = 1; count <= most; count++) {
      short[hour * (most + 1) + count]! += Math.max(0, (rates[slot]! - count * perInstance) * minutes);
    }
  }
  const rise = startUpMinutes / 60;
  const solve = (price: number) => {
    let cost = new Float64Array(most + 1).fill(Infinity);
    const back = new Int16Array(hours * (most + 1));
    for (let hour = 0; hour < hours; hour++) {
      const next = new Float64Array(most + 1).fill(Infinity);
      // cheapest predecessor: min over p>=c of cost[p]; min over p<c of cost[p]+rise*(c-p)
      let bestUp = Infinity, bestUpAt = 0;
      const bestDown = new Float64Array(most + 2).fill(Infinity);
      const bestDownAt = new Int16Array(most + 2);
      for (let c = most; c >= 1; c--) {
        const better = cost[c]! < bestDown[c + 1]!;
        bestDown[c] = better ? cost[c]! : bestDown[c + 1]!;
        bestDownAt[c] = better ? c : bestDownAt[c + 1]!;
      }
      for (let c = 1; c <= most; c++) {
        const own = c + price * short[hour * (most + 1) + c]!;
        if (hour === 0) next[c] = own;
        else {
          const up = bestUp + rise * c;
          const down = bestDown[c]!;
          next[c] = own + Math.min(up, down);
          back[hour * (most + 1) + c] = up < down ? bestUpAt : bestDownAt[c]!;
        }
        if (hour > 0 && cost[c]! - rise * c < bestUp) { bestUp = cost[c]! - rise * c; bestUpAt = c; }
      }
      cost = next;
    }
    let at = 1;
    for (let c = 1; c <= most; c++) if (cost[c]! < cost[at]!) at = c;
    const total = cost[at]!;
    const counts = new Int16Array(hours);
    let missing = 0, hoursShort = 0;
    for (let hour = hours - 1; hour >= 0; hour--) {
      counts[hour] = at;
      const s = short[hour * (most + 1) + at]!;
      missing += s;
      if (s > 0) hoursShort++;
      at = back[hour * (most + 1) + at]!;
    }
    return { total, counts, missing, hoursShort, bound: total - price * allowance };
  };
  let [low, high] = [0, 1e6 / perInstance];
  let bound = -Infinity;
  let best = solve(high);
  for (let i = 0; i < 60; i++) {
    const price = i < 10 ? (low + high) / 1000 : (low + high) / 2;
    const tried = solve(Math.min(Math.max(price, low), high));
    bound = Math.max(bound, tried.bound);
    if (tried.missing <= allowance) { best = tried; high = Math.min(high, price); } else low = Math.max(low, price);
  }
  let instanceHours = 0;
  best.counts.forEach((count, hour) => { instanceHours += count + (hour > 0 ? rise * Math.max(0, count - best.counts[hour - 1]!) : 0); });
  return { instanceHours, bound, shortRequests: best.missing, hoursShort: best.hoursShort, counts: best.counts };
}
