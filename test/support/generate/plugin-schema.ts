import { readFileSync } from "node:fs";
import path from "node:path";
import { type Arg, type ArgObject, type ArgType, readComponentArgs, type TypedArg } from "./args-model";

/** The name that tokens of types begin with. */
const prefix = "inference-timetable:index:";

/**
 * The Pulumi schema of the component, from which `pulumi package add` generates its types in every language.
 *
 * @param root the folder of the repository, for the version
 * @see https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
export function formatPluginSchema(root: string): string {
  const manifest = readFileSync(path.join(root, "package.json"), "utf8");
  const { name, version, license } = JSON.parse(manifest) as Readonly<Record<string, string>>;
  const { args, objects } = readComponentArgs();
  const { properties: inputProperties, required: requiredInputs } = toProperties(args);
  const schema = {
    name,
    version,
    displayName: "Inference Timetable",
    description: "Amazon SageMaker inference endpoints on a timetable",
    keywords: ["category/cloud", "kind/component", "aws", "sagemaker"],
    license,
    types: Object.fromEntries(objects.map((object) => [`${prefix}${object.name}`, toObjectType(object)])),
    resources: {
      [`${prefix}TimetabledEndpoint`]: {
        isComponent: true,
        description:
          "One endpoint on a timetable: the keys of an endpoint in a stack file, and those of the stack beside them.",
        inputProperties,
        requiredInputs,
        properties: outputs,
        required: ["endpointName", "scheduledActions"],
      },
    },
    language: { nodejs: { respectSchemaVersion: true }, python: { respectSchemaVersion: true } },
  };
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}

const outputs = {
  endpointName: { type: "string", description: "Its name at AWS." },
  endpointArn: { type: "string", description: "Absent for an existing endpoint." },
  scheduledActions: {
    type: "object",
    additionalProperties: { type: "string" },
    description: "Schedule, zone and limits by name.",
  },
};

function toObjectType({ description, args }: ArgObject): object {
  return { type: "object", description, ...toProperties(args) };
}

function toProperties(args: readonly Arg[]) {
  return {
    properties: Object.fromEntries(
      args.map((arg) => [arg.key, { description: arg.description, ...toPropertyType(arg) }]),
    ),
    required: args.filter(({ isRequired }) => isRequired).map(({ key }) => key),
  };
}

/**
 * What is not an input must be plain, also inside lists and maps: without it, Python's types break.
 * @see https://github.com/pulumi/pulumi/issues/23414
 */
function toPropertyType({ type, takesInput }: TypedArg): object {
  return takesInput ? toType(type) : { ...toType(type), plain: true };
}

/**
 * Python takes no list for "a text or a list of texts", so these take any value.
 * @see https://github.com/pulumi/pulumi/issues/6950
 */
function toType(type: ArgType): object {
  switch (type.kind) {
    case "words":
      return { type: "string" };
    case "list":
      return { type: "array", items: toPropertyType(type.item) };
    case "map":
      return { type: "object", additionalProperties: toPropertyType(type.item) };
    case "object":
      return { $ref: `#/types/${prefix}${type.name}` };
    case "union":
      return type.options.some(({ kind }) => kind === "list")
        ? { $ref: "pulumi.json#/Any" }
        : { oneOf: type.options.map((option) => ({ ...toType(option), plain: true })) };
    default:
      return { type: type.kind };
  }
}
