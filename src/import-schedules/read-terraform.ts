import { sageMakerNamespace } from "../aws-facts/scalable-target";
import type { Problem } from "../problem";
import { hclBlocks } from "./hcl-blocks";
import type { HclBlock, HclValue } from "./hcl-value";
import type { ImportedAction, ImportedSchedules, ImportedTarget } from "./imported-target";
import { importProblem } from "./import-problem";

/** A Terraform file. */
export interface TerraformFile {
  readonly shown: string;
  readonly text: string;
}

/** Resources of the provider, by their types. Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs */
const types = {
  action: "aws_appautoscaling_scheduled_action",
  target: "aws_appautoscaling_target",
} as const;

/** A block and the file that it stands in. */
interface Placed {
  readonly block: HclBlock;
  readonly shown: string;
}

/** What references can be worked out from. */
interface Module {
  readonly resources: ReadonlyMap<string, Placed>;
  readonly variables: ReadonlyMap<string, HclValue>;
  readonly locals: ReadonlyMap<string, HclValue>;
}

/** A reference that leads to itself ends somewhere. */
const mostSteps = 20;

/**
 * The scheduled actions of SageMaker targets in the files of one Terraform module.
 *
 * Variables count with their defaults; a part of a resource id that only Terraform knows stays as it is
 * written, which tells targets apart all the same.
 *
 * Out: actions of another service's targets are left out
 */
export function readTerraform(files: readonly TerraformFile[]): ImportedSchedules {
  const placed = files.flatMap(({ shown, text }) =>
    hclBlocks(text).map((block) => ({ block, shown })),
  );
  const module = moduleOf(placed);
  const problems: Problem[] = [];
  const byTarget = new Map<string, ImportedAction[]>();
  for (const one of placed.filter(({ block }) => isResource(block, types.action))) {
    if (isForeign(one.block, module)) continue;
    const read = readAction(one, module);
    if ("problems" in read) problems.push(...read.problems);
    else byTarget.set(read.target, [...(byTarget.get(read.target) ?? []), read.action]);
  }
  const initial = registered(module);
  const targets = [...byTarget].map(([id, actions]): ImportedTarget => {
    const limits = initial.get(id);
    return { id, actions, ...(limits === undefined ? {} : { initial: limits }) };
  });
  return { targets, problems };
}

function isResource({ type, labels }: HclBlock, of: string): boolean {
  return type === "resource" && labels[0] === of;
}

function isForeign(block: HclBlock, module: Module): boolean {
  const namespace = block.attributes.get("service_namespace");
  const known = namespace === undefined ? undefined : worked(namespace, module);
  return typeof known === "string" && !known.includes("${") && known !== sageMakerNamespace;
}

function moduleOf(placed: readonly Placed[]): Module {
  const resources = placed
    .filter(({ block }) => block.type === "resource")
    .map((one) => [one.block.labels.join("."), one] as const);
  const variables = placed.flatMap(({ block }) => {
    const preset = block.attributes.get("default");
    const [name] = block.labels;
    return block.type !== "variable" || name === undefined || preset === undefined
      ? []
      : [[name, preset] as const];
  });
  const locals = placed.flatMap(({ block }) =>
    block.type === "locals" ? [...block.attributes] : [],
  );
  return { resources: new Map(resources), variables: new Map(variables), locals: new Map(locals) };
}

/** The limits with which targets are registered, by resource id. */
function registered(
  module: Module,
): ReadonlyMap<string, { readonly min: number; readonly max: number }> {
  const found = [...module.resources.values()].flatMap(({ block }) => {
    if (!isResource(block, types.target)) return [];
    const [id, min, max] = ["resource_id", "min_capacity", "max_capacity"].map((name) => {
      const value = block.attributes.get(name);
      return value === undefined ? undefined : worked(value, module);
    });
    const right = typeof id === "string" && typeof min === "number" && typeof max === "number";
    return right ? [[id, { min, max }] as const] : [];
  });
  return new Map(found);
}

type ReadAction =
  | { readonly target: string; readonly action: ImportedAction }
  | { readonly problems: readonly Problem[] };

function readAction({ block, shown }: Placed, module: Module): ReadAction {
  const place = `${shown}: ${block.labels.join(".")}`;
  const repeated = ["for_each", "count"].find((name) => block.attributes.has(name));
  if (repeated !== undefined) {
    return { problems: [importProblem(place, block.line, `it is made with ${repeated}`)] };
  }
  const problems: Problem[] = [];
  const get = (from: HclBlock | undefined, name: string): string | number | undefined => {
    const value = from?.attributes.get(name);
    const known = value === undefined ? undefined : worked(value, module);
    const isKnown = name === "resource_id" || typeof known !== "string" || !known.includes("${");
    if (!isKnown) problems.push(importProblem(place, block.line, `${name} is ${known}`));
    return known;
  };
  const sides = block.blocks.find(({ type }) => type === "scalable_target_action");
  const [min, max] = [get(sides, "min_capacity"), get(sides, "max_capacity")].map((side) =>
    side === undefined || side === "" ? undefined : Number(side),
  );
  const [startTime, endTime] = [get(block, "start_time"), get(block, "end_time")];
  const schedule = get(block, "schedule");
  if (schedule === undefined) problems.push(importProblem(place, block.line, "it has no schedule"));
  const action = {
    name: String(get(block, "name") ?? block.labels[1]),
    schedule: String(schedule),
    timezone: String(get(block, "timezone") ?? "UTC"),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(startTime === undefined ? {} : { startTime: String(startTime) }),
    ...(endTime === undefined ? {} : { endTime: String(endTime) }),
  };
  const target = String(get(block, "resource_id") ?? "");
  return problems.length > 0 ? { problems } : { target, action };
}

/** A value worked out as far as the files say it; the rest as `${…}`. */
function worked(value: HclValue, module: Module, steps = 0): string | number {
  switch (value.kind) {
    case "text":
      return value.text;
    case "number":
      return value.number;
    case "other":
      return `\${${value.written}}`;
    case "template":
      return value.parts.map((part) => String(worked(part, module, steps))).join("");
    case "reference": {
      const target = steps > mostSteps ? undefined : referred(value.path, module);
      return target === undefined ? `\${${value.path}}` : worked(target, module, steps + 1);
    }
  }
}

/** What `var.a`, `local.a` and `type.name.attribute` mean. */
function referred(path: string, { variables, locals, resources }: Module): HclValue | undefined {
  const [first = "", second = "", third = "", ...more] = path.replaceAll(/\[\d+\]/g, "").split(".");
  if (first === "var") return third === "" ? variables.get(second) : undefined;
  if (first === "local") return third === "" ? locals.get(second) : undefined;
  return more.length > 0
    ? undefined
    : resources.get(`${first}.${second}`)?.block.attributes.get(third);
}
