import * as v from "valibot";
import type { Severity } from "../problem";
import type { DraftList } from "./draft-list";
import type { SettingsDraft } from "./settings-draft";

const text = v.pipe(v.string(), v.maxLength(4000));
const day = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(6));

const draft = v.strictObject({
  id: text,
  name: text,
  kind: v.picklist(["weekly", "span", "dates"]),
  days: v.pipe(v.array(day), v.maxLength(7)),
  fromDay: day,
  toDay: day,
  dates: text,
  from: text,
  to: text,
  min: text,
  max: text,
});

const exception = v.strictObject({
  id: text,
  on: v.picklist(["calendar", "dates"]),
  calendar: text,
  dates: text,
  use: text,
  min: text,
  max: text,
});

const settings = v.strictObject({
  min: text,
  max: text,
  readyBefore: text,
  exceptions: v.pipe(v.array(exception), v.maxLength(1000)),
});

const request = v.strictObject({
  version: v.pipe(v.string(), v.maxLength(100)),
  windows: v.record(text, v.pipe(v.array(draft), v.maxLength(1000))),
  settings: v.record(text, settings),
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
export function editRequest(value: unknown): EditRequest | undefined {
  const { success, output } = v.safeParse(request, value);
  return success ? output : undefined;
}

/** The file as the page begins with it. `calendars`: the names of the stack's */
export interface EditStart extends EditedDrafts {
  readonly version: string;
  readonly shown: string;
  readonly calendars: readonly string[];
}

/** A problem as the page shows it. `text`: as every command prints it */
interface ShownProblem {
  readonly severity: Severity;
  readonly path: string;
  readonly text: string;
}

/**
 * What an endpoint's windows lead to.
 *
 * `facts`: scheduled actions needed of those that a target may have, and the zone
 * `use`:   instance-hours and cost of an average month in words
 * `words`: what changes against the file
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
  readonly problems: readonly ShownProblem[];
  readonly mayBeSaved: boolean;
  readonly endpoints: Readonly<Record<string, EndpointOutcome>>;
}
