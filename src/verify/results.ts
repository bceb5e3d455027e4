import { type CliContext, printJson } from "../cli/context";
import type { Check, Observation } from "./check";

export interface CheckResult extends Pick<Check, "id" | "claim" | "assumed"> {
  readonly seen: string;
  readonly result: "as assumed" | "not as assumed" | "not tried";
}

export function toResult({ id, claim, assumed }: Check, { same, seen }: Observation): CheckResult {
  const result = same === undefined ? "not tried" : same ? "as assumed" : "not as assumed";
  return { id, claim, assumed, seen, result };
}

export function formatResult({ id, claim, assumed, seen, result }: CheckResult): string {
  return [`${id}: ${result}`, `  tried:   ${claim}`, `  assumed: ${assumed}`, `  seen:    ${seen}`, ""].join("\n");
}

interface Verification {
  readonly account: string;
  readonly region: string;
  readonly results: readonly CheckResult[];
  readonly left: readonly string[];
  readonly json: boolean;
}

/** Prints JSON, or the counts: the results themselves are printed as they come. */
export function printVerification({ json, results, account, region, left }: Verification, io: CliContext): void {
  if (json) {
    printJson({ account, region, checks: results, left }, io);
    return;
  }
  const count = (wanted: CheckResult["result"]) => results.filter(({ result }) => result === wanted).length;
  const kinds = ["as assumed", "not as assumed", "not tried"] as const;
  io.out(kinds.map((kind) => `${count(kind)} ${kind}`).join(", "));
}
