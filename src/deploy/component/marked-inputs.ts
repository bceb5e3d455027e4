import * as pulumi from "@pulumi/pulumi";
import { isInputPlace } from "../../config/schema";
import { formatPath, type PathKey, type Problem } from "../../problem";
import { isRecord } from "../state";

/** A value that is known only later. `path`: its place in the args. `kind`: what the plan has in its place. */
interface MarkedInput {
  readonly path: string;
  readonly kind: "text" | "list" | "map";
  readonly input: pulumi.Output<unknown>;
}

/** Inputs by the mark that a plan has in their place. */
export type MarkedInputs = ReadonlyMap<string, MarkedInput>;

/** Args as plain values, with marks in place of Outputs and promises. */
export interface PlainArgs {
  readonly values: Readonly<Record<string, unknown>>;
  readonly inputs: MarkedInputs;
  /** Outputs where the plan needs a plain value. */
  readonly problems: readonly Problem[];
}

/** Replaces Outputs by marks, and drops keys that are undefined. */
export function replaceInputs(args: object): PlainArgs {
  const inputs = new Map<string, MarkedInput>();
  const problems: Problem[] = [];
  const visit = (value: unknown, at: readonly PathKey[]): unknown => {
    if (pulumi.Output.isInstance(value) || value instanceof Promise) {
      const path = formatPath(at);
      if (!isInputPlace(at)) problems.push(createOutputProblem(path));
      return addMark(inputs, { path, kind: findKind(at), input: pulumi.output(value) });
    }
    if (Array.isArray(value)) return value.map((inner: unknown, index) => visit(inner, [...at, index]));
    if (!isRecord(value)) return value;
    const written = Object.entries(value).filter(([, inner]) => inner !== undefined);
    return Object.fromEntries(written.map(([key, inner]) => [key, visit(inner, [...at, key])]));
  };
  const values = visit(args, []) as PlainArgs["values"];
  return { values, inputs, problems };
}

/** The only keys whose whole map or list may be an Output. */
const wholeKinds: Readonly<Record<string, MarkedInput["kind"]>> = {
  environment: "map",
  subnetIds: "list",
  securityGroupIds: "list",
};

function findKind(at: readonly PathKey[]): MarkedInput["kind"] {
  return wholeKinds[at.at(-1) ?? ""] ?? "text";
}

/** People see a mark as the topic that a preview names. */
function addMark(inputs: Map<string, MarkedInput>, marked: MarkedInput): unknown {
  const mark = `(Output ${marked.path})`;
  inputs.set(mark, marked);
  if (marked.kind === "text") return mark;
  return marked.kind === "list" ? [mark] : { [mark]: mark };
}

function createOutputProblem(path: string): Problem {
  return {
    severity: "error",
    code: "wrong-type",
    path,
    message: "this is an Output, but the plan needs the value before the deployment",
    expected: "a plain value; only images, addresses in Amazon S3, ARNs, IDs, keys and environment may be Outputs",
    fix: "write the value itself, or read it with config.require",
  };
}

/**
 * Puts values in place of the marks in a part of a plan or of a config.
 * @param getValue the value of a mark; a list or map that consists of a mark becomes its value
 */
export function replaceMarks(part: unknown, inputs: MarkedInputs, getValue: (mark: string) => unknown): unknown {
  const isMark = (text: unknown, kind: MarkedInput["kind"]): text is string =>
    typeof text === "string" && inputs.get(text)?.kind === kind;
  if (isMark(part, "text")) return getValue(part);
  if (Array.isArray(part)) {
    const list: readonly unknown[] = part;
    return isMark(list[0], "list") ? getValue(list[0]) : list.map((inner) => replaceMarks(inner, inputs, getValue));
  }
  if (!isRecord(part)) return part;
  const [key] = Object.keys(part);
  if (isMark(key, "map")) return getValue(key);
  return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, replaceMarks(inner, inputs, getValue)]));
}

/** The marks in a part of a config. */
export function listMarks(part: unknown, inputs: MarkedInputs): readonly string[] {
  const marks: string[] = [];
  replaceMarks(part, inputs, (mark) => marks.push(mark));
  return marks;
}
