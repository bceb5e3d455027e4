import { formatPath, type PathKey, type Problem } from "../../problem";
import { isMap } from "../text";
import { defineSection, type Field, getDescription, hasDescription, listFieldProblems, unwrapOptional } from "./fields";
import { sharedEntries, standaloneEntries } from "./stack-section";

const standaloneSection: Field = defineSection(standaloneEntries);

/** One endpoint outside of a stack file, in the form of a stack file. */
export interface StandaloneEndpoint {
  /** The values of a stack file with this endpoint. */
  readonly raw: Readonly<Record<string, unknown>>;
  /** Unknown keys. Their paths begin with the key. */
  readonly problems: readonly Problem[];
}

/**
 * Converts the keys of one endpoint, with those of the stack beside them, to a stack file.
 * @param values any JSON
 */
export function toStackFile(name: string, values: Readonly<Record<string, unknown>>): StandaloneEndpoint {
  const { issues } = standaloneSection["~run"]({ value: values }, {});
  const problems = listFieldProblems(issues)
    .filter(({ code, at = [] }) => code === "unknown-key" && at.length === 1)
    .map(({ at = [], ...problem }): Problem => ({
      severity: "error",
      ...problem,
      ...(at[0] === "variantOf" ? variantOfHelp : {}),
      path: formatPath(at),
    }));
  const known = Object.entries(values).filter(([key]) => Object.hasOwn(standaloneEntries, key));
  const isShared = ([key]: readonly [string, unknown]): boolean => Object.hasOwn(sharedEntries, key);
  const endpoint = Object.fromEntries(known.filter((entry) => !isShared(entry)));
  return { raw: { ...Object.fromEntries(known.filter(isShared)), endpoints: { [name]: endpoint } }, problems };
}

const variantOfHelp = {
  message: "variantOf names an endpoint of a stack file, and a component has no stack file",
  expected: "a component for each endpoint, or a stack file of inference-timetable with both",
  fix: "remove variantOf, which makes this a separate endpoint",
};

/** The fields inside a field. */
interface FieldParts {
  readonly entries?: Readonly<Record<string, Field>>;
  readonly item?: Field;
  readonly value?: Field;
}

/**
 * Whether other resources make the value at a place, so that a component takes it as `pulumi.Input`.
 * @param at keys from the endpoint on
 */
export function isInputPlace(at: readonly PathKey[]): boolean {
  const field = at.reduce<Field | undefined>((outer, key) => outer && findInner(outer, key), standaloneSection);
  return field !== undefined && hasDescription(field) && getDescription(field).takesInput === true;
}

function findInner(field: Field, key: PathKey): Field | undefined {
  const { entries, item, value } = unwrapOptional(field) as FieldParts;
  return typeof key === "number" ? item : isMap(entries) ? entries[key] : value;
}
