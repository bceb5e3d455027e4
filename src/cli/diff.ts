import { existsSync } from "node:fs";
import path from "node:path";
import { Option } from "commander";
import { hasErrors } from "../problem";
import { diffMarkdown, diffText } from "../report/diff-text";
import { type EndpointDiff, stackDiff } from "../report/stack-diff";
import { formatInstant } from "../time/instant";
import { formatPlainMinute } from "../time/plain-time";
import type { RegisterCommand } from "./commands";
import { exitCodes } from "./exit-codes";
import { findStackFile, type StackFile } from "./find-stack-file";
import { stackInGit } from "./git-source";
import { inProgress } from "./in-progress";
import type { Io } from "./io";
import { printJson } from "./json-output";
import { loadSource, type LoadedStack, understood } from "./load-stack";
import { exitCodeOf, printProblems, problemsJson } from "./problems-output";
import { type StackOptions, withStackOptions } from "./stack-options";
import { stackOnDisk, type StackSource } from "./stack-source";
import { usageError } from "./usage-error";

interface DiffOptions extends StackOptions {
  readonly markdown?: boolean;
  readonly exitCode?: boolean;
}

/** `timetable diff`: what changes between two states of a stack file. */
export const registerDiff: RegisterCommand = (program, io, end) => {
  const command = program
    .command("diff")
    .description("What changes between two stack files, or two commits of one.")
    .argument("[before]", "a stack file, or a commit, branch or tag (default: HEAD)")
    .argument("[after]", "the same (default: the stack file as it is now)");
  withStackOptions(command)
    .addOption(new Option("--markdown", "print Markdown, for a pull request").conflicts("json"))
    .option("--exit-code", "exit 1 where anything differs, as diff does")
    .addHelpText(
      "after",
      [
        "",
        "Examples:",
        "  npm run timetable -- diff                           what is not committed yet",
        "  npm run timetable -- diff origin/main --stack prod  against a branch",
        "  npm run timetable -- diff v1 v2 --stack prod        between two tags",
        "  npm run timetable -- diff Pulumi.dev.yaml Pulumi.prod.yaml",
        "  npm run -s timetable -- diff origin/main --stack prod --markdown",
      ].join("\n"),
    )
    .action(async (before: string | undefined, after: string | undefined, options: DiffOptions) => {
      const work = { what: "comparing", io, quiet: options.json === true };
      const compared = await inProgress(work, () =>
        compare(sourcesOf(before ?? "HEAD", after, options, io), options, io),
      );
      tell(compared, options, io, end);
    });
};

interface Sources {
  readonly before: StackSource | undefined;
  readonly after: StackSource | undefined;
  readonly shown: string;
}

function sourcesOf(
  before: string,
  after: string | undefined,
  options: StackOptions,
  io: Io,
): Sources {
  const [first, second] = isFile(before, io) ? [before, after] : refsOf(before, after);
  const filesOnly = isFile(first, io) && (second === undefined || isFile(second, io));
  if (filesOnly && second !== undefined) {
    if (options.file !== undefined || options.stack !== undefined) {
      usageError(io, "two files are named already: leave --file and --stack out");
    }
    return {
      before: stackOnDisk({ file: first }, io),
      after: stackOnDisk({ file: second }, io),
      shown: `${first} -> ${second}`,
    };
  }
  const file = findStackFile(options, io);
  const shown = `${file.shown}, ${first} -> ${second ?? "now"}`;
  return { before: sourceOf(first, file, io), after: sourceOf(second, file, io), shown };
}

/** `a..b` is two refs in one word, as git has it. */
function refsOf(before: string, after: string | undefined): readonly [string, string | undefined] {
  const [, from, to] = /^(.+?)\.\.\.?(.+)$/.exec(before) ?? [];
  return after === undefined && from !== undefined && to !== undefined
    ? [from, to]
    : [before, after];
}

