import { existsSync } from "node:fs";
import path from "node:path";
import { Option } from "commander";
import { readOtherSettings } from "../../config/yaml";
import { hasErrors } from "../../problem";
import {
  compareStacks,
  describeChangedSettings,
  type EndpointDiff,
  escapeMarkdown,
  findRepeated,
  formatDiff,
  formatDiffMarkdown,
  formatMarkdownTable,
  formatStackSettings,
  formatStackSettingsMarkdown,
  formatRepeated,
  formatUnchanged,
  listDiffRows,
} from "../../report/diff";
import { formatColumns } from "../../report/text";
import { formatInstant, formatPlainMinute } from "../../timetable/time";
import {
  addDetailsOption,
  addStackOptions,
  type CliContext,
  detailsHint,
  exitCodes,
  findStackFile,
  formatExamples,
  getExitCode,
  isSummarized,
  listUsableEndpoints,
  type LoadedStack,
  loadSource,
  printJson,
  printProblems,
  readStackFromDisk,
  readStackFromGit,
  type RegisterCommand,
  type StackFile,
  type StackOptions,
  type StackSource,
  throwUserError,
  toProblemsJson,
  withSpinner,
} from "../context";

interface DiffOptions extends StackOptions {
  readonly markdown?: boolean;
  readonly actions?: boolean;
  readonly exitCode?: boolean;
}

/** `timetable diff`: what changes between two states of a stack file. */
export const registerDiff: RegisterCommand = (program, io, end) => {
  const command = program
    .command("diff")
    .description("What changes between two stack files, or two commits of one.")
    .argument("[before]", "a stack file, or a commit, branch or tag (default: HEAD)")
    .argument("[after]", "the same (default: the stack file as it is now)");
  addDetailsOption(addStackOptions(command))
    .addOption(new Option("--markdown", "print Markdown, for a pull request").conflicts("json"))
    .option("--actions", "list each scheduled action that is added, changed or removed")
    .option("--exit-code", "exit 1 where anything differs, as diff does")
    .addHelpText(
      "after",
      formatExamples(
        "  npm run timetable -- diff                           what is not committed yet",
        "  npm run timetable -- diff origin/main --stack prod  against a branch",
        "  npm run timetable -- diff v1 v2 --stack prod        between two tags",
        "  npm run timetable -- diff Pulumi.dev.yaml Pulumi.prod.yaml",
        "  npm run timetable -- diff origin/main --stack prod --actions",
        "  npm run -s timetable -- diff origin/main --stack prod --markdown",
      ),
    )
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      const work = { what: "comparing", io, quiet: options.json === true };
      const compared = await withSpinner(work, () =>
        compareSources(findSources(before ?? "HEAD", after, options, io), options, io),
      );
      printComparison(compared, options, io, end);
    });
};

interface DiffSources {
  readonly before: StackSource | undefined;
  readonly after: StackSource | undefined;
  readonly shown: string;
}

function findSources(before: string, after: string | undefined, options: StackOptions, io: CliContext): DiffSources {
  const [first, second] = isFile(before, io) ? [before, after] : parseRefs(before, after);
  const filesOnly = isFile(first, io) && (second === undefined || isFile(second, io));
  if (filesOnly && second !== undefined) {
    if (options.file !== undefined || options.stack !== undefined) {
      throwUserError(io, "two files are named already: leave --file and --stack out");
    }
    return {
      before: readStackFromDisk({ file: first }, io),
      after: readStackFromDisk({ file: second }, io),
      shown: `${first} -> ${second}`,
    };
  }
  const file = findStackFile(options, io);
  const shown = `${file.shown}, ${first} -> ${second ?? "now"}`;
  return { before: readSource(first, file, io), after: readSource(second, file, io), shown };
}

/** `a..b` is two refs in one word, as git has it. */
function parseRefs(before: string, after: string | undefined): readonly [string, string | undefined] {
  const [, from, to] = /^(.+?)\.\.\.?(.+)$/.exec(before) ?? [];
  return after === undefined && from !== undefined && to !== undefined ? [from, to] : [before, after];
}

function readSource(word: string | undefined, file: StackFile, io: CliContext): StackSource | undefined {
  if (word === undefined) {
    return existsSync(file.fullPath) ? readStackFromDisk({ file: file.fullPath }, io) : undefined;
  }
  return isFile(word, io) ? readStackFromDisk({ file: word }, io) : readStackFromGit(file, word, io);
}

/** A word with a file's ending is meant as one, also where it is misspelt. */
function isFile(word: string, io: CliContext): boolean {
  return /\.ya?ml$/i.test(word) || existsSync(path.resolve(io.currentFolder, word));
}

/** Both states of the file, as far as they are there, and what differs. */
interface ComparedStacks {
  readonly before: LoadedStack | undefined;
  readonly after: LoadedStack | undefined;
  readonly shown: string;
  readonly diffs: readonly EndpointDiff[];
  /** Changed settings of the stack, such as `guards.maxInstances 20 -> 30`. */
  readonly settings: readonly string[];
}

