import {
  type CapacityReservationConfig,
  type CapacitySize,
  getScaledSectionKey,
  type StepConfig,
  type VariantConfig,
} from "../../config/schema";
import { isToken } from "../../config/text";
import { formatPathStep } from "../../problem";
import type { ReportedEndpoint } from "../../plan/usage";
import {
  type Exception,
  formatLimits,
  formatWeekdays,
  type Limits,
  type Override,
  type ScheduleConfig,
  type Window,
} from "../../timetable";
import { formatPlainMinute, formatPlainTime, weekdayNames, weekdays } from "../../timetable/time";

/** Settings by their path in the stack file, as text. */
type SettingTexts = ReadonlyMap<string, string>;

/**
 * Picks what the stack file says about an endpoint, with the zone of its timetable, which may be the stack's. A price
 * that AWS answered is left out.
 */
export function toEndpointSettings({ config = emptyConfig, timezone, askedPrice }: ReportedEndpoint): object {
  const { variant, endpoint, timetable, permissionsBoundaryArn: _ofStack, ...own } = config;
  const rest = config.variantOf === undefined ? own : dropOwnerSettings(own);
  const { hourlyPriceUsd, ...unpriced } = variant;
  const place = askedPrice === undefined ? variant : unpriced;
  const { unit: _unit, ...existing } = endpoint ?? {};
  return {
    [getScaledSectionKey(config)]: endpoint === undefined ? toVariantSettings(place) : { ...existing, variant: place },
    ...rest,
    ...(timetable === undefined ? {} : { timetable: { timezone, ...timetable } }),
  };
}

/** As in the stack file: `serverless` has its keys directly. */
function toVariantSettings({ serverless, ...variant }: Partial<VariantConfig>): object {
  if (serverless === undefined) return variant;
  const { name, ...priced } = variant;
  return { variant: name, ...serverless, ...priced };
}

/** A variant has these of its endpoint, which shows their changes. */
function dropOwnerSettings(settings: object): object {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !["dataCapture", "deployment"].includes(key)));
}

const emptyConfig: NonNullable<ReportedEndpoint["config"]> = { variant: {} };

/**
 * Names each setting that differs, with both values: of an endpoint, or of the stack (guards, tags, calendars).
 * @param before as `after`: settings by their keys in the stack file
 * @param areSecret whether to leave out the values of environment variables and tags
 * @example `model.image …:1 -> …:2`
 * @example `scaling.steps below 100: -1 -> below 200: -1`
 */
export function describeChangedSettings(before: object, after: object, areSecret = false): readonly string[] {
  const [old, current] = [listSettingTexts(before), listSettingTexts(after)];
  const hide = (path: string, text = "none"): string => (text === "none" ? text : hideSecret(path, text, areSecret));
  return [...new Set([...current.keys(), ...old.keys()])]
    .filter((path) => old.get(path) !== current.get(path))
    .map((path) => {
      const [from, to] = [hide(path, old.get(path)), hide(path, current.get(path))];
      return from === to ? `${path} changed ${hidden}` : `${path} ${from} -> ${to}`;
    });
}

const hidden = "(hidden)";

function hideSecret(path: string, text: string, areSecret: boolean): string {
  const [, section, name = ""] = /(?:^|\.)(environment|tags)\b\.?(.*)$/.exec(path) ?? [];
  const isSecret = text.startsWith("[secret") || (section !== undefined && (areSecret || isToken(name, text)));
  return isSecret ? hidden : text;
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

/** From the paths of a parsed stack to those of the file. */
const pathChanges: readonly (readonly [form: RegExp, written: string])[] = [
  [/^model\.containers\.0/, "model"],
  [/^model\.containers\.(\d+)/, "model.containers[$1]"],
  [/^(endpoint|component|serverless)\.name$/, "$1.existing"],
  [/^(endpoint|component|serverless)\.variant\.name$/, "$1.variant"],
  [/^(endpoint|component|serverless)\.variant\./, "$1."],
  [/^component\.hostEndpoint$/, "component.endpoint"],
  [/^deployment\.strategy\.type$/, "deployment.strategy"],
  [/^deployment\.strategy\./, "deployment."],
  [/^monitoring\.notify\./, "monitoring."],
  [/^(?!.*\b(?:environment|tags)\b)(.*)(?:Seconds|Minutes)$/, "$1"],
];

function formatSettingPath([first = "", ...keys]: readonly string[]): string {
  const path = first + keys.map((key) => formatPathStep(key, false)).join("");
  return pathChanges.reduce((text, [form, written]) => text.replace(form, written), path);
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
  if (section === "variant" && field === "capacityReservation" && deeper.length === 0) {
    return formatReservation(value as CapacityReservationConfig);
  }
  if (section === "baseline") return formatLimits(value as Limits);
  if (section === "schedules" && path.length === 2) return formatScheduleSetting(value as ScheduleConfig);
  if (section === "deployment" && isCapacitySize(value)) return `${value.value}${value.type === "percent" ? "%" : ""}`;
  if (section === "scaling" && field === "kind") return "";
  if (section === "scaling" && field === "steps") return formatSteps(value as readonly StepConfig[]);
  if (typeof value === "number") return formatNumber(last, value);
  if (typeof value === "string" || typeof value === "boolean") return String(value);
  const isTextList = Array.isArray(value) && value.every((item) => typeof item !== "object");
  return isTextList ? value.toSorted().join(", ") : undefined;
}

function isCapacitySize(value: unknown): value is CapacitySize {
  return typeof value === "object" && value !== null && "type" in value && "value" in value;
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
  if (typeof use === "object") return `${dates}: ${formatLimits(use)}`;
  return `${dates}: ${use === "baseline" ? use : weekdayNames[use]}`;
}

function formatOverrideSetting({ from, until, use, reason }: Override): string {
  const limits = use === "pause" ? use : formatLimits(use);
  const why = reason === undefined ? "" : ` (${reason})`;
  return `${formatPlainMinute(from)} to ${formatPlainMinute(until)} ${limits}${why}`;
}

function formatReservation({ arn, instances, from, until }: CapacityReservationConfig): string {
  return `${instances} instances of ${arn}, ${formatPlainMinute(from)} to ${formatPlainMinute(until)}`;
}

function formatScheduleSetting({ schedule, timezone, min, max }: ScheduleConfig): string {
  return `${schedule} ${timezone} ${formatLimits({ min, max })}`;
}
