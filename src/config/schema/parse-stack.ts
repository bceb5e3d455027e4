import * as v from "valibot";
import { formatPath, type PathKey, type Problem } from "../../problem";
import type { Exception, Limits, Named, Timetable } from "../../timetable";
import { isEncrypted, isMap } from "../text";
import { checkName, defineSection, type Field, listFieldProblems, omitUndefined, runField } from "./fields";
import { defineLimits } from "./instance-counts";
import { mergeSharedSettings, type MergedSettings, moveProblems } from "./merge-shared-settings";
import { moveMisplacedSections } from "./move-misplaced-sections";
import type {
  CalendarSource,
  EndpointConfig,
  EndpointSections,
  ManagedEndpointConfig,
  StackConfig,
} from "./stack-config";
import { defineEndpoints, endpointSection, settingsEntries } from "./stack-section";
import { defineZone, exceptionSection, overrideSection, windowSection } from "./timetable-section";

/** The sections of an endpoint without problems; `config` if all are. */
export interface ParsedEndpoint {
  readonly sections: EndpointSections;
  /** Keys that are written but not in `sections`. */
  readonly wrongSections: readonly string[];
  /** The parts of a timetable without problems, if others have problems. */
  readonly readableTimetable?: Timetable;
  readonly config?: EndpointConfig;
}

/** A stack file in normal form, and its problems. */
export interface ParsedStack {
  /** The values as written, for the order of problems. */
  readonly raw: unknown;
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly endpoints: Named<ParsedEndpoint>;
  readonly merged: MergedSettings;
  readonly problems: readonly Problem[];
}

const settingsSection = defineSection({ ...settingsEntries, endpoints: defineEndpoints(v.unknown()) });

/**
 * Parses the values of a stack file and reports every problem. Never throws.
 *
 * A setting with a problem gets a placeholder, so that no check reports it as missing.
 * @param raw any JSON: the values of `inference-timetable:*`, keys without the prefix
 */
export function parseStack(raw: unknown): ParsedStack {
  const { endpoints: written, problems: misplaced } = moveMisplacedSections(isMap(raw) ? raw["endpoints"] : undefined);
  const input = normalizeSettings(
    isMap(raw) ? { ...raw, ...(written === undefined ? {} : { endpoints: written }) } : {},
  );
  const { value, issues } = settingsSection["~run"]({ value: input }, {});
  const found = (isMap(value) ? value : {}) as Partial<StackConfig>;
  const { timezone = Object.hasOwn(input, "timezone") ? "UTC" : undefined, guards = {}, tags = {} } = found;
  const { prices, readAws, protect, maxActions, permissionsBoundaryArn } = found;
  const inherited = { timezone, protect, maxActions, permissionsBoundaryArn };
  const merged = mergeSharedSettings(input);
  const { endpoints: given } = merged.raw;
  const endpoints = Object.entries(isMap(given) && !isEncrypted(given) ? given : {})
    .filter(([name]) => checkName(name) === undefined)
    .map(([name, written]) => ({ name, ...parseEndpoint(name, written, inherited) }));
  const own = [...misplaced, ...toProblems(issues, []), ...merged.problems];
  return {
    raw,
    stack: omitUndefined({ ...inherited, calendars: parseCalendars(input), guards, prices, readAws, tags }),
    endpoints: addOwnerSettings(Object.fromEntries(endpoints.map(({ name, parsed }) => [name, parsed]))),
    merged,
    problems: [...own, ...moveProblems(endpoints, merged, own)],
  };
}

/** A variant's role and updates depend on the data capture and the deployment of its endpoint. */
function addOwnerSettings(endpoints: Named<ParsedEndpoint>): Named<ParsedEndpoint> {
  return Object.fromEntries(
    Object.entries(endpoints).map(([name, { config, ...parsed }]) => {
      if (config === undefined) return [name, parsed];
      const variantOf = "endpoint" in config ? undefined : config.variantOf;
      const { dataCapture, deployment } = (variantOf === undefined ? undefined : endpoints[variantOf]?.sections) ?? {};
      return [name, { ...parsed, config: { ...config, ...omitUndefined({ dataCapture, deployment }) } }];
    }),
  );
}

