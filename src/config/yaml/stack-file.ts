import { isRegionForm } from "../../aws/facts";
import { formatPath, type Problem } from "../../problem";
import { findClosestMatch, isMap, joinWords, quoteValue } from "../text";
import { type ProjectFile, shippedProject } from "./project-file";
import { readYaml, type YamlFile } from "./read-yaml";

/** A stack file's values for this program. */
export interface StackFile {
  /** The input of `parseStack`; undefined if the file has no config. */
  readonly raw: unknown;
  readonly problems: readonly Problem[];
  /** The place of each path of `raw`. */
  readonly positions: YamlFile["positions"];
}

/**
 * The keys that the engine reads from a stack file; it silently ignores others.
 * @see https://www.pulumi.com/docs/iac/concepts/projects/stack-settings-file/
 */
const fileKeys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/**
 * Reads this program's values from a stack file, as the engine does: no key prefix, and the project's defaults for keys that
 * the file leaves out. Secrets stay encrypted.
 */
export function readStackFile(text: string, project: ProjectFile = shippedProject): StackFile {
  const { value, positions, problems } = readYaml(text);
  if (value === undefined) return { raw: undefined, problems: [...problems, ...project.problems], positions };
  const settings = isMap(value) ? value : {};
  const { config = isWholeElsewhere(settings, project) ? {} : null } = settings;
  if (!isMap(config)) {
    const all = [
      createMissingConfigProblem(project.name),
      ...problems,
      ...findUnknownKeys(settings),
      ...project.problems,
    ];
    return { raw: undefined, problems: all, positions };
  }
  const own = listOwnKeys(config, project.name);
  const names = new Map(own.map((each) => [each.path, each.name]));
  const inRaw = (path: string) => shortenPath(path, names);
  return {
    raw: { ...toConfigValues(config, own), ...readDefaults(project, own) },
    problems: [
      ...problems
        .map((problem) => ({ ...problem, path: inRaw(problem.path) }))
        .filter(({ severity, path }) => severity === "error" || !path.startsWith("config")),
      ...findUnknownKeys(settings),
      ...Object.keys(config).flatMap(checkKeyColons),
      ...checkRegion(config["aws:region"]),
      ...findDuplicateNames(own),
      ...findKeysOfOtherProjects(config, project.name),
      ...checkEnvironment(settings["environment"], project, own),
      ...project.problems,
    ],
    positions: new Map([
      ...listDefaultPositions(project, own),
      ...[...positions].map(([path, at]) => [inRaw(path), at] as const),
    ]),
  };
}

/** Whether a stack file needs no config: an environment or the project's defaults may have the endpoints. */
function isWholeElsewhere(settings: Readonly<Record<string, unknown>>, project: ProjectFile): boolean {
  return hasEnvironment(settings["environment"]) || listOwnKeys(project.defaults, project.name).some(isEndpoints);
}

function isEndpoints({ name }: OwnKey): boolean {
  return name === "endpoints";
}

/** Warns of a region that has another form than AWS's. */
function checkRegion(region: unknown): readonly Problem[] {
  if (typeof region !== "string" || isRegionForm(region)) return [];
  return [
    {
      severity: "warning",
      code: "region-unknown-shape",
      path: formatPath(["config", "aws:region"]),
      message: `${quoteValue(region)} is not the name of an AWS region`,
      expected: "a name such as eu-central-1 or us-east-1",
      fix: "write the region's full name",
    },
  ];
}

interface OwnKey {
  readonly key: string;
  readonly name: string;
  readonly path: string;
}

function listOwnKeys(config: Readonly<Record<string, unknown>>, project: string): readonly OwnKey[] {
  return Object.keys(config).flatMap((key) => {
    const name = parseOwnKey(key, project);
    return name === undefined ? [] : [{ key, name, path: formatPath(["config", key]) }];
  });
}

function toConfigValues(config: Readonly<Record<string, unknown>>, own: readonly OwnKey[]) {
  return Object.fromEntries(own.map(({ key, name }) => [name, toConfigValue(config[key])]));
}

/** The project's defaults of this program's keys that a stack file does not have. */
function readDefaults(project: ProjectFile, written: readonly OwnKey[]) {
  return toConfigValues(project.defaults, listMissingKeys(project, written));
}

function listDefaultPositions(project: ProjectFile, written: readonly OwnKey[]) {
  const missing = new Map(listMissingKeys(project, written).map((each) => [each.path, each.name]));
  return [...project.positions].map(([path, at]) => [shortenPath(path, missing), at] as const);
}

function listMissingKeys({ name: project, defaults }: ProjectFile, written: readonly OwnKey[]): readonly OwnKey[] {
  return listOwnKeys(defaults, project).filter(({ name }) => !written.some((each) => each.name === name));
}

/**
 * The name of a key without the prefix: `endpoints` of `inference-timetable:endpoints`.
 * @returns undefined for another program's key
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/config/key.go
 */
export function parseOwnKey(key: string, project: string): string | undefined {
  const [first = "", second, third, ...more] = key.split(":");
  if (second === undefined) return first;
  if (first !== project || more.length > 0) return undefined;
  if (third === undefined) return second;
  return second === "config" ? third : undefined;
}

/** Shortens `config["inference-timetable:endpoints"].a` to `endpoints.a`, as problems print it. */
function shortenPath(path: string, names: ReadonlyMap<string, string>): string {
  const [start = ""] = /^config(?:\.[\w-]+|\["(?:\\.|[^"\\])*"\])/.exec(path) ?? [];
  const name = names.get(start);
  return name === undefined ? path : formatPath([name]) + path.slice(start.length);
}

