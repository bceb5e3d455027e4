import type { Calendar, Named, Timetable, Window } from "../../src/timetable/model";

/** What holds in one minute, from the definitions alone. */
export interface NaiveMinute {
  readonly min: number;
  readonly max: number;
  readonly because: readonly string[];
  readonly paused: boolean;
}

const weekdayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const knownDates = new Map<number, string>();

function dateOf(day: number): string {
  const date = knownDates.get(day) ?? new Date(day * 86_400_000).toISOString().slice(0, 10);
  knownDates.set(day, date);
  return date;
}

/**
 * A timetable read minute by minute, sharing no code with `src/timetable`.
 *
 * @returns the minute's answer; answers of the layers below the lead time are kept, so that reading a long
 * stretch costs one walk
 */
export function naiveTimetable(config: Timetable, calendars: Named<Calendar>): (plainMinute: number) => NaiveMinute {
  const windows = Object.entries(config.windows);
  const longest = Math.max(0, ...windows.map(([, w]) => w.fromMinute + w.lengthMinutes));
  const withoutLead = new Map<number, NaiveMinute>();
  const exceptions = new Map<number, ReturnType<typeof exceptionOn>>();

  function exceptionOn(day: number) {
    const date = dateOf(day);
    for (const { on, use } of config.exceptions) {
      const dates = "dates" in on ? on.dates : (calendars[on.calendar]?.dates ?? []).map((entry) => entry.date);
      if (!dates.includes(date)) continue;
      return { name: `exception ${"dates" in on ? date : on.calendar}`, use };
    }
    return undefined;
  }

  function exception(day: number) {
    if (!exceptions.has(day)) exceptions.set(day, exceptionOn(day));
    return exceptions.get(day);
  }

  /** Whether the window starts on the day, as things are and as they would be without exceptions. */
  function starts(window: Window, day: number): { really: boolean; usually: boolean } {
    if ("dates" in window.starts) {
      const listed = window.starts.dates.includes(dateOf(day));
      return { really: listed, usually: listed };
    }
    const days: readonly string[] = window.starts.days;
    const usually = days.includes(weekdayNames[new Date(day * 86_400_000).getUTCDay()] ?? "");
    const use = exception(day)?.use;
    if (use === undefined) return { really: usually, usually };
    if (use === "baseline" || typeof use === "object") return { really: false, usually };
    return { really: days.includes(use), usually };
  }

  function layers1to4(minute: number): NaiveMinute {
    const today = Math.floor(minute / 1440);
    const names: string[] = [];
    const because: string[] = [];
    let [min, max, anything] = [-1, -1, false];
    const join = (limits: { min: number; max: number }) => {
      anything = true;
      min = Math.max(min, limits.min);
      max = Math.max(max, limits.max);
    };
    const runs = (window: Window, day: number) => {
      const start = day * 1440 + window.fromMinute;
      return start <= minute && minute < start + window.lengthMinutes;
    };
    for (let day = today - Math.ceil(longest / 1440) - 1; day <= today; day++) {
      const special = exception(day);
      if (special === undefined) continue;
      const fixed = day === today && typeof special.use === "object";
      const differs = windows.some(([, window]) => {
        if (!runs(window, day)) return false;
        const { really, usually } = starts(window, day);
        return really !== usually;
      });
      if ((fixed || differs) && !because.includes(special.name)) because.push(special.name);
      if (fixed && typeof special.use === "object") join(special.use);
    }
    for (const [name, window] of windows) {
      for (let day = today - Math.ceil(longest / 1440) - 1; day <= today; day++) {
        if (!runs(window, day) || !starts(window, day).really) continue;
        join(window.limits);
        if (!names.includes(name)) names.push(name);
      }
    }
    if (!anything) join(config.baseline);
    const windowNames = names.map((name) => `window ${name}`);
    return {
      min,
      max,
      because: [...because, ...windowNames, ...(names.length === 0 && !becauseHasLimits(today) ? ["baseline"] : [])],
      paused: false,
    };
  }

  function becauseHasLimits(today: number): boolean {
    return typeof exception(today)?.use === "object";
  }

  function remembered(minute: number): NaiveMinute {
    const known = withoutLead.get(minute);
    if (known !== undefined) return known;
    const found = layers1to4(minute);
    withoutLead.set(minute, found);
    return found;
  }

  function withLead(minute: number): NaiveMinute {
    const now = remembered(minute);
    let [min, max] = [now.min, now.max];
    let minFrom: readonly string[] | undefined;
    let maxFrom: readonly string[] | undefined;
    const because: string[] = [];
    for (let ahead = 1; ahead <= config.readyBeforeMinutes; ahead++) {
      const then = remembered(minute + ahead);
      if (then.min > min) [min, minFrom] = [then.min, then.because];
      if (then.max > max) [max, maxFrom] = [then.max, then.because];
    }
    if (minFrom === undefined && maxFrom === undefined) return now;
    // In the order in which the raises come.
    for (let ahead = 1; ahead <= config.readyBeforeMinutes; ahead++) {
      const then = remembered(minute + ahead);
      if (then.because !== minFrom && then.because !== maxFrom) continue;
      because.push(...then.because.filter((layer) => !because.includes(layer)));
    }
    return { min, max, because: [...because, "readyBefore"], paused: false };
  }

  return (minute) => {
    const { override } = config;
    if (override === undefined || minute < override.from || minute >= override.until) {
      return withLead(minute);
    }
    const reason = override.reason === undefined ? "" : ` ${override.reason}`;
    if (override.use === "pause") {
      const { min, max } = withLead(override.from - 1);
      return { min, max, because: [`pause${reason}`], paused: true };
    }
    return { ...override.use, because: [`override${reason}`], paused: false };
  };
}