/** `Pulumi.yaml` must have defaults, so an empty zone means none. The engine passes flags and numbers as text. */
function normalizeSettings({
  timezone,
  ...others
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const flags = Object.entries(others).filter(([key]) => key === "protect" || key === "readAws");
  return {
    ...(timezone === undefined || timezone === "" ? {} : { timezone }),
    ...others,
    ...Object.fromEntries(flags.map(([key, value]) => [key, parseFlag(value)])),
    ...(Object.hasOwn(others, "maxActions") ? { maxActions: parseNumber(others["maxActions"]) } : {}),
  };
}

function parseNumber(value: unknown): unknown {
  return typeof value === "string" && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}

function parseFlag(value: unknown): unknown {
  if (value === "true") return true;
  return value === "false" ? false : value;
}

function parseCalendars(input: Readonly<Record<string, unknown>>): Named<CalendarSource> {
  const written = isMap(input["calendars"]) ? input["calendars"] : {};
  const { value } = settingsEntries.calendars["~run"]({ value: written }, {});
  const valid = value as Named<CalendarSource>;
  const names = Object.keys(written).filter((name) => checkName(name) === undefined);
  return Object.fromEntries(names.map((name) => [name, valid[name] ?? { dates: [] }]));
}

type InheritedSettings = Pick<StackConfig, "timezone" | "protect" | "maxActions" | "permissionsBoundaryArn">;

type WrittenEndpoint = v.InferOutput<typeof endpointSection>;

function parseEndpoint(
  name: string,
  value: unknown,
  { timezone = "UTC", maxActions, ...defaults }: Undefinable<InheritedSettings>,
): { readonly parsed: ParsedEndpoint; readonly problems: readonly Problem[] } {
  const run = runField(endpointSection, value, name);
  const valid = (isMap(value) && isMap(run.value) ? run.value : {}) as Partial<WrittenEndpoint>;
  const { schedules, timetable, endpoint, component, serverless, ...same } = valid;
  const { made, existing = endpoint ?? component } = splitServerless(serverless);
  const { protect: _ofOwner, ...variantDefaults } = defaults;
  const sections: EndpointSections = {
    ...(existing === undefined
      ? omitUndefined(same.variantOf === undefined ? defaults : variantDefaults)
      : { endpoint: existing }),
    ...same,
    ...omitUndefined({ variant: made ?? same.variant }),
    ...(timetable === undefined
      ? {}
      : { timetable: maxActions === undefined ? timetable : { maxActions, ...timetable } }),
    ...(schedules === undefined ? {} : { schedules: addTimezone(schedules, timezone) }),
  };
  const problems = toProblems(run.issues, ["endpoints"]);
  const written = Object.keys(isMap(value) ? value : {});
  const wrongSections = written.filter((key) => !Object.hasOwn(valid, key));
  const readable = isMap(value) && wrongSections.includes("timetable") && parseReadableTimetable(value["timetable"]);
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

/** A serverless endpoint is the variant of one that is created, or exists. */
function splitServerless(serverless: WrittenEndpoint["serverless"]) {
  if (serverless === undefined) return {};
  return "unit" in serverless ? { existing: serverless } : { made: serverless };
}

type Undefinable<T> = { readonly [K in keyof T]: T[K] | undefined };

function toEndpointConfig({ endpoint, ...sections }: EndpointSections): EndpointConfig {
  if (endpoint === undefined) return sections as ManagedEndpointConfig;
  const { variantOf: _variantOf, model: _model, variant: _variant, protect: _protect, ...others } = sections;
  const { dataCapture: _capture, async: _async, deployment: _deployment, ...scheduled } = others;
  const { tags = {} } = scheduled;
  return { ...scheduled, endpoint, variant: endpoint.variant, tags };
}

function addTimezone(schedules: NonNullable<WrittenEndpoint["schedules"]>, timezone: string) {
  return Object.fromEntries(Object.entries(schedules).map(([name, schedule]) => [name, { timezone, ...schedule }]));
}

function toProblems(
  issues: readonly v.BaseIssue<unknown>[] | undefined,
  prefix: readonly PathKey[],
): readonly Problem[] {
  return listFieldProblems(issues).map(({ at = [], ...problem }) =>
    omitUndefined({ severity: "error" as const, ...problem, path: formatPath([...prefix, ...at]) }),
  );
}

/**
 * The key of the endpoint that an endpoint of the stack file is a variant of; its own if of none.
 * @param key its own
 */
export function getOwnerKey(key: string, config: EndpointConfig | undefined): string {
  return config === undefined || "endpoint" in config ? key : (config.variantOf ?? key);
}

/** Placeholders for parts with problems; no check reports them. */
const placeholderLimits: Limits = { min: 1, max: 1 };
const neverReassert: Timetable["reassertEveryMinutes"] = "never";
const placeholderException: Exception = { on: { dates: [] }, use: "baseline" };

/** Parses a timetable without the parts that have problems; exceptions keep their index, for paths. */
function parseReadableTimetable(written: unknown): Timetable | undefined {
  if (!isMap(written)) return undefined;
  const { timezone, baseline, windows, exceptions } = written;
  const listed: readonly unknown[] = Array.isArray(exceptions) ? exceptions : [];
  return omitUndefined({
    timezone: parseOrUndefined(defineZone(""), timezone),
    baseline: parseOrUndefined(defineLimits("", ""), baseline) ?? placeholderLimits,
    windows: Object.fromEntries(
      Object.entries(isMap(windows) ? windows : {}).flatMap(([name, value]) => {
        const window = parseOrUndefined(windowSection, value);
        return window === undefined ? [] : [[name, window] as const];
      }),
    ),
    exceptions: listed.map((value) => parseOrUndefined(exceptionSection, value) ?? placeholderException),
    readyBeforeMinutes: 0,
    reassertEveryMinutes: neverReassert,
    override: parseOrUndefined(overrideSection, written["override"]),
  });
}

function parseOrUndefined<T>(field: Field<T>, value: unknown): T | undefined {
  const run = field["~run"]({ value }, {});
  return run.typed && run.issues === undefined ? run.value : undefined;
}
