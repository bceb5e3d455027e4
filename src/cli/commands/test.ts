import { existsSync } from "node:fs";
import path from "node:path";
import { parseExpectations, type PlacedExpectation } from "../../config/schema";
import { mergeProblems, readYaml } from "../../config/yaml";
import { chooseShownZone } from "../../plan/usage";
import { hasErrors, type Problem } from "../../problem";
import { checkExpectation, formatTimes, type UnexpectedLimits } from "../../report";
import { wrapText } from "../../report/text";
import type { Limits } from "../../timetable";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  exitCodes,
  findStackFile,
  formatExamples,
  type LoadedStack,
  loadStack,
  printJson,
  readFileOrThrow,
  type RegisterCommand,
  type StackOptions,
  throwUserError,
} from "../context";

/** `timetable test [FILE]`: compares the timetables of a stack with a file of expectations. */
export const registerTest: RegisterCommand = (program, io, end) => {
  const command = program
    .command("test")
    .description("Compares the limits with those that a file expects.")
    .argument("[file]", "the expectations; default: timetable-test.<stack>.yaml beside the stack file");
  addStackOptions(command)
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- test --stack prod",
        "  npm run timetable -- test christmas.yaml --stack prod --endpoint sentiment",
        "  npm run -s timetable -- test --json",
      ),
    )
    .action((given: string | undefined, options: StackOptions) => {
      const json = options.json === true;
      const file = given ?? findDefaultFile(options, io);
      const stack = loadStack(options, io);
      if (endIfErrors(stack, json, io, end)) return;
      if (!existsSync(path.resolve(io.currentFolder, file))) throwMissingFile(file, stack, io);
      const { expectations, problems } = readExpectations(file, stack, io);
      if (endIfErrors({ problems, shown: file }, json, io, end)) return;
      const results = expectations.flatMap((each) => checkInStack(each, stack));
      if (results.length === 0)
        throwUserError(io, `${file} has no expectations for ${options.endpoint ?? "the stack"}`);
      if (json) printJson({ expectations: results.map(toResultJson) }, io);
      else printResults(results, file, io);
      if (results.some(({ unexpected }) => unexpected.length > 0)) end(exitCodes.differs);
    });
};

function throwMissingFile(file: string, { compilation }: LoadedStack, io: CliContext): never {
  const [name = "sentiment"] = Object.keys(compilation.endpoints);
  return throwUserError(
    io,
    `cannot read ${file}: no such file`,
    `write one, such as ${name}: [{ on: mon-fri, at: "09:00", min: 2 }, { at: 2026-12-25T09:00, min: 1 }]`,
  );
}

/** @returns its path from the current folder */
function findDefaultFile(options: StackOptions, io: CliContext): string {
  const { fullPath, shown } = findStackFile(options, io);
  const [, name] = /^Pulumi\.(.+)\.yaml$/.exec(path.basename(fullPath)) ?? [];
  if (name === undefined) throwUserError(io, `${shown} is not a Pulumi.<stack>.yaml`, "name the file of expectations");
  return path.relative(io.currentFolder, path.join(path.dirname(fullPath), `timetable-test.${name}.yaml`));
}

type Expected = PlacedExpectation & { readonly line: number };

function readExpectations(file: string, { compilation }: LoadedStack, io: CliContext) {
  const text = new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, file), file, io));
  const { value, positions, problems: textProblems } = readYaml(text);
  const parsed = hasErrors(textProblems)
    ? { expectations: [], problems: [] as readonly Problem[] }
    : parseExpectations(value, Object.keys(compilation.endpoints));
  return {
    expectations: parsed.expectations.map((each): Expected => ({ ...each, line: positions.get(each.path)?.line ?? 1 })),
    problems: mergeProblems({ problems: textProblems, positions }, parsed.problems),
  };
}

interface Result {
  readonly expected: Expected;
  readonly zone: string;
  readonly when: string;
  /** Empty if the expectation holds. */
  readonly unexpected: readonly UnexpectedLimits[];
}

/** Empty if `--endpoint` selects another one. */
function checkInStack(expected: Expected, { endpoints, now }: LoadedStack): readonly Result[] {
  return endpoints
    .filter(({ name }) => name === expected.endpoint)
    .map((endpoint) => ({
      expected,
      zone: chooseShownZone(endpoint),
      when: formatTimes(expected.kind, expected.intervals),
      unexpected: checkExpectation(endpoint, expected, now),
    }));
}

function toResultJson({ expected, when, unexpected }: Result): unknown {
  const { endpoint, line, limits } = expected;
  const actual = unexpected.map(({ limits: { min, max }, reasons: because, ...at }) => ({ ...at, min, max, because }));
  return { endpoint, line, when, holds: actual.length === 0, expected: limits, actual };
}

function printResults(results: readonly Result[], file: string, io: CliContext): void {
  const failed = results.filter(({ unexpected }) => unexpected.length > 0);
  for (const result of failed) io.out(`${formatFailure(result, file, io.columns)}\n`);
  const held = results.length - failed.length;
  const holds = `${held} expectation${held === 1 ? " holds" : "s hold"}`;
  io.out(
    `${file}: ${holds}${failed.length === 0 ? "" : `, ${failed.length} ${failed.length === 1 ? "does" : "do"} not`}`,
  );
}

function formatFailure({ expected, zone, when, unexpected }: Result, file: string, columns: number): string {
  return [
    `${file}:${expected.line}: ${expected.endpoint}, ${when} (${zone})`,
    `  expected: ${formatSomeLimits(expected.limits)}`,
    ...unexpected.map(({ limits, reasons, when: part }) => {
      const times = part === when ? "" : ` (${part})`;
      return wrapText(`  actual:   ${formatSomeLimits(limits)} = ${reasons.join(", ")}${times}`, columns, 12).join(
        "\n",
      );
    }),
  ].join("\n");
}

function formatSomeLimits({ min, max }: Partial<Limits>): string {
  return [...(min === undefined ? [] : [`min ${min}`]), ...(max === undefined ? [] : [`max ${max}`])].join(", ");
}
