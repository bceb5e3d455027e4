import * as v from "valibot";
import { instanceCountDimension, sageMakerNamespace } from "../aws-facts/scalable-target";
import { importProblem, otherDimension, wrongForm } from "./import-problem";
import {
  collectSchedules,
  type ImportedSchedules,
  type ReadEntry,
  toImportedAction,
} from "./imported-target";

/** Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_scheduled_action */
const actionType = "aws_appautoscaling_scheduled_action";
/** Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_target */
const targetType = "aws_appautoscaling_target";

const scope = {
  service_namespace: v.string(),
  resource_id: v.string(),
  scalable_dimension: v.string(),
};

/** The provider keeps these two as text, so that they can be unset. */
const capacity = v.nullish(v.union([v.string(), v.number()]));

const actionValues = v.object({
  ...scope,
  name: v.string(),
  schedule: v.string(),
  timezone: v.nullish(v.string()),
  start_time: v.nullish(v.string()),
  end_time: v.nullish(v.string()),
  scalable_target_action: v.tuple([v.object({ min_capacity: capacity, max_capacity: capacity })]),
});

const targetValues = v.object({ ...scope, min_capacity: v.number(), max_capacity: v.number() });

/** `deposed_key`: of an object that Terraform has replaced and not yet deleted. */
const resourceJson = v.object({
  address: v.string(),
  type: v.string(),
  deposed_key: v.optional(v.string()),
  values: v.optional(v.record(v.string(), v.unknown()), {}),
});

type TerraformResource = v.InferOutput<typeof resourceJson>;

interface TerraformModule {
  readonly resources: readonly TerraformResource[];
  readonly child_modules: readonly TerraformModule[];
}

const moduleJson: v.GenericSchema<unknown, TerraformModule> = v.object({
  resources: v.optional(v.array(resourceJson), []),
  child_modules: v.optional(v.array(v.lazy(() => moduleJson)), []),
});

const valuesJson = v.object({ root_module: moduleJson });

/**
 * A state has `values`; a plan has the others.
 *
 * Source: https://developer.hashicorp.com/terraform/internals/json-format
 */
const terraformJson = v.object({
  format_version: v.pipe(v.string(), v.regex(/^[01]\./)),
  values: v.optional(valuesJson),
  planned_values: v.optional(valuesJson),
  prior_state: v.optional(v.object({ values: v.optional(valuesJson) })),
  resource_changes: v.optional(
    v.array(
      v.object({
        address: v.string(),
        deposed: v.optional(v.string()),
        change: v.object({ after_unknown: v.unknown() }),
      }),
    ),
    [],
  ),
});

/**
 * What `terraform show -json` has printed, of a state or a plan. A plan that plans no resources, such as one
 * with -refresh-only, is read by the state before it.
 *
 * Out: instance counts of SageMaker alone; one target a resource
 */
export function readTerraformState(value: unknown, shown: string): ImportedSchedules {
  const parsed = v.safeParse(terraformJson, value);
  if (!parsed.success) return { targets: [], problems: [wrongForm(shown, parsed.issues)] };
  const { values, planned_values, prior_state, resource_changes } = parsed.output;
  const planned = listResources(planned_values?.root_module);
  const known = listResources((values ?? prior_state?.values)?.root_module);
  const unknown = new Map(
    resource_changes
      .filter(({ deposed }) => deposed === undefined)
      .map(({ address, change }) => [address, listUnknown(change.after_unknown)]),
  );
  const read =
    planned.length > 0
      ? planned.map((resource) => readResource(resource, unknown.get(resource.address), shown))
      : known.map((resource) => readResource(resource, [], shown));
  return collectSchedules(read);
}

function listResources(module: TerraformModule | undefined): readonly TerraformResource[] {
  if (module === undefined) return [];
  return [
    ...module.resources.filter(({ deposed_key }) => deposed_key === undefined),
    ...module.child_modules.flatMap(listResources),
  ];
}

/** Paths of the values that a plan does not know yet: `after_unknown` has true in their place. */
function listUnknown(value: unknown, path: readonly string[] = []): readonly string[] {
  if (value === true) return [path.join(".")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => listUnknown(inside, [...path, key]));
}

/** In: `unknown`: paths; undefined if the plan does not say */
function readResource(
  { type, address, values }: TerraformResource,
  unknown: readonly string[] | undefined,
  shown: string,
): ReadEntry {
  if (type !== actionType && type !== targetType) return undefined;
  const place = `${shown}: ${address}`;
  const { service_namespace: namespace, scalable_dimension: dimension } = values;
  if (namespace !== undefined && namespace !== sageMakerNamespace) return undefined;
  if (dimension !== undefined && dimension !== instanceCountDimension) {
    return type === actionType ? otherDimension(place, dimension) : undefined;
  }
  if (unknown === undefined) {
    const why = "the plan has no resource_changes entry for it, which says what is known";
    return importProblem(place, why);
  }
  const { entries } = type === actionType ? actionValues : targetValues;
  const open = unknown.filter((path) => (path.split(".")[0] ?? "") in entries);
  if (open.length > 0) {
    const why = `known only after terraform apply: ${open.join(", ")}`;
    return importProblem(place, why);
  }
  return type === actionType ? readAction(values, place) : readTarget(values, place);
}

function readAction(values: unknown, place: string): ReadEntry {
  const parsed = v.safeParse(actionValues, values);
  if (!parsed.success) return wrongForm(place, parsed.issues);
  const { output: action } = parsed;
  const [limits] = action.scalable_target_action;
  const imported = toImportedAction({
    name: action.name,
    schedule: action.schedule,
    timezone: action.timezone,
    min: limits.min_capacity,
    max: limits.max_capacity,
    startTime: action.start_time,
    endTime: action.end_time,
  });
  return { id: action.resource_id, actions: [imported] };
}

function readTarget(values: unknown, place: string): ReadEntry {
  const parsed = v.safeParse(targetValues, values);
  if (!parsed.success) return wrongForm(place, parsed.issues);
  const { resource_id: id, min_capacity: min, max_capacity: max } = parsed.output;
  return { id, actions: [], initial: { min, max } };
}
