import * as v from "valibot";
import { formatPath, type PathKey, type Problem } from "../../problem";
import type { Exception, Limits, Named, Timetable } from "../../timetable";
import { isMap } from "../text";
import { project } from "../yaml";
import {
  checkName,
  defineSection,
  type Field,
  type FieldIssue,
  isFieldIssue,
  omitUndefined,
  runField,
} from "./fields";
import { defineLimits } from "./instance-counts";
import type {
  CalendarSource,
  EndpointConfig,
  EndpointSections,
  ManagedEndpointConfig,
  StackConfig,
} from "./stack-config";
import { defineEndpoints, endpointSection, settingsEntries } from "./stack-section";
import { defineZone, exceptionSection, overrideSection, windowSection } from "./timetable-section";

/** An endpoint as far as its sections have the right shape; `config` when all have. */
export interface ParsedEndpoint {
  readonly sections: EndpointSections;
  /** Keys that are written, but are none of `sections`. */
  readonly wrongSections: readonly string[];
  /** The parts of a timetable that are right, when others are wrong. */
  readonly readableTimetable?: Timetable;
  readonly config?: EndpointConfig;
}

/** A stack file in normal form, and what is wrong in its shape. `raw`: as it is written, which gives the order of problems */
export interface ParsedStack {
  readonly raw: unknown;
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly endpoints: Named<ParsedEndpoint>;
  readonly problems: readonly Problem[];
}

const settingsSection = defineSection({
  ...settingsEntries,
  endpoints: defineEndpoints(v.unknown()),
});

/**
 * Reads the values of a stack file.
 *
 * In:     values of `inference-timetable:*`, keys without the prefix, any JSON
 * Out:    what is right in shape, and every problem with what is not. A setting with a wrong shape has
 *         a stand-in, so that no check takes it for one that is not written
 * Errors: none thrown
 */
export function parseStack(raw: unknown): ParsedStack {
  const input = normalizeSettings(isMap(raw) ? raw : {});
  const { value, issues } = settingsSection["~run"]({ value: input }, {});
  const found = (isMap(value) ? value : {}) as Partial<StackConfig>;
  const {
    timezone = getStandInZone(input),
    guards = {},
    prices,
    protect,
    readAws,
    tags = {},
  } = found;
  const endpoints = Object.entries(isMap(input["endpoints"]) ? input["endpoints"] : {})
    .filter(([name]) => checkName(name) === undefined)
    .map(([name, written]) => ({ name, ...parseEndpoint(name, written, { timezone, protect }) }));
  return {
    raw,
    stack: {
      ...(timezone === undefined ? {} : { timezone }),
      calendars: parseCalendars(input),
      guards,
      ...(prices === undefined ? {} : { prices }),
      ...(protect === undefined ? {} : { protect }),
      ...(readAws === undefined ? {} : { readAws }),
      tags,
    },
    endpoints: Object.fromEntries(endpoints.map(({ name, parsed }) => [name, parsed])),
    problems: [...toProblems(issues), ...endpoints.flatMap(({ problems }) => problems)],
  };
}

/**
 * `Pulumi.yaml` has to give defaults: an empty zone says that every timetable names its own. The engine
 * hands on every setting as text, a flag too.
 */
function normalizeSettings({
  timezone,
  ...others
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const flags = Object.entries(others).filter(([key]) => key === "protect" || key === "readAws");
  return {
    ...(timezone === undefined || timezone === "" ? {} : { timezone }),
    ...others,
    ...Object.fromEntries(flags.map(([key, value]) => [key, parseFlag(value)])),
  };
}

function parseFlag(value: unknown): unknown {
  if (value === "true") return true;
  return value === "false" ? false : value;
}

function getStandInZone(input: Readonly<Record<string, unknown>>): string | undefined {
  return Object.hasOwn(input, "timezone") ? "UTC" : undefined;
}

function parseCalendars(input: Readonly<Record<string, unknown>>): Named<CalendarSource> {
  const written = isMap(input["calendars"]) ? input["calendars"] : {};
  const { value } = settingsEntries.calendars["~run"]({ value: written }, {});
  const right = value as Named<CalendarSource>;
  const standIn: CalendarSource = { dates: [] };
  const names = Object.keys(written).filter((name) => checkName(name) === undefined);
  return Object.fromEntries(names.map((name) => [name, right[name] ?? standIn]));
}

type WrittenEndpoint = v.InferOutput<typeof endpointSection>;

interface EndpointResult {
  readonly parsed: ParsedEndpoint;
  readonly problems: readonly Problem[];
}

function parseEndpoint(
  name: string,
  value: unknown,
  { timezone = "UTC", protect }: Undefinable<Pick<StackConfig, "timezone" | "protect">>,
): EndpointResult {
  const run = runField(endpointSection, value, name);
  const right = (isMap(value) && isMap(run.value) ? run.value : {}) as Partial<WrittenEndpoint>;
  const { schedules, ...same } = right;
  const sections: EndpointSections = {
    ...(protect === undefined || same.endpoint !== undefined ? {} : { protect }),
    ...same,
    ...(schedules === undefined ? {} : { schedules: addTimezone(schedules, timezone) }),
  };
  const problems = toProblems(run.issues, ["endpoints"]);
  const written = Object.keys(isMap(value) ? value : {});
  const wrongSections = written.filter((key) => !Object.hasOwn(sections, key));
  const readable =
    isMap(value) &&
    wrongSections.includes("timetable") &&
    parseReadableTimetable(value["timetable"]);
  return {
    parsed: {
      sections,
      wrongSections,
      ...(typeof readable === "object" ? { readableTimetable: readable } : {}),
      ...(problems.length === 0 ? { config: toEndpointConfig(sections) } : {}),
    },
    problems,
  };
}

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };

