import * as v from "valibot";
import { quoteValue } from "../../text";
import { type BaseDescription, describeField, type Field, type ParseResult, parseWith, reject } from "./field";

/** Seconds from `from` to `to`, both included, and the values in `also`. */
export interface DurationRange {
  readonly from: number;
  readonly to: number;
  readonly step?: "minute";
  readonly also?: readonly number[];
}

const durationForm = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** The same for the JSON Schema. */
const durationPattern = String.raw`^(?=\d)(\d+h)?(\d+m)?(\d+s)?$`;

/** A duration such as `10m`, `1h30m` or `90s`, in seconds. */
export function defineDuration(range: DurationRange, description: BaseDescription): Field<number> {
  return describeField(
    parseWith(v.string(), (text) => parseDurationInRange(text, range)),
    {
      allowed: describeRange(range),
      json: { pattern: durationPattern },
      explain: createNumberExplainer(range),
      ...description,
    },
  );
}

/** A duration in seconds, or a word instead of it. */
export function defineDurationOrWord<const TWord extends string>(
  word: TWord,
  range: DurationRange,
  description: BaseDescription,
): Field<number | TWord> {
  return describeField(
    parseWith(v.string(), (text): ParseResult<number | TWord> =>
      text === word ? { value: word } : parseDurationInRange(text, range),
    ),
    {
      allowed: `${describeRange(range)}, or ${word}`,
      json: { pattern: `${durationPattern}|^${word}$` },
      explain: createNumberExplainer(range),
      ...description,
    },
  );
}

function formatDuration(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor((seconds % 3600) / 60), "m"],
    [seconds % 60, "s"],
  ] as const;
  const text = parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count}${unit}`])).join("");
  return text === "" ? "0m" : text;
}

function parseDurationInRange(text: string, range: DurationRange): ParseResult<number> {
  const seconds = parseDuration(text);
  if (seconds === undefined) {
    const meant = guessSeconds(text);
    return reject({
      reason: `${quoteValue(text)} is not a duration`,
      ...(meant === undefined ? {} : { write: formatDuration(meant) }),
    });
  }
  if (range.also?.includes(seconds) === true) return { value: seconds };
  if (seconds < range.from) return reject({ reason: `${text} is shorter than ${formatDuration(range.from)}` });
  if (seconds > range.to) return reject({ reason: `${text} is longer than ${formatDuration(range.to)}` });
  return range.step === "minute" && seconds % 60 !== 0
    ? reject({
        reason: `${text} is not a whole number of minutes`,
        write: formatDuration(Math.max(60, Math.round(seconds / 60) * 60)),
      })
    : { value: seconds };
}

function parseDuration(text: string): number | undefined {
  const [whole, hours = "0", minutes = "0", seconds = "0"] = durationForm.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

const unitSeconds = { d: 86_400, h: 3600, m: 60, s: 1 } as const;
const looseParts = /(\d{1,6}(?:\.\d{1,3})?)(days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s)/g;

/** Guesses what `10 minutes`, `1.5h` or `PT10M` means, for the fix. */
function guessSeconds(text: string): number | undefined {
  const bare = text.toLowerCase().replaceAll(/\s/g, "").replace(/^pt?/, "");
  if (bare.length > 40 || bare.replaceAll(looseParts, "") !== "" || bare === "") return undefined;
  const seconds = [...bare.matchAll(looseParts)].reduce((sum, [, count = "", unit = ""]) => {
    const [letter] = unit;
    const size = letter === "d" || letter === "h" || letter === "m" ? unitSeconds[letter] : 1;
    return sum + Number(count) * size;
  }, 0);
  return Number.isInteger(seconds) ? seconds : undefined;
}

function describeRange({ from, to, step, also = [] }: DurationRange): string {
  const whole = step === "minute" ? " in whole minutes" : "";
  const range = `a duration from ${formatDuration(from)} to ${formatDuration(to)}${whole}`;
  return [...also.map(formatDuration), range].join(", ");
}

function createNumberExplainer(range: DurationRange) {
  return (input: unknown) => {
    if (typeof input !== "number") return {};
    const seconds = range.step === "minute" ? input * 60 : input;
    const fits = Number.isInteger(seconds) && seconds >= range.from && seconds <= range.to;
    return { remark: ": the unit is missing", ...(fits ? { write: formatDuration(seconds) } : {}) };
  };
}
