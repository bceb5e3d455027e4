import { type Arg, type ArgObject, type ArgType, readComponentArgs, type TypedArg } from "./args-model";

/** The TypeScript types of the component's args, as the text of their file. */
export function formatComponentArgs(): string {
  const { args, objects } = readComponentArgs();
  const top = {
    name: "TimetabledEndpointArgs",
    description:
      "One endpoint on a timetable: the keys of an endpoint in a stack file, and those of the stack beside them. Only values that other resources make are inputs, so that a preview shows the whole timetable.",
    args,
  };
  return [
    "/* eslint max-lines: off */",
    "// Written by npm run generate, from the fields of src/config/schema.",
    'import type * as pulumi from "@pulumi/pulumi";',
    "",
    [top, ...objects].map(formatObject).join("\n"),
  ].join("\n");
}

function formatObject({ name, description, args }: ArgObject): string {
  return [
    `/** ${formatText(description)} */`,
    `export interface ${name} {`,
    ...args.flatMap(listArgLines),
    "}",
    "",
  ].join("\n");
}

function listArgLines(arg: Arg): readonly string[] {
  const { key, description, isRequired, example, defaultValue } = arg;
  return [
    "  /**",
    `   * ${formatText(description)}`,
    ...(defaultValue === undefined ? [] : [`   * @default ${formatText(JSON.stringify(defaultValue))}`]),
    `   * @example ${formatText(JSON.stringify(example))}`,
    "   */",
    `  readonly ${key}${isRequired ? "" : "?"}: ${formatTypedArg(arg)};`,
  ];
}

/** A comment must not end early. */
function formatText(text: string): string {
  return text.replaceAll("*/", "*\\/");
}

function formatTypedArg({ type, takesInput }: TypedArg): string {
  return takesInput ? `pulumi.Input<${formatType(type)}>` : formatType(type);
}

function formatType(type: ArgType): string {
  switch (type.kind) {
    case "integer":
      return "number";
    case "words":
      return type.words.map((word) => JSON.stringify(word)).join(" | ");
    case "list":
      return `readonly ${formatElement(type.item)}[]`;
    case "map":
      return `Readonly<Record<string, ${formatTypedArg(type.item)}>>`;
    case "object":
      return type.name;
    case "union":
      return type.options.map(formatType).join(" | ");
    default:
      return type.kind;
  }
}

function formatElement(item: TypedArg): string {
  const text = formatTypedArg(item);
  return text.includes(" | ") ? `(${text})` : text;
}
