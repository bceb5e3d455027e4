import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { formatProblem, type Problem } from "../../../src/problem";

/** A problem as a test expects it to be printed. */
export interface AssertedProblem {
  readonly code: string;
  readonly text: string;
}

/**
 * Lists the problems with their full text that tests expect: the program prints them, or the tests fail.
 *
 * A test of the rule comes first. The engine's tests compare parts only and are left out.
 * @param root the folder of the repository
 */
export function listAssertedProblems(root: string): readonly AssertedProblem[] {
  const folder = path.join(root, "test");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts") && !file.startsWith("engine"))
    .toSorted((a, b) => Number(b.startsWith("checks")) - Number(a.startsWith("checks")) || (a < b ? -1 : 1));
  return files.flatMap((file) => listProblemsIn(path.join(folder, file)));
}

function listProblemsIn(file: string): readonly AssertedProblem[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const texts = readTextConstants(source);
  const found: AssertedProblem[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isObjectLiteralExpression(node) ? formatObject(node, texts) : evaluateText(node, texts);
    const [, problem, difference] =
      /^(?:\w+ ([a-z0-9-]+) at .*\n[^]*\n {2}fix: |([a-z-]+):\n {2}\S)/.exec(text ?? "") ?? [];
    const code = problem ?? difference;
    if (text !== undefined && code !== undefined) found.push({ code, text: text.trimEnd() });
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A problem or a difference that a test compares as an object. */
function formatObject(node: ts.ObjectLiteralExpression, texts: ReadonlyMap<string, string>): string | undefined {
  const members = new Map(
    node.properties.flatMap((property): readonly (readonly [string, string])[] => {
      if (!ts.isPropertyAssignment(property)) return [];
      const { initializer } = property;
      const isFlag = [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword].includes(initializer.kind);
      const text = isFlag ? initializer.getText() : evaluateText(initializer, texts);
      return text === undefined ? [] : [[property.name.getText(), text]];
    }),
  );
  const { code, message, severity, differs, ...rest } = Object.fromEntries(members) as Record<
    string,
    string | undefined
  >;
  if (code === undefined || message === undefined) return undefined;
  if (differs !== undefined) {
    const fix = rest["fix"] === undefined ? "" : `\n    fix: ${rest["fix"]}`;
    return `${code}:\n  ${differs === "true" ? "differs" : "note"}: ${message}${fix}`;
  }
  if (severity === undefined || rest["path"] === undefined || rest["fix"] === undefined) return undefined;
  return formatProblem({ severity, code, message, ...rest } as Problem);
}

/** Constants of the file that hold text, which templates insert. */
function readTextConstants(source: ts.SourceFile): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
      const text = evaluateText(node.initializer, texts);
      if (text !== undefined) texts.set(node.name.getText(), text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** The text of a literal, of a template of constants, or of a list that `join` puts together. */
function evaluateText(node: ts.Node, texts: ReadonlyMap<string, string>): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) return texts.get(node.text);
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.map((span) => [evaluateText(span.expression, texts), span.literal.text]);
    return joinKnown([node.head.text, ...spans.flat()], "");
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { expression, name } = node.expression;
  const [separator] = node.arguments;
  if (name.text !== "join" || !ts.isArrayLiteralExpression(expression) || separator === undefined) return undefined;
  const between = evaluateText(separator, texts);
  const parts = expression.elements.map((element) => evaluateText(element, texts));
  return between === undefined ? undefined : joinKnown(parts, between);
}

function joinKnown(parts: readonly (string | undefined)[], separator: string): string | undefined {
  const known = parts.filter((part) => part !== undefined);
  return known.length === parts.length ? known.join(separator) : undefined;
}
