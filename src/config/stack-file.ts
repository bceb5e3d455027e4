import { LineCounter, type Scalar, parseDocument, visit } from "yaml";
import type { Problem } from "../problem";
import { isMap } from "./user-text";

/** Keys of this program in a stack file begin with it. */
const prefix = "inference-timetable:";

/**
 * Reads a stack file as the engine does: the values of this program, without the prefix of their keys.
 *
 * Out:    `raw` undefined when the text is no YAML at all; problems name line and column
 * Source: the engine reads YAML 1.1 through https://pkg.go.dev/gopkg.in/yaml.v3
 */
export function readStackFile(text: string): {
  readonly raw: unknown;
  readonly problems: readonly Problem[];
} {
  const { value, problems } = readYaml(text);
  if (problems.length > 0) return { raw: undefined, problems };
  if (!isMap(value)) return { raw: undefined, problems: [noConfig()] };
  const config = value["config"];
  if (!isMap(config)) return { raw: undefined, problems: [noConfig()] };
  return {
    raw: Object.fromEntries(
      Object.entries(config)
        .filter(([key]) => key.startsWith(prefix))
        .map(([key, held]) => [key.slice(prefix.length), held]),
    ),
    problems: [],
  };
}

/** YAML as the engine reads it. Out: plain JSON, and syntax errors and doubled keys with their places. */
export function readYaml(text: string): {
  readonly value: unknown;
  readonly problems: readonly Problem[];
} {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map(({ message, pos }) => {
    const { line, col } = lines.linePos(pos[0]);
    return syntaxProblem(message, line, col);
  });
  if (problems.length > 0) return { value: undefined, problems };
  visit(document, { Scalar: (_key, node) => asEngine(node) });
  try {
    return { value: document.toJS({ maxAliasCount: 1000 }), problems: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : "an alias leads nowhere";
    return { value: undefined, problems: [syntaxProblem(message, 1, 1)] };
  }
}

/** Whole numbers with an octal nought or with underscores, which YAML 1.2 takes for text or other numbers. */
function asEngine(node: Scalar): void {
  if (node.type !== "PLAIN" || node.source === undefined) return;
  const digits = node.source.replaceAll("_", "");
  if (/^[-+]?0[0-7]+$/.test(digits)) {
    node.value = Number.parseInt(digits, 8);
  } else if (/^[-+]?\d[\d_]*(?:\.\d+)?$/.test(node.source) && node.source.includes("_")) {
    node.value = Number(digits);
  }
}

function syntaxProblem(message: string, line: number, column: number): Problem {
  const said = message.replaceAll(/\s+/g, " ").trim();
  return {
    severity: "error",
    code: "yaml-syntax",
    path: `line ${line}, column ${column}`,
    message: said,
    expected: "YAML with every key once",
    fix: /unique/.test(said) ? "remove one of the two keys" : "correct the line",
  };
}

function noConfig(): Problem {
  return {
    severity: "error",
    code: "missing-key",
    path: "config",
    message: "the file has no map under config",
    expected: `config: with keys that begin with ${prefix}`,
    fix: `write config: and ${prefix}endpoints: below it`,
  };
}
