import { isDeepStrictEqual } from "node:util";
import * as v from "valibot";
import { type CapacityUnit, scalableDimensions } from "../../aws/facts";
import { joinWords, quoteValue } from "../../config/text";
import type { Problem } from "../../problem";
import type { Limits } from "../../timetable";

/** A scheduled action from another tool. Times are ISO instants; min or max is absent if the action does not set it. */
export interface ImportedAction {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: string;
  readonly min?: number;
  readonly max?: number;
  readonly startTime?: string;
  readonly endTime?: string;
}

/**
 * The scheduled actions of one scalable target.
 *
 * `id`: a resource id, or an endpoint's key
 * `initial`: its limits at registration
 */
export interface ImportedTarget {
  readonly id: string;
  readonly unit: CapacityUnit;
  readonly actions: readonly ImportedAction[];
  readonly initial?: Partial<Limits>;
}

/** `problems`: what could not be read, or was skipped. */
export interface ImportedSchedules {
  readonly targets: readonly ImportedTarget[];
  readonly problems: readonly Problem[];
}

/** A value that a source may omit; Terraform then writes null or an empty text. */
type Unset<T> = T | "" | null | undefined;

/** Drops the values that the source does not set; UTC is the default of AWS. */
export function toImportedAction(source: {
  readonly name: string;
  readonly schedule: string;
  readonly timezone: Unset<string>;
  readonly min: Unset<string | number>;
  readonly max: Unset<string | number>;
  readonly startTime: Unset<string>;
  readonly endTime: Unset<string>;
}): ImportedAction {
  const { name, schedule, timezone, min, max, startTime, endTime } = source;
  return {
    name,
    schedule,
    timezone: isSet(timezone) ? timezone : "UTC",
    ...(isSet(min) ? { min: Number(min) } : {}),
    ...(isSet(max) ? { max: Number(max) } : {}),
    ...(isSet(startTime) ? { startTime } : {}),
    ...(isSet(endTime) ? { endTime } : {}),
  };
}

function isSet<T>(value: Unset<T>): value is T {
  return value !== undefined && value !== null && value !== "";
}

/** A scheduled action, a registered target, or a problem; undefined if it is neither. */
export type ImportedEntry = ImportedTarget | Problem | undefined;

/**
 * Merges entries with the same id and unit into one target. An action that is in two files counts once: its name is unique
 * at its target. If the two differ, that is a problem.
 */
export function collectSchedules(entries: readonly ImportedEntry[]): ImportedSchedules {
  const targets = new Map<string, ImportedTarget>();
  const actions = new Map<string, Map<string, ImportedAction>>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    if (entry === undefined) continue;
    if ("severity" in entry) {
      problems.push(entry);
      continue;
    }
    const key = toKey(entry);
    const known = actions.get(key) ?? new Map<string, ImportedAction>();
    for (const action of entry.actions) {
      const other = known.get(action.name);
      if (other === undefined) known.set(action.name, action);
      else problems.push(...findRepeatProblem(entry.id, other, action));
    }
    actions.set(key, known);
    targets.set(key, { ...entry, ...targets.get(key) });
  }
  const merged = [...targets.values()].map((target) => ({
    ...target,
    actions: [...(actions.get(toKey(target))?.values() ?? [])],
  }));
  return { targets: merged, problems };
}

/** A serverless endpoint has the resource id of a variant with instances. */
function toKey({ id, unit }: ImportedTarget): string {
  return `${unit} ${id}`;
}

function findRepeatProblem(id: string, known: ImportedAction, action: ImportedAction): readonly Problem[] {
  if (isDeepStrictEqual(known, action)) return [];
  const why = "the files have two actions with this name and different values";
  return [
    {
      ...createImportProblem(`${id}: ${action.name}`, why),
      expected: "each action of a target once: AWS keeps one action of a name",
      fix: "import one file at a time",
    },
  ];
}

export const scheduledActionsCommand =
  "aws application-autoscaling describe-scheduled-actions --service-namespace sagemaker > actions.json";

/**
 * Creates the problem of a scheduled action or scalable target that cannot be read.
 * @param place the file and the action in it
 * @param why a clause such as `schedule is missing`
 */
export function createImportProblem(place: string, why: string): Problem {
  return {
    severity: "error",
    code: "import-unreadable",
    path: place,
    message: `cannot read it: ${why}`,
    expected: "a literal for every value",
    fix: `import the actions from AWS instead: ${scheduledActionsCommand}`,
  };
}

/** Creates the problem of a missing or malformed value. */
export function createFormProblem(
  place: string,
  [issue]: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]],
): Problem {
  const what = v.getDotPath(issue) ?? "the value";
  const isMissing = issue.input === undefined || issue.input === null;
  return createImportProblem(place, isMissing ? `${what} is missing` : `${what} is ${quoteValue(issue.input)}`);
}

/** Creates the warning for a scheduled action of another AWS service. */
export function createDimensionProblem(place: string, dimension: unknown): Problem {
  return createLeftOutProblem(
    place,
    `it sets ${quoteValue(dimension)}, and a timetable sets only ${joinWords(Object.values(scalableDimensions), "or")}`,
  );
}

/**
 * Creates the warning for scheduled actions that are not imported.
 * @param why a clause such as `it sets …`
 */
export function createLeftOutProblem(place: string, why: string): Problem {
  const fix = "nothing to do, or add what it sets to the timetable by hand";
  return { severity: "warning", code: "import-left-out", path: place, message: `skipped: ${why}`, fix };
}
