import * as v from "valibot";
import type { Problem } from "../problem";
import type { EndpointConfig, EndpointSections, Named, StackConfig } from "./config";
import type { FieldIssue } from "./field-issue";
import { isFieldIssue } from "./field-issue";
import { endpoint, stackEntries } from "./fields-stack";
import { named } from "./named";
import { pathText } from "./path-text";
import { section } from "./section";
import { isMap } from "./user-text";

/** An endpoint as far as its sections have the right shape; `config` when all have. */
export interface ParsedEndpoint {
  readonly sections: EndpointSections;
  /** Keys that are written, but are none of `sections`. */
  readonly wrongSections: readonly string[];
  readonly config?: EndpointConfig;
}

/** A stack file in normal form, and what is wrong in its shape. */
export interface ParsedStack {
  readonly stack: Omit<StackConfig, "endpoints">;
  readonly endpoints: Named<ParsedEndpoint>;
  readonly problems: readonly Problem[];
}

const wholeStack = section(stackEntries);
const anyNamed = named(v.unknown());

/**
 * Reads the values of a stack file.
 *
 * In:     values of `inference-timetable:*`, keys without the prefix, any JSON
 * Out:    what is right in shape, and every problem with what is not
 * Errors: none thrown
 */
export function parseStack(raw: unknown): ParsedStack {
  const input = isMap(raw) ? raw : {};
  const run = wholeStack["~run"]({ value: input }, {});
  const issues: readonly v.BaseIssue<unknown>[] = run.issues ?? [];
  const found = (isMap(run.value) ? run.value : {}) as Partial<StackConfig>;
  const { timezone, calendars = {}, guards = {}, tags = {} } = found;
  const stack = { ...(timezone === undefined ? {} : { timezone }), calendars, guards, tags };
  const endpoints = anyNamed["~run"]({ value: input["endpoints"] }, {}).value;
  return {
    stack,
    endpoints: Object.fromEntries(
      Object.entries(isMap(endpoints) ? endpoints : {}).map(([name, value]) => [
        name,
        parseEndpoint(value, timezone ?? "UTC"),
      ]),
    ),
    problems: issues.filter(isFieldIssue).map(problemOf),
  };
}

type WrittenEndpoint = v.InferOutput<typeof endpoint>;

function parseEndpoint(value: unknown, timezone: string): ParsedEndpoint {
  const run = endpoint["~run"]({ value }, {});
  const written = (isMap(value) && isMap(run.value) ? run.value : {}) as Partial<WrittenEndpoint>;
  const { schedules, ...same } = written;
  const sections: EndpointSections = {
    ...same,
    ...(schedules === undefined ? {} : { schedules: inZone(schedules, timezone) }),
  };
  const wrongSections = Object.keys(isMap(value) ? value : {}).filter((key) => !(key in sections));
  return run.issues === undefined
    ? { sections, wrongSections, config: sections as EndpointConfig }
    : { sections, wrongSections };
}

function inZone(schedules: NonNullable<WrittenEndpoint["schedules"]>, timezone: string) {
  return Object.fromEntries(
    Object.entries(schedules).map(([name, schedule]) => [name, { timezone, ...schedule }]),
  );
}

function problemOf({ at, finding }: FieldIssue): Problem {
  const { code, message, expected, fix } = finding;
  return {
    severity: "error",
    code,
    path: pathText(at),
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fix }),
  };
}
