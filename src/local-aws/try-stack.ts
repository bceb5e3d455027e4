import { readFileSync } from "node:fs";
import path from "node:path";
import { compile, type Compilation } from "../compile";
import { createCalendarFileReader } from "../config/calendar-files-in";
import { readStackFile } from "../config/stack-file";
import { mergeProblems } from "../config/stack-file-problems";
import { readYaml } from "../config/yaml-file";
import { isJsonObject } from "../simulate/json";
import type { EpochSeconds } from "../simulate/state";

/** A stack file as `npm run try` works with it. */
export interface TryStack {
  readonly region: string;
  readonly compilation: Compilation;
}

/** The region where a stack file names none. */
const defaultRegion = "eu-central-1";

/**
 * Reads and compiles a stack file; what is wrong with it is in the compilation's problems.
 *
 * Errors: thrown when the file cannot be read
 */
export function readTryStack(root: string, stack: string, now: EpochSeconds): TryStack {
  const text = readFileSync(findStackFilePath(root, stack), "utf8");
  const file = readStackFile(text);
  const compilation = compile(file.raw ?? {}, {
    now: Math.floor(now / 60),
    readCalendarFile: createCalendarFileReader(root),
  });
  return {
    region: findRegion(text),
    compilation: { ...compilation, problems: mergeProblems(file, compilation.problems) },
  };
}

/** The file of a stack. */
export function findStackFilePath(root: string, stack: string): string {
  return path.join(root, `Pulumi.${stack}.yaml`);
}

function findRegion(text: string): string {
  const { value } = readYaml(text);
  const config = isJsonObject(value) ? value["config"] : undefined;
  const region = isJsonObject(config) ? config["aws:region"] : undefined;
  return typeof region === "string" ? region : defaultRegion;
}
