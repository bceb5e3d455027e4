import * as v from "valibot";
import { findUnit, sageMakerServiceNamespace } from "../../aws/facts";
import {
  collectSchedules,
  createDimensionProblem,
  createFormProblem,
  type ImportedEntry,
  type ImportedSchedules,
  toImportedAction,
} from "./imported-target";

/** The AWS CLI prints an instant as text with an offset, or as seconds since 1970. */
const momentSchema = v.nullish(v.pipe(v.union([v.string(), v.number()]), v.transform(toInstantText)));

const awsScopeEntries = { ServiceNamespace: v.string(), ResourceId: v.string(), ScalableDimension: v.string() };

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html */
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

/** @see https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
const awsTargetSchema = v.object({ ...awsScopeEntries, MinCapacity: v.number(), MaxCapacity: v.number() });

/** The output of describe-scheduled-actions or describe-scalable-targets. */
const awsAnswerSchema = v.object({
  ScheduledActions: v.optional(v.array(v.unknown()), []),
  ScalableTargets: v.optional(v.array(v.unknown()), []),
});

/** Reads actions and targets of SageMaker from `describe-scheduled-actions` or `describe-scalable-targets`. */
export function readAwsJson(value: unknown, shown: string): ImportedSchedules {
  const parsed = v.safeParse(awsAnswerSchema, value);
  if (!parsed.success) return { targets: [], problems: [createFormProblem(shown, parsed.issues)] };
  const { ScheduledActions, ScalableTargets } = parsed.output;
  return collectSchedules([
    ...ScheduledActions.map((action, index) => parseAwsAction(action, `${shown}: ScheduledActions[${index}]`)),
    ...ScalableTargets.map((target, index) => parseAwsTarget(target, `${shown}: ScalableTargets[${index}]`)),
  ]);
}

function parseAwsAction(value: unknown, place: string): ImportedEntry {
  const parsed = v.safeParse(awsActionSchema, value);
  if (!parsed.success) return createFormProblem(place, parsed.issues);
  const { output: action } = parsed;
  const unit = findUnit(action.ScalableDimension);
  if (action.ServiceNamespace !== sageMakerServiceNamespace || unit === undefined) {
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
  return { id: action.ResourceId, unit, actions: [imported] };
}

function parseAwsTarget(value: unknown, place: string): ImportedEntry {
  const parsed = v.safeParse(awsTargetSchema, value);
  if (!parsed.success) return createFormProblem(place, parsed.issues);
  const { ServiceNamespace, ScalableDimension, ResourceId: id, ...capacity } = parsed.output;
  if (ServiceNamespace !== sageMakerServiceNamespace) return undefined;
  const unit = findUnit(ScalableDimension);
  if (unit === undefined) return undefined;
  const initial = { min: capacity.MinCapacity, max: capacity.MaxCapacity };
  return { id, unit, actions: [], initial };
}

function toInstantText(value: string | number): string {
  const moment = new Date(typeof value === "string" ? Number.NaN : value * 1000);
  return Number.isNaN(moment.getTime()) ? String(value) : moment.toISOString();
}
