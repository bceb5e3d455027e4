import * as pulumi from "@pulumi/pulumi";
import { applyAnswers, type CompiledStack, type CompileOptions, compileStack } from "../../compile";
import { parseStack, toStackFile } from "../../config/schema";
import { describeKind, isMap } from "../../config/text";
import { formatPath, type Problem } from "../../problem";
import { type ShownEndpoints, throwIfErrors } from "../preflight";
import { type MarkedInputs, replaceInputs } from "./marked-inputs";

/** The args of a component without errors, compiled as a stack with one endpoint. */
export interface CompiledArgs {
  readonly compiled: CompiledStack;
  readonly inputs: MarkedInputs;
  readonly shown: ShownEndpoints;
}

/**
 * Compiles the args of one endpoint. What depends on an Output is not checked.
 * @throws RunError with every problem, if one of them is an error
 */
export function compileArgs(name: string, args: unknown, options: CompileOptions): CompiledArgs {
  if (!isMap(args) || pulumi.Output.isInstance(args)) {
    throwIfErrors({ problems: [addOwner(name, createArgsProblem(args))] });
    throw new Error("bug: an error does not stop the program");
  }
  const { values, inputs, problems: misplaced } = replaceInputs(args);
  const { raw, problems: unknownKeys } = toStackFile(name, values);
  const compiled = compileStack(parseStack(raw), options);
  const toShownProblems = (problems: readonly Problem[]): readonly Problem[] =>
    problems
      .map((problem) => toArgsProblem(name, problem))
      .filter((problem) => !isOfInput(problem, inputs))
      .map((problem) => addOwner(name, problem));
  const own = [...misplaced, ...unknownKeys].map((problem) => addOwner(name, problem));
  throwIfErrors({ problems: [...own, ...toShownProblems(applyAnswers(compiled, {}).problems)] });
  return { compiled, inputs, shown: { toShownProblems, isHidden: createChangeFilter(inputs), endpoint: name } };
}

/** JavaScript has no types that would refuse it. */
function createArgsProblem(args: unknown): Problem {
  const what = pulumi.Output.isInstance(args) ? "an Output" : args === undefined ? "nothing" : describeKind(args);
  return {
    severity: "error",
    code: "wrong-type",
    path: "args",
    message: `the args are ${what}`,
    expected: "a map of keys, of which only some may be Outputs",
    fix: "pass { model: …, variant: …, timetable: … }",
  };
}

/** Whether a problem is about an Output: its mark is not what AWS gets. */
function isOfInput({ path, message }: Problem, inputs: MarkedInputs): boolean {
  return [...inputs].some(([mark, input]) => isInside(path, input.path) || message.includes(mark));
}

/** Pulumi itself shows changes of Outputs. */
function createChangeFilter(inputs: MarkedInputs): NonNullable<ShownEndpoints["isHidden"]> {
  const marks = [...inputs.keys()];
  const hidesVariables = [...inputs.values()].some(({ path }) => path.includes("environment"));
  return (change) =>
    marks.some((mark) => change.includes(mark)) || (hidesVariables && change.includes(".environment."));
}

function addOwner(name: string, problem: Problem): Problem {
  return { ...problem, path: `${problem.path} of TimetabledEndpoint ${name}` };
}

function isInside(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}

/** Converts a path of a stack file to one of the args, and a fix that only a stack file has. */
function toArgsProblem(name: string, { path, ...problem }: Problem): Problem {
  const endpoint = formatPath(["endpoints", name]);
  if (!isInside(path, endpoint)) return { ...problem, path };
  const place = path.slice(endpoint.length).replace(/^\./, "");
  const shown = { ...problem, path: place === "" ? "args" : place };
  return problem.code === "token-readable"
    ? { ...shown, expected: "a secret", fix: "pass it as config.requireSecret returns it, or in pulumi.secret" }
    : shown;
}
