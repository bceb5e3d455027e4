import { readFileSync } from "node:fs";
import path from "node:path";

/** The version of this program. The published package has a constant in the place of this function. */
export function readVersion(): string {
  const file = path.join(__dirname, "../../../package.json");
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { readonly version: string };
  return version;
}
