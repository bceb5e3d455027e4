import path from "node:path";
import { isMap } from "../config/user-text";
import type { Io } from "./io";
import { readOrEnd } from "./stack-source";
import { usageError } from "./usage-error";

/**
 * The endpoints' names at AWS out of what `pulumi stack output --json` has printed.
 *
 * Out:    by the endpoints' keys
 * Errors: bad usage when the file cannot be read, or is something else
 */
export function namesInOutputs(file: string, io: Io): Readonly<Record<string, string>> {
  const outputs = parsed(textOf(file, io), file, io);
  const endpoints = isMap(outputs) ? outputs["endpoints"] : undefined;
  if (!isMap(endpoints)) {
    return usageError(
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

function textOf(file: string, io: Io): string {
  return new TextDecoder().decode(readOrEnd(path.resolve(io.asTyped, file), file, io));
}

function parsed(text: string, file: string, io: Io): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return usageError(
      io,
      `${file} is no JSON`,
      "write it with: pulumi stack output --json > outputs.json",
    );
  }
}
