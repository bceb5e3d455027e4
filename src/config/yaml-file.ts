import { LineCounter, parseDocument } from "yaml";
import type { Problem } from "../problem";
import { findSyntaxProblems } from "./yaml-syntax";
import { type YamlPosition, YamlValueReader } from "./yaml-walk";

/** A YAML text as values. */
export interface YamlFile {
  /** Plain JSON; undefined when the text is no YAML. */
  readonly value: unknown;
  /** Where each path is written: at its key, or at its entry of a list. */
  readonly positions: ReadonlyMap<string, YamlPosition>;
  readonly problems: readonly Problem[];
}

/**
 * YAML as the engine reads it.
 *
 * Out:    problems of the text itself have line and column for a path; all others the path in the file
 * Errors: none thrown
 * Source: https://github.com/go-yaml/yaml/tree/v3.0.1, which the engine uses
 */
export function readYaml(text: string): YamlFile {
  const source = text.replace(/^\u{feff}/u, "");
  const lines = new LineCounter();
  const document = parseDocument(source, {
    lineCounter: lines,
    prettyErrors: false,
    schema: "failsafe",
    uniqueKeys: false,
  });
  const problems = findSyntaxProblems(document, source, lines);
  if (problems.length > 0) return { value: undefined, positions: new Map(), problems };
  const walk = new YamlValueReader(document, lines, source);
  const value = walk.readValue(document.contents, []);
  return { value, positions: walk.positions, problems: walk.problems };
}
