import { type Compilation, compile } from "../compile";
import { readStackFile } from "../config/stack-file";
import { mergeProblems } from "../config/stack-file-problems";
import type { Problem } from "../problem";
import type { EpochMinute } from "../time/instant";
import type { StackSource } from "./stack-source";

/**
 * What a stack file means.
 *
 * Out:    problems of the file's text and of its meaning, errors first
 * Errors: none thrown; see `problems`
 */
export function compileSource(source: StackSource, now: EpochMinute): Compilation {
  const text = decodeUtf8(source.bytes);
  if (text === undefined) return createEmptyCompilation([createNotTextProblem(source.shown)]);
  const file = readStackFile(text);
  const { raw } = file;
  if (raw === undefined) return createEmptyCompilation(mergeProblems(file, []));
  const compilation = compile(raw, { now, readCalendarFile: source.readCalendar });
  return { ...compilation, problems: mergeProblems(file, compilation.problems) };
}

/** Undefined for anything else than text in UTF-8, such as an image. */
function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function createEmptyCompilation(problems: readonly Problem[]): Compilation {
  return { stack: { calendars: {}, guards: {}, tags: {} }, endpoints: {}, problems };
}

function createNotTextProblem(shown: string): Problem {
  return {
    severity: "error",
    code: "stack-file",
    path: shown,
    message: "the file is not text in UTF-8",
    expected: "YAML, as in Pulumi.dev.yaml",
    fix: "save it as UTF-8, or name another file",
  };
}
