import type { RRuleTemporal } from "rrule-temporal";
import { formatPlainMinute, type PlainMinute } from "../../timetable/time";

/** A rule that recurs more often does not describe dates. */
const maxOccurrences = 20_000;

/** A recurrence rule of an iCalendar file, without its end date. */
export interface RecurrenceRule {
  /** Without UNTIL. */
  readonly text: string;
  /** As written: a date or a date-time. */
  readonly until?: string;
  /** Has neither COUNT nor UNTIL. */
  readonly isEndless: boolean;
}

/** How many minutes lie between two steps of a rule. */
const frequencyMinutes: Readonly<Record<string, number>> = {
  SECONDLY: 1 / 60,
  MINUTELY: 1,
  HOURLY: 60,
  DAILY: 1440,
  WEEKLY: 7 * 1440,
  MONTHLY: 28 * 1440,
  YEARLY: 365 * 1440,
};

/**
 * Estimates the work of expanding a rule from its start to a moment: steps, times the values of each BY part. The
 * library stops after some steps.
 */
export function countRuleSteps({ text }: RecurrenceRule, start: PlainMinute, to: PlainMinute): number {
  const parts = new Map(text.split(";").map((part) => [part.split("=")[0], part.split("=")[1] ?? ""]));
  const stepMinutes = (frequencyMinutes[parts.get("FREQ") ?? ""] ?? 1) * Number(parts.get("INTERVAL") ?? 1);
  const lists = [...parts].flatMap(([name, value]) =>
    name?.startsWith("BY") === true ? [value.split(",").length] : [],
  );
  const steps = Math.min(maxOccurrences, Math.max(0, to - start) / stepMinutes);
  return lists.reduce((product, length) => product * length, Math.max(1, steps));
}

const numberRanges: Readonly<Record<string, readonly [min: number, max: number]>> = {
  INTERVAL: [1, 9999],
  COUNT: [1, 999_999],
  BYSECOND: [0, 59],
  BYMINUTE: [0, 59],
  BYHOUR: [0, 23],
  BYMONTHDAY: [-31, 31],
  BYYEARDAY: [-366, 366],
  BYWEEKNO: [-53, 53],
  BYMONTH: [1, 12],
  BYSETPOS: [-366, 366],
};

/** The library ignores numbers out of range and parts that it does not know. */
function isValidPart(name: string, value: string): boolean {
  if (name === "FREQ") return value in frequencyMinutes;
  if (name === "WKST") return /^(MO|TU|WE|TH|FR|SA|SU)$/.test(value);
  if (name === "UNTIL") return value !== "";
  if (name === "BYDAY")
    return /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU))*$/.test(value);
  const range = numberRanges[name];
  if (range === undefined) return false;
  const [min, max] = range;
  return value
    .split(",")
    .every(
      (word) =>
        /^[+-]?\d+$/.test(word) && Number(word) >= min && Number(word) <= max && (min >= 0 || Number(word) !== 0),
    );
}

/**
 * Finds parts that do not go together here: programs differ on what they mean together, or the library is wrong
 * about them.
 */
function findRefusal(parts: ReadonlyMap<string, string>): string | undefined {
  const has = (name: string): boolean => parts.has(name);
  const isYearly = parts.get("FREQ") === "YEARLY";
  const days = parts.get("BYDAY") ?? "";
  // A week of the year may reach into another one.
  const withWeek = ["FREQ", "COUNT", "UNTIL", "WKST", "BYWEEKNO", "BYDAY"];
  if (has("BYWEEKNO") && (!has("BYDAY") || [...parts.keys()].some((name) => !withWeek.includes(name)))) {
    return "the rule has BYWEEKNO, which is read only with BYDAY alone";
  }
  if (
    has("BYWEEKNO") &&
    parts.get("WKST") !== "MO" &&
    has("WKST") &&
    /\b(1|5[123])\b/.test(parts.get("BYWEEKNO") ?? "")
  ) {
    return "the rule has BYWEEKNO at the turn of the year, which is read only with weeks from Monday";
  }
  if (isYearly && has("BYYEARDAY") && (has("BYDAY") || has("BYMONTHDAY"))) {
    return "the rule has BYYEARDAY, which is read only without BYDAY and BYMONTHDAY";
  }
  if (isYearly && has("BYMONTHDAY") && /\d/.test(days)) {
    return "the rule has BYDAY with a number, which is read only without BYMONTHDAY";
  }
  if (isYearly && /53/.test(days)) return "the rule has BYDAY with the number 53, which few years have";
  if (parts.get("FREQ") === "WEEKLY" && has("BYSETPOS")) {
    return "the rule has BYSETPOS in a week, which programs read differently";
  }
  return undefined;
}

/**
 * Parses a rule.
 * @throws {Error} for a part that is unknown, out of range, or ambiguous
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
export function parseRecurrenceRule(written: string): RecurrenceRule {
  const parts = written
    .toUpperCase()
    .split(";")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [name = "", value = "", ...more] = part.split("=").map((word) => word.trim());
      if (more.length > 0 || !isValidPart(name, value)) throw new Error(`the rule has the unknown part ${part}`);
      return { name, value };
    });
  const twice = parts.find(({ name }, index) => parts.findIndex((part) => part.name === name) < index);
  if (twice !== undefined) throw new Error(`the rule has ${twice.name} twice`);
  const refusal = findRefusal(new Map(parts.map(({ name, value }) => [name, value])));
  if (refusal !== undefined) throw new Error(refusal);
  const names = parts.map(({ name }) => name);
  if (!names.includes("FREQ")) throw new Error("the rule has no FREQ");
  const until = parts.find(({ name }) => name === "UNTIL")?.value;
  return {
    text: parts
      .filter(({ name }) => name !== "UNTIL")
      .map(({ name, value }) => `${name}=${value}`)
      .join(";"),
    ...(until === undefined ? {} : { until }),
    isEndless: until === undefined && !names.includes("COUNT"),
  };
}

const unreadableRule = "its rule cannot be read";

/**
 * Lists the starts that a rule gives from `from` to `to`, both included, on the wall clock of `start`.
 * @throws {Error} if the rule is not valid, or gives too many
 */
export function expandRecurrenceRule(
  Library: typeof RRuleTemporal,
  { text }: RecurrenceRule,
  start: PlainMinute,
  { from, to }: { readonly from: PlainMinute; readonly to: PlainMinute },
): readonly PlainMinute[] {
  if (to < from) return [];
  const compact = formatPlainMinute(start).replaceAll(/[-:]/g, "");
  try {
    const rule = new Library({
      // The wall clock of any zone, as if it were UTC.
      rruleString: `DTSTART:${compact}00Z\nRRULE:${text}`,
      strict: true,
      maxIterations: maxOccurrences,
    });
    const found = rule.between(new Date(from * 60_000), new Date(to * 60_000), true);
    if (found.length > maxOccurrences) throw new Error("more than the maximum");
    return found.map((time) => Math.floor(time.epochMilliseconds / 60_000));
  } catch (error) {
    const isTooOften = /maximum/i.test(String(error));
    throw new Error(isTooOften ? "it recurs too often to be a list of dates" : unreadableRule, { cause: error });
  }
}
