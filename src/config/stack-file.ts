import type { Problem } from "../problem";
import { nearest } from "./nearest";
import { pathText } from "./path-text";
import { project, stackValue } from "./stack-values";
import { isMap, listWords, quoted } from "./user-text";
import { type YamlFile, readYaml } from "./yaml-file";

/** A stack file's values for this program. */
export interface StackFile {
  /** As `parseStack` takes them; undefined when the text holds no config at all. */
  readonly raw: unknown;
  readonly problems: readonly Problem[];
  /** Where each path of `raw` is written, by the paths that problems have. */
  readonly positions: YamlFile["positions"];
}

/**
 * The keys that the engine reads from a stack file; it passes over others in silence.
 *
 * Source: https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/
 */
const fileKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/** What stands for a secret, which only Pulumi can read. */
const secret = "[secret]";

/**
 * Reads a stack file as the engine does: the values of this program, without the prefix of their keys.
 *
 * Out:    secrets as the text `[secret]`
 * Errors: none thrown
 */
export function readStackFile(text: string): StackFile {
  const { value, positions, problems } = readYaml(text);
  if (value === undefined) return { raw: undefined, problems, positions };
  const settings = isMap(value) ? value : {};
  const { config } = settings;
  if (!isMap(config)) {
    const all = [noConfig(), ...problems, ...unknownKeys(settings)];
    return { raw: undefined, problems: all, positions };
  }
  const own = Object.keys(config).flatMap((key) => {
    const name = ownKeyName(key);
    return name === undefined ? [] : [{ key, name, path: pathText(["config", key]) }];
  });
  const inRaw = (path: string) => shortened(path, own);
  return {
    raw: Object.fromEntries(own.map(({ key, name }) => [name, topValue(config[key])])),
    problems: [
      ...problems
        .map((problem) => ({ ...problem, path: inRaw(problem.path) }))
        .filter(({ severity, path }) => severity === "error" || !path.startsWith("config")),
      ...unknownKeys(settings),
      ...Object.keys(config).flatMap(foreignKeyProblems),
      ...doubledNames(own),
    ],
    positions: new Map([...positions].map(([path, at]) => [inRaw(path), at])),
  };
}

interface OwnKey {
  readonly key: string;
  readonly name: string;
  readonly path: string;
}

/**
 * The name of one of this program's keys: `inference-timetable:endpoints`, or without the prefix.
 *
 * Out:    undefined for another program's key
 * Source: https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/config/key.go
 */
export function ownKeyName(key: string): string | undefined {
  const [first = "", second, third, ...more] = key.split(":");
  if (second === undefined) return first;
  if (first !== project || more.length > 0) return undefined;
  if (third === undefined) return second;
  return second === "config" ? third : undefined;
}

/** The path as problems print it: `config["inference-timetable:endpoints"].a` is `endpoints.a`. */
function shortened(path: string, own: readonly OwnKey[]): string {
  const found = own.find(({ path: start }) => /^(?:$|[.[])/.test(rest(path, start) ?? "-"));
  return found === undefined ? path : pathText([found.name]) + (rest(path, found.path) ?? "");
}

function rest(path: string, start: string): string | undefined {
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** A value right under a key reaches the program as text, a list or a map as JSON. */
function topValue(held: unknown): unknown {
  if (held === null) return "";
  const value = withoutSecrets(held);
  const isWord = typeof value === "number" || typeof value === "boolean";
  if (isWord) return String(value);
  return typeof value === "string" ? stackValue(value) : value;
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isMap(value)) return value;
  const entries = Object.entries(value);
  const [[key, held] = []] = entries;
  if (entries.length === 1 && key === "secure" && typeof held === "string") return secret;
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutSecrets(inner)]));
}

function noConfig(): Problem {
  return {
    severity: "error",
    code: "missing-key",
    path: "config",
    message: "the file has no map under config",
    expected: `config: with keys that begin with ${project}:`,
    fix: `write config: and ${project}:endpoints: below it`,
  };
}

function unknownKeys(settings: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.keys(settings)
    .filter((key) => !fileKeys.includes(key))
    .map((key) => {
      const meant = nearest(key, fileKeys);
      return {
        severity: "warning",
        code: "unknown-key",
        path: pathText([key]),
        message: `Pulumi passes over ${quoted(key)}`,
        expected: `the keys ${listWords(fileKeys, "and")}`,
        fix: meant === undefined ? "remove it, or move it under config" : `write ${meant}`,
      };
    });
}

/** Keys that make the engine refuse the whole file. */
function foreignKeyProblems(key: string): readonly Problem[] {
  const parts = key.split(":");
  if (parts.length < 3 || (parts.length === 3 && parts[1] === "config")) return [];
  return [
    {
      severity: "error",
      code: "unknown-key",
      path: pathText(["config", key]),
      message: `${quoted(key)} has too many colons for a key of Pulumi`,
      expected: "keys such as aws:region",
      fix: "write one colon, behind the program's name",
    },
  ];
}

/** `timezone` and `inference-timetable:timezone` are the same key. */
function doubledNames(own: readonly OwnKey[]): readonly Problem[] {
  return own
    .filter(({ name }, index) => own.findIndex((other) => other.name === name) < index)
    .map(({ key, name }) => ({
      severity: "error",
      code: "duplicate-key",
      path: pathText([name]),
      message: `${quoted(key)} is the same key as another one`,
      expected: "every key once, with the prefix or without it",
      fix: "remove one of the two",
    }));
}