function sourceOf(word: string | undefined, file: StackFile, io: Io): StackSource | undefined {
  if (word === undefined) {
    return existsSync(file.fullPath) ? stackOnDisk({ file: file.fullPath }, io) : undefined;
  }
  return isFile(word, io) ? stackOnDisk({ file: word }, io) : stackInGit(file, word, io);
}

/** A word with a file's ending is meant as one, also where it is misspelt. */
function isFile(word: string, io: Io): boolean {
  return /\.ya?ml$/i.test(word) || existsSync(path.resolve(io.asTyped, word));
}

/** Both states of the file, as far as they are there, and what differs. */
interface Compared {
  readonly before: LoadedStack | undefined;
  readonly after: LoadedStack | undefined;
  readonly shown: string;
  readonly diffs: readonly EndpointDiff[];
}

function compare(sources: Sources, options: DiffOptions, io: Io): Compared {
  const [before, after] = [sources.before, sources.after].map((source) =>
    source === undefined ? undefined : loadSource(source, options, io),
  );
  if (before === undefined && after === undefined) {
    usageError(io, `there is no such stack file on either side: ${sources.shown}`);
  }
  const now = options.now ?? io.now;
  const diffs = stackDiff(
    understood(before?.endpoints ?? []),
    understood(after?.endpoints ?? []),
    Math.floor(now / 1440) * 1440,
  );
  return { before, after, shown: sources.shown, diffs };
}

function tell(
  { before, after, shown, diffs }: Compared,
  options: DiffOptions,
  io: Io,
  end: (exitCode: number) => void,
): void {
  const problems = [before, after].flatMap((stack) => stack?.problems ?? []);
  if (options.json === true) printJson(diffJson(diffs, after), io);
  else print(diffs, [before, after], shown, options, io);
  const differs = diffs.some((diff) => diff.change !== "same");
  if (hasErrors(problems)) end(exitCodeOf(problems));
  else end(options.exitCode === true && differs ? exitCodes.differs : exitCodes.ok);
}

function print(
  diffs: readonly EndpointDiff[],
  stacks: readonly (LoadedStack | undefined)[],
  shown: string,
  options: DiffOptions,
  io: Io,
): void {
  for (const stack of stacks) {
    const errors = stack?.problems.filter((problem) => problem.severity === "error") ?? [];
    printProblems(errors, stack?.shown ?? shown, io);
  }
  const changed = diffs.filter((diff) => diff.change !== "same");
  if (options.markdown === true) {
    const body = changed.length === 0 ? ["No endpoint changes."] : changed.map(diffMarkdown);
    io.out([`## Timetable: ${shown}`, ...body].join("\n\n"));
    return;
  }
  if (changed.length === 0) io.out(`${shown}: no change`);
  else io.out([shown, ...changed.map((diff) => diffText(diff, drawOn(io)))].join("\n\n"));
}

function drawOn(io: Io): { readonly width: number; readonly colour: boolean } {
  return { width: io.columns, colour: io.colour };
}

function diffJson(diffs: readonly EndpointDiff[], after: LoadedStack | undefined): unknown {
  return {
    endpoints: Object.fromEntries(diffs.map((diff) => [diff.name, endpointJson(diff)])),
    problems: problemsJson(after?.problems ?? []),
  };
}

function endpointJson({ plan, words, settings, change, before, after }: EndpointDiff): unknown {
  return {
    change,
    words,
    settings,
    ...(plan === undefined
      ? {}
      : {
          timezone: plan.zone,
          compared: { from: formatInstant(plan.from), to: formatInstant(plan.to) },
          stretches: plan.stretches.map((stretch) => ({
            from: formatInstant(stretch.from),
            to: formatInstant(stretch.to),
            localFrom: formatPlainMinute(stretch.fromClock),
            localTo: formatPlainMinute(stretch.toClock),
            before: { ...stretch.before, because: stretch.becauseBefore },
            after: { ...stretch.after, because: stretch.becauseAfter },
          })),
          actions: plan.actions,
        }),
    averageMonth: {
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  };
}
