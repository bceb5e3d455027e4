import path from "node:path";
import { isMap } from "../config/user-text";
import type { CliContext } from "./io";
import { readFileOrThrow } from "./stack-source";
import { throwUserError } from "./usage-error";

/**
 * The endpoints' names at AWS out of what `pulumi stack output --json` has printed.
 *
 * Out:    by the endpoints' keys
 * Errors: bad usage when the file cannot be read, or is something else
 */
export function readNamesFromOutputs(
  file: string,
  io: CliContext,
): Readonly<Record<string, string>> {
  const outputs = parseOutputs(readOutputsText(file, io), file, io);
  const endpoints = isMap(outputs) ? outputs["endpoints"] : undefined;
  if (!isMap(endpoints)) {
    return throwUserError(
      io,
      `${file} holds no endpoints`,
      "write it with: pulumi stack output --json > outputs.json",
    );
  }
  return Object.fromEntries(
    Object.entries(endpoints).flatMap(([key, output]) => {
      const name = isMap(output) ? output["name"] : undefined;
      return typeof name === "string" ? [[key, name]] : [];
    }),
  );
}

function readOutputsText(file: string, io: CliContext): string {
  return new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, file), file, io));
}

function parseOutputs(text: string, file: string, io: CliContext): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return throwUserError(
      io,
      `${file} is no JSON`,
      "write it with: pulumi stack output --json > outputs.json",
    );
  }
}
