import { sageMakerNamespace } from "../aws-facts/scalable-target";
import { isMap } from "../config/user-text";
import type { Problem } from "../problem";
import { importProblem } from "./import-problem";
import type { ImportedAction, ImportedSchedules } from "./imported-target";

/** Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-applicationautoscaling-scalabletarget.html */
const targetType = "AWS::ApplicationAutoScaling::ScalableTarget";

type Values = Readonly<Record<string, unknown>>;

/** Where a value stands, and what it may refer to. */
interface Template {
  readonly shown: string;
  /** Parameters to their defaults. */
  readonly presets: ReadonlyMap<string, unknown>;
}

/**
 * The scheduled actions in a CloudFormation template.
 *
 * Parameters count with their defaults; a part of a resource id that only CloudFormation knows stays as
 * `${name}`, which tells targets apart all the same.
 *
 * In:  the template's values, with short functions such as `!Ref a` as `{ Ref: a }`
 * Out: targets of SageMaker alone
 */
export function readCloudFormation(
  value: { readonly Resources: unknown; readonly Parameters?: unknown },
  shown: string,
): ImportedSchedules {
  const template = { shown, presets: presetsOf(value.Parameters) };
  const resources = isMap(value.Resources) ? Object.entries(value.Resources) : [];
  const problems: Problem[] = [];
  const targets = resources.flatMap(([name, resource]) => {
    if (!isMap(resource) || resource["Type"] !== targetType) return [];
    const properties = isMap(resource["Properties"]) ? resource["Properties"] : {};
    const namespace = worked(properties["ServiceNamespace"], template);
    if (namespace !== undefined && namespace !== sageMakerNamespace) return [];
    const listed: unknown = properties["ScheduledActions"];
    const actions = (Array.isArray(listed) ? listed : []).flatMap((one: unknown, index) => {
      const place = `${shown}: ${name}.ScheduledActions[${index}]`;
      const read = readAction(isMap(one) ? one : {}, place, template);
      if ("problems" in read) problems.push(...read.problems);
      return "problems" in read ? [] : [read];
    });
    if (actions.length === 0) return [];
    const id = String(worked(properties["ResourceId"], template) ?? name);
    return [{ id, actions, ...initialOf(properties, template) }];
  });
  return { targets, problems };
}

function presetsOf(parameters: unknown): ReadonlyMap<string, unknown> {
  const named = isMap(parameters) ? Object.entries(parameters) : [];
  return new Map(
    named.flatMap(([name, parameter]) =>
      isMap(parameter) && "Default" in parameter ? [[name, parameter["Default"]] as const] : [],
    ),
  );
}

function initialOf(properties: Values, template: Template) {
  const [min, max] = ["MinCapacity", "MaxCapacity"].map((name) =>
    Number(worked(properties[name], template) ?? NaN),
  );
  const known = min !== undefined && max !== undefined && min <= max;
  return known ? { initial: { min, max } } : {};
}

function readAction(
  values: Values,
  place: string,
  template: Template,
): ImportedAction | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const get = (from: Values, name: string): string | undefined => {
    const known = worked(from[name], template);
    if (known?.includes("${") === true) {
      problems.push(importProblem(place, undefined, `${name} is ${known}`));
    }
    return known;
  };
  const limits = values["ScalableTargetAction"];
  const [min, max] = ["MinCapacity", "MaxCapacity"].map((name) => {
    const text = isMap(limits) ? get(limits, name) : undefined;
    return text === undefined ? undefined : Number(text);
  });
  const schedule = get(values, "Schedule");
  if (schedule === undefined) problems.push(importProblem(place, undefined, "it has no Schedule"));
  const [startTime, endTime] = [get(values, "StartTime"), get(values, "EndTime")];
  const action = {
    name: get(values, "ScheduledActionName") ?? "window",
    schedule: schedule ?? "",
    timezone: get(values, "Timezone") ?? "UTC",
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
  };
  return problems.length > 0 ? { problems } : action;
}

/** A value as text, as far as the template says it; the rest as `${…}`. Out: undefined where there is none */
function worked(value: unknown, template: Template): string | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!isMap(value)) return undefined;
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  switch (name) {
    case "Ref":
      return referred(String(argument), template);
    case "Fn::Sub":
      return substituted(argument, template);
    case "Fn::Join":
      return joined(argument, template);
    default:
      return `\${${textOf(argument)}}`;
  }
}

function referred(name: string, { presets }: Template): string {
  const preset = presets.get(name);
  const isKnown = typeof preset === "string" || typeof preset === "number";
  return isKnown ? String(preset) : `\${${name}}`;
}

function substituted(argument: unknown, template: Template): string {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [argument];
  const [text, values] = list;
  return String(text).replaceAll(/\$\{([^!}]+)\}/g, (_all, name: string) => {
    const own = isMap(values) ? worked(values[name], template) : undefined;
    return own ?? referred(name, template);
  });
}

function joined(argument: unknown, template: Template): string {
  const list: readonly unknown[] = Array.isArray(argument) ? argument : [];
  const [between, parts] = list;
  const items: readonly unknown[] = Array.isArray(parts) ? parts : [];
  return items.map((item) => worked(item, template) ?? "").join(String(between));
}

function textOf(argument: unknown): string {
  return Array.isArray(argument) ? argument.join(".") : String(argument);
}
