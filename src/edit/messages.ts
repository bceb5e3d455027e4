import * as v from "valibot";
import type { Severity } from "../problem";
import type { DraftList } from "./draft-list";
import type { SettingsDraft } from "./settings-draft";

const textSchema = v.pipe(v.string(), v.maxLength(4000));
const daySchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6));

const draftSchema = v.strictObject({
  id: textSchema,
  name: textSchema,
  kind: v.picklist(["weekly", "span", "dates"]),
  days: v.pipe(v.array(daySchema), v.maxLength(7)),
  fromDay: daySchema,
  toDay: daySchema,
  dates: textSchema,
  from: textSchema,
  to: textSchema,
  min: textSchema,
  max: textSchema,
});

const exceptionSchema = v.strictObject({
  id: textSchema,
  on: v.picklist(["calendar", "dates"]),
  calendar: textSchema,
  dates: textSchema,
  use: textSchema,
  min: textSchema,
  max: textSchema,
});

const settingsSchema = v.strictObject({
  min: textSchema,
  max: textSchema,
  readyBefore: textSchema,
  exceptions: v.pipe(v.array(exceptionSchema), v.maxLength(1000)),
});

const requestSchema = v.strictObject({
  version: v.pipe(v.string(), v.maxLength(100)),
  windows: v.record(textSchema, v.pipe(v.array(draftSchema), v.maxLength(1000))),
  settings: v.record(textSchema, settingsSchema),
});

/** What is edited, by endpoint. */
export interface EditedDrafts {
  readonly windows: Readonly<Record<string, DraftList>>;
  readonly settings: Readonly<Record<string, SettingsDraft>>;
}

/** What the page sends: the state of the file that it began with, and what is to be in it. */
export interface EditRequest extends EditedDrafts {
  readonly version: string;
}

/** Untrusted JSON as a request. Out: undefined for anything else */
export function parseEditRequest(value: unknown): EditRequest | undefined {
  const { success, output } = v.safeParse(requestSchema, value);
  return success ? output : undefined;
}

/** The file as the page begins with it. `calendars`: the names of the stack's */
export interface EditStart extends EditedDrafts {
  readonly version: string;
  readonly shown: string;
  readonly calendars: readonly string[];
}

/** A problem as the page shows it. `defineText`: as every command prints it */
interface EditProblem {
  readonly severity: Severity;
  readonly path: string;
  readonly text: string;
}

/**
 * What an endpoint's windows lead to.
 *
 * `metricFacts`: scheduled actions needed of those that a target may have, and the zone
 * `use`:   instance-hours and cost of an average month in words
 * `fixedWords`: what changes against the file
 * `table`: use before and after, rows of cells; empty where nothing changes
 * `chart`: the week that results, and what decides it, as HTML
 */
export interface EndpointOutcome {
  readonly facts: string;
  readonly use: string;
  readonly words: readonly string[];
  readonly table: readonly (readonly string[])[];
  readonly chart: string;
}

/** What the edited file would mean. `endpoints`: those that mean anything */
export interface EditOutcome {
  readonly problems: readonly EditProblem[];
  readonly canBeSaved: boolean;
  readonly endpoints: Readonly<Record<string, EndpointOutcome>>;
}
