import * as v from "valibot";
import { instanceCountDimension, sageMakerNamespace } from "../aws-facts/scalable-target";
import { otherDimension, wrongForm } from "./import-problem";
import {
  collectSchedules,
  type ImportedSchedules,
  type ReadEntry,
  toImportedAction,
} from "./imported-target";

/** A moment as the command line prints it: text with an offset, or seconds since 1970. */
const moment = v.nullish(v.pipe(v.union([v.string(), v.number()]), v.transform(toInstantText)));

const awsScope = {
  ServiceNamespace: v.string(),
  ResourceId: v.string(),
  ScalableDimension: v.string(),
};

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html */
const awsAction = v.object({
  ...awsScope,
  ScheduledActionName: v.string(),
  Schedule: v.string(),
  Timezone: v.nullish(v.string()),
  StartTime: moment,
  EndTime: moment,
  ScalableTargetAction: v.optional(
    v.object({ MinCapacity: v.nullish(v.number()), MaxCapacity: v.nullish(v.number()) }),
    {},
  ),
});

/** Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html */
const awsTarget = v.object({ ...awsScope, MinCapacity: v.number(), MaxCapacity: v.number() });

/** What two commands print: describe-scheduled-actions and describe-scalable-targets. */
const awsAnswer = v.object({
  ScheduledActions: v.optional(v.array(v.unknown()), []),
  ScalableTargets: v.optional(v.array(v.unknown()), []),
});

/**
 * What `aws application-autoscaling describe-scheduled-actions` or `describe-scalable-targets` has printed.
 *
 * Out: instance counts of SageMaker alone; one target an entry
 */
export function readAwsActions(value: unknown, shown: string): ImportedSchedules {
  const parsed = v.safeParse(awsAnswer, value);
  if (!parsed.success) return { targets: [], problems: [wrongForm(shown, parsed.issues)] };
  const { ScheduledActions, ScalableTargets } = parsed.output;
  const read = [
    ...ScheduledActions.map((one, index) =>
      readAction(one, `${shown}: ScheduledActions[${index}]`),
    ),
    ...ScalableTargets.map((one, index) => readTarget(one, `${shown}: ScalableTargets[${index}]`)),
  ];
  return collectSchedules(read);
}

function readAction(value: unknown, place: string): ReadEntry {
  const parsed = v.safeParse(awsAction, value);
  if (!parsed.success) return wrongForm(place, parsed.issues);
  const { output: action } = parsed;
  if (action.ServiceNamespace !== sageMakerNamespace) return undefined;
  if (action.ScalableDimension !== instanceCountDimension) {
    const named = `${place} ${action.ScheduledActionName}`;
    return otherDimension(named, action.ScalableDimension);
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

function readTarget(value: unknown, place: string): ReadEntry {
  const parsed = v.safeParse(awsTarget, value);
  if (!parsed.success) return wrongForm(place, parsed.issues);
  const { ServiceNamespace, ScalableDimension, ResourceId: id, ...capacity } = parsed.output;
  if (ServiceNamespace !== sageMakerNamespace) return undefined;
  if (ScalableDimension !== instanceCountDimension) return undefined;
  const initial = { min: capacity.MinCapacity, max: capacity.MaxCapacity };
  return { id, actions: [], initial };
}

function toInstantText(value: string | number): string {
  return typeof value === "string" ? value : new Date(value * 1000).toISOString();
}
