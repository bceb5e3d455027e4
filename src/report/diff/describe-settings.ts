import type { StepConfig } from "../../config/schema";
import { isToken } from "../../config/text";
import {
  type Exception,
  formatLimits,
  formatWeekdays,
  type Limits,
  type Override,
  type ScheduleConfig,
  type Window,
} from "../../timetable";
import { formatPlainMinute, formatPlainTime, weekdays } from "../../timetable/time";

/** Settings by their path in the stack file, as text. */
type SettingTexts = ReadonlyMap<string, string>;

/** What decides the hours; a diff names their changes as hours. */
const hourPaths = /^(?:baseline|schedules|timetable\.(?:baseline|windows|exceptions|readyBefore|override))\b/;

/**
 * Named with better words by the report: zone, instance type, price, endpoint at AWS, reassertEvery. `scaling.kind` is no
 * key of the stack file, `permissionsBoundaryArn` only one of the stack.
 */
const reportedPaths =
  /^(?:permissionsBoundaryArn|timetable\.(?:timezone|reassertEvery)|(?:endpoint\.)?variant\.(?:instanceType|hourlyPriceUsd)|endpoint\.name|scaling\.kind)$/;

/**
 * Names each setting of an endpoint that differs, with both values.
 * @param config of `CompiledEndpoint`
 * @param withHours whether to name those that decide the hours too
 * @example `model.image …:1 -> …:2`
 * @example `scaling.steps below 100: -1 -> below 200: -1`
 */
export function describeChangedSettings(
  before: object = {},
  after: object = {},
  withHours: boolean,
): readonly string[] {
  const isNamed = (path: string): boolean => !reportedPaths.test(path) && (withHours || !hourPaths.test(path));
  return describeChangedTexts(listSettingTexts(before), listSettingTexts(after)).flatMap(({ path, text }) =>
    isNamed(path) ? [text] : [],
  );
}

/**
 * Names each setting of the stack that differs, with both values.
 * @param before as `after`: guards, tags, calendars, zone and others, by their keys in the stack file
 */
export function describeChangedStackSettings(before: object, after: object): readonly string[] {
  return describeChangedTexts(listSettingTexts(before), listSettingTexts(after)).map(({ text }) => text);
}

function describeChangedTexts(
  before: SettingTexts,
  after: SettingTexts,
): readonly { readonly path: string; readonly text: string }[] {
  return [...new Set([...after.keys(), ...before.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({ path, text: `${path} ${formatSide(path, before)} -> ${formatSide(path, after)}` }));
}

function formatSide(path: string, texts: SettingTexts): string {
  const text = texts.get(path) ?? "none";
  const [, variable] = /\.environment\.(.*)$/.exec(path) ?? [];
  return variable !== undefined && isToken(variable, text) ? "(hidden)" : text;
}

function listSettingTexts(config: object): SettingTexts {
  return new Map(listTexts([], config));
}

function listTexts(path: readonly string[], value: unknown): readonly (readonly [string, string])[] {
  const formatted = formatWhole(path, value);
  if (formatted === "") return [];
  if (formatted !== undefined) return [[formatSettingPath(path), formatted]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => listTexts([...path, key], inner));
}

/** The stack file's own paths: one container has no list there, and durations have no unit in their key. */
function formatSettingPath(path: readonly string[]): string {
  const text = path
    .join(".")
    .replace(/\.containers\.(\d+)/, (_, index) => (index === "0" ? "" : `.containers[${index}]`));
  if (path.includes("environment") || path.includes("tags")) return text;
  return text
    .replace(/^endpoint\.variant/, "variant")
    .replace(/\.(limits|on|starts)\b/, "")
    .replace(/(?:Seconds|Minutes)$/, "");
}

/** The text of a value that is one setting; undefined for a map of settings. */
function formatWhole(path: readonly string[], value: unknown): string | undefined {
  const [section, field = "", ...deeper] = path;
  const last = path.at(-1) ?? "";
  if (section === "timetable") {
    if (field === "baseline") return formatLimits(value as Limits);
    if (field === "windows" && deeper.length === 1) return formatWindow(value as Window);
    if (field === "exceptions") return (value as readonly Exception[]).map(formatException).join("; ");
    if (field === "override") return formatOverrideSetting(value as Override);
  }
  if (section === "baseline") return formatLimits(value as Limits);
  if (section === "schedules" && path.length === 2) return formatScheduleSetting(value as ScheduleConfig);
  if (section === "scaling" && field === "steps") return formatSteps(value as readonly StepConfig[]);
  if (typeof value === "number") return formatNumber(last, value);
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  const isTextList = Array.isArray(value) && value.every((item) => typeof item !== "object");
  return isTextList ? value.toSorted().join(", ") : undefined;
}

function formatNumber(key: string, value: number): string {
  const minutes = key.endsWith("Seconds") ? value / 60 : value;
  if (!/(?:Seconds|Minutes)$/.test(key)) return String(value);
  return Number.isInteger(minutes) ? `${minutes}m` : `${value}s`;
}

/** In the order of the metric: the order in the file means nothing. */
function formatSteps(steps: readonly StepConfig[]): string {
  const threshold = ({ when }: StepConfig): number => ("above" in when ? when.above : when.below);
  return steps
    .toSorted((a, b) => threshold(a) - threshold(b))
    .map(formatStep)
    .join(", ");
}

function formatStep({ when, change }: StepConfig): string {
  const threshold = "above" in when ? `above ${when.above}` : `below ${when.below}`;
  if ("exactly" in change) return `${threshold}: exactly ${change.exactly}`;
  const [count, unit] = "percent" in change ? [change.percent, "%"] : [change.instances, ""];
  return `${threshold}: ${count > 0 ? "+" : ""}${count}${unit}`;
}

function formatWindow({ starts, fromMinute, lengthMinutes, limits }: Window): string {
  const days =
    "days" in starts ? formatWeekdays(starts.days.map((day) => weekdays.indexOf(day))) : starts.dates.join(", ");
  const [end, laterDays] = [(fromMinute + lengthMinutes) % 1440, Math.floor((fromMinute + lengthMinutes) / 1440)];
  const later = laterDays === 0 ? "" : ` ${laterDays === 1 ? "next day" : `${laterDays} days later`}`;
  return `${days} ${formatPlainTime(fromMinute)}-${formatPlainTime(end)}${later} ${formatLimits(limits)}`;
}

function formatException({ on, use }: Exception): string {
  const dates = "calendar" in on ? on.calendar : on.dates.join(", ");
  return `${dates}: ${typeof use === "string" ? use : formatLimits(use)}`;
}

function formatOverrideSetting({ from, until, use, reason }: Override): string {
  const limits = use === "pause" ? use : formatLimits(use);
  const why = reason === undefined ? "" : ` (${reason})`;
  return `${formatPlainMinute(from)} to ${formatPlainMinute(until)} ${limits}${why}`;
}

function formatScheduleSetting({ schedule, timezone, min, max }: ScheduleConfig): string {
  return `${schedule} ${timezone} ${formatLimits({ min, max })}`;
}
