import type { Compilation, CompiledEndpoint } from "../compile";
import { findClosestMatch } from "../config/nearest";
import { formatPath } from "../config/path-text";
import { hasErrors, type Problem } from "../problem";
import type { EpochMinute } from "../time/instant";
import { compileSource } from "./compile-source";
import type { CliContext } from "./io";
import type { StackOptions } from "./stack-options";
import { readStackFromDisk, type StackSource } from "./stack-source";
import { throwUserError } from "./usage-error";

/**
 * A stack file as a command works on it.
 *
 * `endpoints`: those asked for, in file order
 * `problems`:  what concerns them and the stack as a whole, errors first
 */
export interface LoadedStack {
  readonly shown: string;
  readonly now: EpochMinute;
  readonly compilation: Compilation;
  readonly endpoints: readonly CompiledEndpoint[];
  readonly problems: readonly Problem[];
}

/**
 * Reads and compiles the stack file that the options name.
 *
 * Errors: bad usage when there is no such file or endpoint; what is wrong inside the file is in `problems`
 */
export function loadStack(options: StackOptions, io: CliContext): LoadedStack {
  const stack = loadSource(readStackFromDisk(options, io), options, io);
  const { endpoint } = options;
  const known = Object.keys(stack.compilation.endpoints);
  const mayBeBroken = known.length === 0 && hasErrors(stack.problems);
  if (endpoint !== undefined && !known.includes(endpoint) && !mayBeBroken) {
    throwUnknownEndpoint(endpoint, stack.shown, known, io);
  }
  return stack;
}

/** The same for a stack file from anywhere, in which an endpoint that is asked for may be missing. */
export function loadSource(
  source: StackSource,
  options: StackOptions,
  io: CliContext,
): LoadedStack {
  const now = options.now ?? io.now;
  const compilation = compileSource(source, now);
  const all = Object.values(compilation.endpoints);
  const { endpoint } = options;
  const isAsked = ({ name }: CompiledEndpoint): boolean =>
    endpoint === undefined || name === endpoint;
  const others = all
    .filter((one) => !isAsked(one))
    .map(({ name }) => formatPath(["endpoints", name]));
  return {
    shown: source.shown,
    now,
    compilation,
    endpoints: all.filter(isAsked),
    problems: compilation.problems.filter(
      ({ path }) => !others.some((other) => path === other || isBelow(path, other)),
    ),
  };
}

/** Endpoints that mean something: wrong ones have neither timeline nor plan. */
export function listUsableEndpoints(
  endpoints: readonly CompiledEndpoint[],
): readonly CompiledEndpoint[] {
  return endpoints.filter(({ timeline, plan }) => timeline !== undefined || plan !== undefined);
}

function isBelow(place: string, above: string): boolean {
  return place.startsWith(`${above}.`) || place.startsWith(`${above}[`);
}

function throwUnknownEndpoint(
  name: string,
  shown: string,
  known: readonly string[],
  io: CliContext,
): never {
  const close = findClosestMatch(name, known);
  return throwUserError(
    io,
    `there is no endpoint "${name}" in ${shown}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    known.length === 0 ? "it has no endpoints" : `endpoints: ${known.join(", ")}`,
  );
}
