import * as v from "valibot";
import { instanceCountDimension, sageMakerServiceNamespace } from "../aws-facts/scalable-target";
import { createDimensionProblem, createFormProblem } from "./import-problem";
import {
  collectSchedules,
  type ImportedSchedules,
  type ImportedEntry,
  toImportedAction,
} from "./imported-target";

/** A moment as the command line prints it: text with an offset, or seconds since 1970. */
const momentSchema = v.nullish(
  v.pipe(v.union([v.string(), v.number()]), v.transform(toInstantText)),
);

const awsScopeEntries = {
  ServiceNamespace: v.string(),
  ResourceId: v.string(),
  ScalableDimension: v.string(),
};

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html */
const awsActionSchema = v.object({
  ...awsScopeEntries,
  ScheduledActionName: v.string(),
  Schedule: v.string(),
  Timezone: v.nullish(v.string()),
  StartTime: momentSchema,
  EndTime: momentSchema,
  ScalableTargetAction: v.optional(
    v.object({ MinCapacity: v.nullish(v.number()), MaxCapacity: v.nullish(v.number()) }),
    {},
  ),
});

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
const awsTargetSchema = v.object({
  ...awsScopeEntries,
  MinCapacity: v.number(),
  MaxCapacity: v.number(),
});

/** What two commands print: describe-scheduled-actions and describe-scalable-targets. */
const awsAnswerSchema = v.object({
  ScheduledActions: v.optional(v.array(v.unknown()), []),
  ScalableTargets: v.optional(v.array(v.unknown()), []),
});

/**
 * What `aws application-autoscaling describe-scheduled-actions` or `describe-scalable-targets` has printed.
 *
 * Out: instance counts of SageMaker alone; one target an entry
 */
export function readAwsActions(value: unknown, shown: string): ImportedSchedules {
  const parsed = v.safeParse(awsAnswerSchema, value);
  if (!parsed.success) return { targets: [], problems: [createFormProblem(shown, parsed.issues)] };
  const { ScheduledActions, ScalableTargets } = parsed.output;
  const read = [
    ...ScheduledActions.map((one, index) =>
      parseAwsAction(one, `${shown}: ScheduledActions[${index}]`),
    ),
    ...ScalableTargets.map((one, index) =>
      parseAwsTarget(one, `${shown}: ScalableTargets[${index}]`),
    ),
  ];
  return collectSchedules(read);
}

function parseAwsAction(value: unknown, place: string): ImportedEntry {
  const parsed = v.safeParse(awsActionSchema, value);
  if (!parsed.success) return createFormProblem(place, parsed.issues);
  const { output: action } = parsed;
  if (action.ServiceNamespace !== sageMakerServiceNamespace) return undefined;
  if (action.ScalableDimension !== instanceCountDimension) {
    const named = `${place} ${action.ScheduledActionName}`;
    return createDimensionProblem(named, action.ScalableDimension);
  }
  const imported = toImportedAction({
    name: action.ScheduledActionName,
    schedule: action.Schedule,
    timezone: action.Timezone,
    min: action.ScalableTargetAction.MinCapacity,
    max: action.ScalableTargetAction.MaxCapacity,
    startTime: action.StartTime,
    endTime: action.EndTime,
  });
  return { id: action.ResourceId, actions: [imported] };
}

function parseAwsTarget(value: unknown, place: string): ImportedEntry {
  const parsed = v.safeParse(awsTargetSchema, value);
  if (!parsed.success) return createFormProblem(place, parsed.issues);
  const { ServiceNamespace, ScalableDimension, ResourceId: id, ...capacity } = parsed.output;
  if (ServiceNamespace !== sageMakerServiceNamespace) return undefined;
  if (ScalableDimension !== instanceCountDimension) return undefined;
  const initial = { min: capacity.MinCapacity, max: capacity.MaxCapacity };
  return { id, actions: [], initial };
}

function toInstantText(value: string | number): string {
  return typeof value === "string" ? value : new Date(value * 1000).toISOString();
}
