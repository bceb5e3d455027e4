import { readFileSync } from "node:fs";
import path from "node:path";
import { type Compilation, compile, type CompiledEndpoint } from "../compile";
import { nearest } from "../config/nearest";
import { pathText } from "../config/path-text";
import { readStackFile } from "../config/stack-file";
import { hasErrors, type Problem } from "../problem";
import { findStackFile, type StackFile } from "./find-stack-file";
import type { Io } from "./io";
import type { StackOptions } from "./stack-options";
import { usageError } from "./usage-error";

/**
 * A stack file as a command works on it.
 *
 * `endpoints`: those asked for, in file order
 * `problems`:  what concerns them and the stack as a whole, errors first
 */
export interface LoadedStack {
  readonly shown: string;
  readonly now: string;
  readonly compilation: Compilation;
  readonly endpoints: readonly CompiledEndpoint[];
  readonly problems: readonly Problem[];
}

/**
 * Reads and compiles the stack file that the options name.
 *
 * Errors: bad usage when there is no such file or endpoint; what is wrong inside the file is in `problems`
 */
export function loadStack(options: StackOptions, io: Io): LoadedStack {
  const file = findStackFile(options, io);
  const now = options.now ?? io.now;
  return chosen(compileText(readText(file, io), file, now), file.shown, now, options, io);
}

/** Text as UTF-8; undefined for anything else, such as an image. */
type StackText = string | undefined;

function readText(file: StackFile, io: Io): StackText {
  try {
    return utf8(readFileSync(file.fullPath));
  } catch (error) {
    return usageError(io, `cannot read ${file.shown}: ${reasonOf(error)}`);
  }
}

function utf8(bytes: Uint8Array): StackText {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EISDIR: "it is a folder",
  EACCES: "reading it is not permitted",
  EPERM: "reading it is not permitted",
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

function compileText(text: StackText, file: StackFile, now: string): Compilation {
  if (text === undefined) return nothing([notText(file.shown)]);
  const { raw, problems } = readStackFile(text);
  if (raw === undefined) return nothing(problems);
  const folder = path.dirname(file.fullPath);
  const compilation = compile(raw, {
    now,
    readCalendarFile: (name) => readCalendar(path.resolve(folder, name)),
  });
  return { ...compilation, problems: [...problems, ...compilation.problems] };
}

function nothing(problems: readonly Problem[]): Compilation {
  return { stack: { calendars: {}, guards: {}, tags: {} }, endpoints: {}, problems };
}

function notText(shown: string): Problem {
  return {
    severity: "error",
    code: "stack-file",
    path: shown,
    message: "the file is not text in UTF-8",
    expected: "YAML, as in Pulumi.dev.yaml",
    fix: "save it as UTF-8, or name another file",
  };
}

function readCalendar(fullPath: string): string | undefined {
  try {
    return utf8(readFileSync(fullPath));
  } catch {
    return undefined;
  }
}

const severities = ["error", "warning", "note"] as const;

function chosen(
  compilation: Compilation,
  shown: string,
  now: string,
  { endpoint }: StackOptions,
  io: Io,
): LoadedStack {
  const all = Object.values(compilation.endpoints);
  const sorted = severities.flatMap((severity) =>
    compilation.problems.filter((problem) => problem.severity === severity),
  );
  if (endpoint === undefined) return { shown, now, compilation, endpoints: all, problems: sorted };
  const endpoints = all.filter(({ name }) => name === endpoint);
  if (endpoints.length === 0 && !(all.length === 0 && hasErrors(sorted))) {
    noSuchEndpoint(endpoint, shown, Object.keys(compilation.endpoints), io);
  }
  const others = all
    .filter(({ name }) => name !== endpoint)
    .map(({ name }) => pathText(["endpoints", name]));
  const problems = sorted.filter(
    ({ path }) => !others.some((other) => path === other || isBelow(path, other)),
  );
  return { shown, now, compilation, endpoints, problems };
}

function isBelow(place: string, above: string): boolean {
  return place.startsWith(`${above}.`) || place.startsWith(`${above}[`);
}

function noSuchEndpoint(name: string, shown: string, known: readonly string[], io: Io): never {
  const close = nearest(name, known);
  return usageError(
    io,
    `there is no endpoint "${name}" in ${shown}`,
    ...(close === undefined ? [] : [`did you mean ${close}?`]),
    known.length === 0 ? "it has no endpoints" : `endpoints: ${known.join(", ")}`,
  );
}