/** A top-level value reaches the program as text, a list or a map as JSON. */
export function toConfigValue(held: unknown): unknown {
  if (held === null) return "";
  if (typeof held === "number" || typeof held === "boolean") return String(held);
  return typeof held === "string" ? parseStackValue(held) : held;
}

function createMissingConfigProblem(project: string): Problem {
  return {
    severity: "error",
    code: "missing-key",
    path: "config",
    message: "the file has no map under config",
    expected: `config: with keys without a prefix, or with ${project}:`,
    fix: "write config: and endpoints: below it",
  };
}

function findUnknownKeys(settings: Readonly<Record<string, unknown>>): readonly Problem[] {
  return Object.keys(settings)
    .filter((key) => !fileKeys.includes(key))
    .map((key) => {
      const meant = findClosestMatch(key, fileKeys);
      return {
        severity: "warning",
        code: "unknown-key",
        path: formatPath([key]),
        message: `Pulumi ignores ${quoteValue(key)}`,
        expected: `the keys ${joinWords(fileKeys, "and")}`,
        fix: meant === undefined ? "remove it, or move it under config" : `write ${meant}`,
      };
    });
}

/** Finds keys that make the engine reject the whole file. */
function checkKeyColons(key: string): readonly Problem[] {
  const parts = key.split(":");
  if (parts.length < 3 || (parts.length === 3 && parts[1] === "config")) return [];
  return [
    {
      severity: "error",
      code: "unknown-key",
      path: formatPath(["config", key]),
      message: `${quoteValue(key)} has too many colons for a Pulumi key`,
      expected: "keys such as aws:region",
      fix: "write one colon, after the program's name",
    },
  ];
}

/**
 * Finds settings with the name of another project, which `pulumi up` does not hand to this program: without this, it
 * would delete every endpoint.
 * @param config the values by their whole keys; maps may be JSON
 */
export function findKeysOfOtherProjects(
  config: Readonly<Record<string, unknown>>,
  project: string,
): readonly Problem[] {
  const found = Object.entries(config).flatMap(([key, value]) => {
    const [prefix, name, ...more] = key.split(":");
    const isOurs = prefix === shippedProject.name || (name === "endpoints" && isMap(toConfigValue(value)));
    return prefix !== project && name !== undefined && more.length === 0 && isOurs ? [prefix] : [];
  });
  const prefixes = new Set(found);
  return Object.keys(config).flatMap((key): readonly Problem[] => {
    const [prefix, name] = key.split(":");
    if (!prefixes.has(prefix) || name === undefined) return [];
    return [
      {
        severity: "error",
        code: "wrong-prefix",
        path: formatPath(["config", key]),
        message: `Pulumi ignores ${quoteValue(key)}: Pulumi.yaml names the project ${quoteValue(project)}`,
        expected: `keys without a prefix, or with ${project}:`,
        fix: `write ${name}: without a prefix`,
      },
    ];
  });
}

/** Whether a stack imports environments of Pulumi ESC, or has values of one. */
function hasEnvironment(environment: unknown): boolean {
  return Array.isArray(environment) ? environment.length > 0 : isMap(environment);
}

/** Finds required keys that are missing; an environment of Pulumi ESC may have them, and only Pulumi can read it. */
function checkEnvironment(
  environment: unknown,
  { name: project, required }: ProjectFile,
  written: readonly OwnKey[],
): readonly Problem[] {
  if (hasEnvironment(environment)) {
    return [
      {
        severity: "warning",
        code: "environment-unread",
        path: "environment",
        message: "only Pulumi reads environments: pulumi up also uses their values, and this command does not",
        expected: "all settings of this program in the stack file or in Pulumi.yaml",
        fix: "compare with the output of pulumi config",
      },
    ];
  }
  return required
    .flatMap((key) => parseOwnKey(key, project) ?? [])
    .filter((name) => name !== "endpoints" && !written.some((each) => each.name === name))
    .map((name) => ({
      severity: "error",
      code: "missing-key",
      path: formatPath([name]),
      message: `Pulumi.yaml declares ${quoteValue(name)} without a default, and the stack file does not have it`,
      expected: `${name} in each stack file, or a default in Pulumi.yaml`,
      fix: `write ${name}: under config`,
    }));
}

/** Finds `timezone` beside `inference-timetable:timezone`, which are the same key. */
function findDuplicateNames(own: readonly OwnKey[]): readonly Problem[] {
  const first = new Map(own.toReversed().map((each) => [each.name, each]));
  return own
    .filter((each) => first.get(each.name) !== each)
    .map(({ key, name }) => ({
      severity: "error",
      code: "duplicate-key",
      path: formatPath([name]),
      message: `${quoteValue(key)} is the same key as another one`,
      expected: "each key once, with or without the prefix",
      fix: "remove one of the two",
    }));
}

/**
 * Parses the stack's values for this program, the input of `parseStack`.
 * @param engineConfig keys as `<name>:<key>`, every value as text, maps and lists as JSON
 * @returns the project's keys without the prefix, known or not
 */
export function parseStackValues(
  engineConfig: Readonly<Record<string, string>>,
  name: string,
): Readonly<Record<string, unknown>> {
  const prefix = `${name}:`;
  return Object.fromEntries(
    Object.entries(engineConfig)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, text]) => [key.slice(prefix.length), parseStackValue(text)]),
  );
}

/** Parses the JSON of a map or a list; all other text stays as it is. */
function parseStackValue(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
