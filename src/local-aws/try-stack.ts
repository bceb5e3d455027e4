import { readFileSync } from "node:fs";
import path from "node:path";
import { compile, type Compilation } from "../compile";
import { calendarFilesIn } from "../config/calendar-files-in";
import { readStackFile } from "../config/stack-file";
import { stackFileProblems } from "../config/stack-file-problems";
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
  const text = readFileSync(stackFile(root, stack), "utf8");
  const file = readStackFile(text);
  const compilation = compile(file.raw ?? {}, {
    now: Math.floor(now / 60),
    readCalendarFile: calendarFilesIn(root),
  });
  return {
    region: regionIn(text),
    compilation: { ...compilation, problems: stackFileProblems(file, compilation.problems) },
  };
}

/** The file of a stack. */
export function stackFile(root: string, stack: string): string {
  return path.join(root, `Pulumi.${stack}.yaml`);
}

function regionIn(text: string): string {
  const { value } = readYaml(text);
  const config = isJsonObject(value) ? value["config"] : undefined;
  const region = isJsonObject(config) ? config["aws:region"] : undefined;
  return typeof region === "string" ? region : defaultRegion;
}
