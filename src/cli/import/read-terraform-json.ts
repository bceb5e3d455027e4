import * as v from "valibot";
import { type CapacityUnit, findUnit, sageMakerServiceNamespace, scalableDimensions } from "../../aws/facts";
import {
  collectSchedules,
  createDimensionProblem,
  createFormProblem,
  createImportProblem,
  createLeftOutProblem,
  type ImportedEntry,
  type ImportedSchedules,
  toImportedAction,
} from "./imported-target";

/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_scheduled_action */
const actionResourceType = "aws_appautoscaling_scheduled_action";
/** @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/appautoscaling_target */
const targetResourceType = "aws_appautoscaling_target";

const terraformScopeEntries = {
  service_namespace: v.string(),
  resource_id: v.string(),
  scalable_dimension: v.string(),
};

/** The provider stores these as text, so that they can be unset. */
const capacitySchema = v.nullish(v.union([v.string(), v.number()]));

const actionValuesSchema = v.object({
  ...terraformScopeEntries,
  name: v.string(),
  schedule: v.string(),
  timezone: v.nullish(v.string()),
  start_time: v.nullish(v.string()),
  end_time: v.nullish(v.string()),
  scalable_target_action: v.tuple([v.object({ min_capacity: capacitySchema, max_capacity: capacitySchema })]),
});

const targetValuesSchema = v.object({ ...terraformScopeEntries, min_capacity: v.number(), max_capacity: v.number() });

/** `deposed_key`: set if Terraform has replaced the object but not yet deleted it. */
const resourceSchema = v.object({
  address: v.string(),
  type: v.string(),
  deposed_key: v.optional(v.string()),
  values: v.optional(v.record(v.string(), v.unknown()), {}),
});

type TerraformResource = v.InferOutput<typeof resourceSchema>;

interface TerraformModule {
  readonly resources: readonly TerraformResource[];
  readonly child_modules: readonly TerraformModule[];
}

const moduleSchema: v.GenericSchema<unknown, TerraformModule> = v.object({
  resources: v.optional(v.array(resourceSchema), []),
  child_modules: v.optional(v.array(v.lazy(() => moduleSchema)), []),
});

const valuesSchema = v.object({ root_module: moduleSchema });

/** A state has `values`; a plan has the others. @see https://developer.hashicorp.com/terraform/internals/json-format */
const terraformSchema = v.object({
  format_version: v.pipe(v.string(), v.regex(/^[01]\./)),
  values: v.optional(valuesSchema),
  planned_values: v.optional(valuesSchema),
  prior_state: v.optional(v.object({ values: v.optional(valuesSchema) })),
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
 * Reads actions and targets of SageMaker from `terraform show -json`, of a state or a plan. A plan without resources,
 * such as from -refresh-only, gives its prior state.
 */
export function readTerraformJson(value: unknown, shown: string): ImportedSchedules {
  const parsed = v.safeParse(terraformSchema, value);
  if (!parsed.success) return { targets: [], problems: [createFormProblem(shown, parsed.issues)] };
  const { values, planned_values, prior_state, resource_changes } = parsed.output;
  const planned = listResources(planned_values?.root_module);
  const known = listResources((values ?? prior_state?.values)?.root_module);
  const unknown = new Map(
    resource_changes
      .filter(({ deposed }) => deposed === undefined)
      .map(({ address, change }) => [address, listUnknownPaths(change.after_unknown)]),
  );
  const entries =
    planned.length > 0
      ? planned.map((resource) => parseResource(resource, unknown.get(resource.address), shown))
      : known.map((resource) => parseResource(resource, [], shown));
  return collectSchedules(entries);
}

function listResources(module: TerraformModule | undefined): readonly TerraformResource[] {
  if (module === undefined) return [];
  return [...module.resources, ...module.child_modules.flatMap(listResources)];
}

/** Lists the values that a plan does not know yet: `after_unknown` has true for them. */
function listUnknownPaths(value: unknown, path: readonly string[] = []): readonly string[] {
  if (value === true) return [path.join(".")];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => listUnknownPaths(inside, [...path, key]));
}

/** @param unknown paths; undefined if the plan lacks them */
function parseResource(
  { type, address, deposed_key, values }: TerraformResource,
  unknown: readonly string[] | undefined,
  shown: string,
): ImportedEntry {
  if (type !== actionResourceType && type !== targetResourceType) return undefined;
  const place = `${shown}: ${address}`;
  if (deposed_key !== undefined) {
    return type === actionResourceType ? createLeftOutProblem(place, "Terraform has replaced it") : undefined;
  }
  const { service_namespace: namespace, scalable_dimension: dimension } = values;
  const isOfSageMaker = namespace === undefined || namespace === sageMakerServiceNamespace;
  const unit = findUnit(dimension ?? scalableDimensions.instances);
  if (!isOfSageMaker || unit === undefined) {
    return type === actionResourceType ? createDimensionProblem(place, dimension) : undefined;
  }
  if (unknown === undefined) {
    const why = "the plan has no resource_changes entry for it";
    return createImportProblem(place, why);
  }
  const { entries } = type === actionResourceType ? actionValuesSchema : targetValuesSchema;
  const unknownPaths = unknown.filter((path) => (path.split(".")[0] ?? "") in entries);
  if (unknownPaths.length > 0) {
    const why = `known only after terraform apply: ${unknownPaths.join(", ")}`;
    return createImportProblem(place, why);
  }
  return type === actionResourceType
    ? parseTerraformAction(values, unit, place)
    : parseTerraformTarget(values, unit, place);
}

function parseTerraformAction(values: unknown, unit: CapacityUnit, place: string): ImportedEntry {
  const parsed = v.safeParse(actionValuesSchema, values);
  if (!parsed.success) return createFormProblem(place, parsed.issues);
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
  return { id: action.resource_id, unit, actions: [imported] };
}

function parseTerraformTarget(values: unknown, unit: CapacityUnit, place: string): ImportedEntry {
  const parsed = v.safeParse(targetValuesSchema, values);
  if (!parsed.success) return createFormProblem(place, parsed.issues);
  const { resource_id: id, min_capacity: min, max_capacity: max } = parsed.output;
  return { id, unit, actions: [], initial: { min, max } };
}