/** In: the sections of an endpoint without problems: all are there. */
function toEndpointConfig({ endpoint, ...sections }: EndpointSections): EndpointConfig {
  if (endpoint === undefined) return sections as ManagedEndpointConfig;
  const { model: _model, variant: _variant, protect: _protect, ...others } = sections;
  const { dataCapture: _capture, async: _async, deployment: _deployment, ...scheduled } = others;
  const { tags = {} } = scheduled;
  return { ...scheduled, endpoint, variant: endpoint.variant, tags };
}

function addTimezone(schedules: NonNullable<WrittenEndpoint["schedules"]>, timezone: string) {
  return Object.fromEntries(
    Object.entries(schedules).map(([name, schedule]) => [name, { timezone, ...schedule }]),
  );
}

function toProblems(
  issues: readonly v.BaseIssue<unknown>[] = [],
  around: readonly PathKey[] = [],
): readonly Problem[] {
  return issues.filter(isFieldIssue).map((issue) => toProblem(issue, around));
}

function toProblem({ at, finding }: FieldIssue, around: readonly PathKey[]): Problem {
  const { code, message, expected } = finding;
  const fix = around.length + at.length === 1 ? addProjectPrefix(finding.fix) : finding.fix;
  return {
    severity: "error",
    code,
    path: formatPath([...around, ...at]),
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fix }),
  };
}

const topLevelWrite = new RegExp(
  `^write (${[...Object.keys(settingsEntries), "endpoints"].join("|")})\\b`,
);

/** Right under `config`, keys have the program's name in front. */
function addProjectPrefix(fix: string | undefined): string | undefined {
  return fix?.replace(topLevelWrite, `write ${project}:$1`);
}

/** Stand-ins for what has a wrong shape, with which no check finds fault. */
const standInLimits: Limits = { min: 1, max: 1 };
const neverReassert: Timetable["reassertEveryMinutes"] = "never";
const standInException: Exception = { on: { dates: [] }, use: "baseline" };

/**
 * A timetable of which some parts have a wrong shape, without those parts: for checks of what is written.
 *
 * Out: every exception in its place, so that paths stay right; undefined when it is no map at all
 */
export function parseReadableTimetable(written: unknown): Timetable | undefined {
  if (!isMap(written)) return undefined;
  const { timezone, baseline, windows, exceptions } = written;
  const listed: readonly unknown[] = Array.isArray(exceptions) ? exceptions : [];
  return omitUndefined({
    timezone: parseOrUndefined(defineZone(""), timezone),
    baseline: parseOrUndefined(defineLimits("", ""), baseline) ?? standInLimits,
    windows: Object.fromEntries(
      Object.entries(isMap(windows) ? windows : {}).flatMap(([name, value]) => {
        const right = parseOrUndefined(windowSection, value);
        return right === undefined ? [] : [[name, right] as const];
      }),
    ),
    exceptions: listed.map(
      (value) => parseOrUndefined(exceptionSection, value) ?? standInException,
    ),
    readyBeforeMinutes: 0,
    reassertEveryMinutes: neverReassert,
    override: parseOrUndefined(overrideSection, written["override"]),
  });
}

function parseOrUndefined<T>(field: Field<T>, value: unknown): T | undefined {
  const run = field["~run"]({ value }, {});
  return run.typed && run.issues === undefined ? run.value : undefined;
}