function compareSources(sources: DiffSources, options: DiffOptions, io: CliContext): ComparedStacks {
  const [before, after] = [sources.before, sources.after].map((source) =>
    source === undefined ? undefined : loadSource(source, options, io),
  );
  if (before === undefined && after === undefined) {
    throwUserError(io, `there is no such stack file on either side: ${sources.shown}`);
  }
  const now = options.now ?? io.now;
  const diffs = compareStacks(
    listUsableEndpoints(before?.endpoints ?? []),
    listUsableEndpoints(after?.endpoints ?? []),
    Math.floor(now / 1440) * 1440,
  );
  const isInBoth = before !== undefined && after !== undefined;
  const settings = isInBoth
    ? describeChangedSettings(readStackSettings(sources.before, before), readStackSettings(sources.after, after))
    : [];
  return { before, after, shown: sources.shown, diffs, settings };
}

function readStackSettings(source: StackSource | undefined, { compilation }: LoadedStack): object {
  const text = Buffer.from(source?.bytes ?? []).toString();
  return { ...compilation.stack, ...readOtherSettings(text, source?.project) };
}

function printComparison(
  compared: ComparedStacks,
  options: DiffOptions,
  io: CliContext,
  end: (exitCode: number) => void,
): void {
  const { before, after, diffs, settings } = compared;
  const problems = [before, after].flatMap((stack) => stack?.problems ?? []);
  if (options.json === true) printJson(toDiffJson(compared), io);
  else printDiff(compared, options, io);
  const differs = settings.length > 0 || diffs.some((diff) => diff.change !== "same");
  if (hasErrors(problems)) end(getExitCode(problems));
  else end(options.exitCode === true && differs ? exitCodes.differs : exitCodes.ok);
}

function printDiff(
  { before, after, shown, diffs, settings }: ComparedStacks,
  options: DiffOptions,
  io: CliContext,
): void {
  for (const stack of [before, after]) {
    const errors = stack?.problems.filter((problem) => problem.severity === "error") ?? [];
    printProblems(errors, stack?.shown ?? shown, io);
  }
  const changed = diffs.filter((diff) => diff.change !== "same");
  const repeated = new Set(findRepeated(diffs).map(({ diff }) => diff));
  const distinct = changed.filter((diff) => !repeated.has(diff));
  const { actions = false } = options;
  const isShort = !actions && distinct.length > 1 && isSummarized(changed, options);
  const rows = isShort ? listDiffRows(changed) : undefined;
  const others = [...(rows === undefined ? formatRepeated(diffs) : []), ...formatUnchanged(diffs)];
  if (options.markdown === true) {
    const body =
      rows === undefined
        ? distinct.map((diff) => formatDiffMarkdown(diff, { actions }))
        : [formatMarkdownTable(rows), ...detailsLine];
    io.out(
      [
        `## Timetable: ${escapeMarkdown(shown)}`,
        ...formatStackSettingsMarkdown(settings),
        ...(changed.length === 0 ? ["No endpoint changes."] : [...body, ...others.map(escapeMarkdown)]),
      ].join("\n\n"),
    );
  } else if (changed.length + settings.length === 0) {
    io.out(`${shown}: no change`);
  } else {
    const draw = { width: io.columns, color: io.color, actions };
    const body =
      rows === undefined ? distinct.map((diff) => formatDiff(diff, draw)) : [formatColumns(rows), ...detailsLine];
    io.out([shown, ...formatStackSettings(settings), ...body, ...others].join("\n\n"));
  }
}

const detailsLine = [`details: ${detailsHint}`];

function toDiffJson({ diffs, settings, after }: ComparedStacks): unknown {
  return {
    settings,
    endpoints: Object.fromEntries(diffs.map((diff) => [diff.name, toEndpointJson(diff)])),
    problems: toProblemsJson(after?.problems ?? []),
  };
}

function toEndpointJson({ plan, words, settings, change, before, after }: EndpointDiff): unknown {
  const { unit } = after ?? before ?? {};
  return {
    change,
    ...(unit === undefined ? {} : { unit }),
    words,
    settings,
    ...(plan === undefined
      ? {}
      : {
          timezone: plan.zone,
          compared: { from: formatInstant(plan.from), to: formatInstant(plan.to) },
          stretches: plan.intervals.map((stretch) => ({
            from: formatInstant(stretch.from),
            to: formatInstant(stretch.to),
            localFrom: formatPlainMinute(stretch.fromClock),
            localTo: formatPlainMinute(stretch.toClock),
            before: { ...stretch.before, because: stretch.reasonsBefore },
            after: { ...stretch.after, because: stretch.reasonsAfter },
            ...(stretch.minutesLate === 0 ? {} : { minutesLate: stretch.minutesLate }),
          })),
          actions: {
            added: plan.actions.added.map(({ name }) => name),
            removed: plan.actions.removed.map(({ name }) => name),
            changed: plan.actions.changed.map(({ after: action }) => action.name),
          },
        }),
    averageMonth: {
      ...(before === undefined ? {} : { before: before.averageMonth }),
      ...(after === undefined ? {} : { after: after.averageMonth }),
    },
  };
}
