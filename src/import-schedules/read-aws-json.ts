import * as v from "valibot";
import { sageMakerNamespace } from "../aws-facts/scalable-target";
import { importProblem } from "./import-problem";
import type { ImportedAction, ImportedSchedules } from "./imported-target";

/** A moment as the command line prints it: text with an offset, or seconds since 1970. */
const moment = v.optional(
  v.nullable(v.pipe(v.union([v.string(), v.number()]), v.transform(instantText))),
);

/**
 * One action of an answer to DescribeScheduledActions.
 * Source: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScheduledAction.html
 */
const awsAction = v.object({
  ScheduledActionName: v.string(),
  ServiceNamespace: v.optional(v.string()),
  ResourceId: v.string(),
  Schedule: v.string(),
  Timezone: v.optional(v.string(), "UTC"),
  StartTime: moment,
  EndTime: moment,
  ScalableTargetAction: v.optional(
    v.object({
      MinCapacity: v.optional(v.nullable(v.number())),
      MaxCapacity: v.optional(v.nullable(v.number())),
    }),
    {},
  ),
});

/**
 * What `aws application-autoscaling describe-scheduled-actions` has printed.
 *
 * In:  `value`: its JSON, with a list `ScheduledActions`
 * Out: SageMaker's alone, by target
 */
export function readAwsJson(
  value: { readonly ScheduledActions: unknown },
  shown: string,
): ImportedSchedules {
  const list: readonly unknown[] = Array.isArray(value.ScheduledActions)
    ? value.ScheduledActions
    : [];
  const targets = new Map<string, readonly ImportedAction[]>();
  const problems = list.flatMap((one, index) => {
    const parsed = v.safeParse(awsAction, one);
    if (!parsed.success) {
      const [issue] = parsed.issues;
      const why = `${v.getDotPath(issue) ?? "it"} is missing or of a wrong kind`;
      return [importProblem(`${shown}: ScheduledActions[${index}]`, undefined, why)];
    }
    const { ResourceId: id, ServiceNamespace = sageMakerNamespace } = parsed.output;
    if (ServiceNamespace === sageMakerNamespace) {
      targets.set(id, [...(targets.get(id) ?? []), actionOf(parsed.output)]);
    }
    return [];
  });
  return { targets: [...targets].map(([id, actions]) => ({ id, actions })), problems };
}

function actionOf(action: v.InferOutput<typeof awsAction>): ImportedAction {
  const { MinCapacity: min, MaxCapacity: max } = action.ScalableTargetAction;
  return {
    name: action.ScheduledActionName,
    schedule: action.Schedule,
    timezone: action.Timezone,
    ...(typeof min === "number" ? { min } : {}),
    ...(typeof max === "number" ? { max } : {}),
    ...(typeof action.StartTime === "string" ? { startTime: action.StartTime } : {}),
    ...(typeof action.EndTime === "string" ? { endTime: action.EndTime } : {}),
  };
}

function instantText(value: string | number): string {
  return typeof value === "string" ? value : new Date(value * 1000).toISOString();
}
