import { readFileSync } from "node:fs";
import path from "node:path";

/** One statement of a policy file, lists where IAM lets one write a single text. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const folder = path.join(__dirname, "..", "..", "docs", "iam");

/** A file of docs/iam. */
export function policyFile(name: string): readonly Statement[] {
  const { Statement } = JSON.parse(readFileSync(path.join(folder, name), "utf8")) as {
    readonly Statement: readonly Readonly<Record<string, unknown>>[];
  };
  return Statement.map(normalizeStatement);
}

/** A statement with every optional element. */
export function normalizeStatement(statement: Readonly<Record<string, unknown>>): Statement {
  return {
    Sid: String(statement["Sid"]),
    Effect: String(statement["Effect"]),
    Action: [statement["Action"]].flat() as string[],
    Resource: [statement["Resource"] ?? []].flat() as string[],
    Condition: (statement["Condition"] ?? {}) as Statement["Condition"],
  };
}

/** Every action that a policy allows, sorted. */
export function actionsOf(policy: readonly Statement[]): readonly string[] {
  return [...new Set(policy.flatMap(({ Action }) => Action))].toSorted();
}

/**
 * Whether a policy allows a call, as IAM decides without any other policy.
 *
 * @param context the condition keys that the service sends with this call
 */
export function allows(
  policy: readonly Statement[],
  action: string,
  resource: string,
  context: Readonly<Record<string, string>> = {},
): boolean {
  return policy.some(
    (statement) =>
      statement.Effect === "Allow" &&
      statement.Action.includes(action) &&
      statement.Resource.some((pattern) => matches(pattern, resource)) &&
      Object.entries(statement.Condition).every(([operator, keys]) => {
        if (operator !== "StringEquals") throw new Error(`no evaluation of ${operator}`);
        return Object.entries(keys).every(([key, values]) => [values].flat().includes(context[key] ?? ""));
      }),
  );
}

function matches(pattern: string, text: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped.replaceAll("?", ".")}$`).test(text);
}
