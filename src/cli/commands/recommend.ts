import path from "node:path";
import { InvalidArgumentError, Option } from "commander";
import { formatBlock } from "../../config/edit";
import {
  type DemandHistory,
  formatPercent,
  readHistory,
  type Recommendation,
  recommendTimetable,
} from "../../recommend";
import { wrapText } from "../../report/text";
import { isKnownZone } from "../../timetable/time";
import {
  type CliContext,
  endIfErrors,
  exitCodes,
  loadStack,
  printJson,
  readFileOrThrow,
  type RegisterCommand,
  type StackOptions,
  throwUserError,
  withSpinner,
} from "../context";
import { fetchHistory } from "./fetch-history";
import { addFleetOptions, parseWeeksOption } from "./load-options";
import { addSearchOptions, readSearchOptions, type SearchOptions } from "./search-options";
import { writeRecommendation } from "./write-recommendation";

interface RecommendCommandOptions extends StackOptions, SearchOptions {
  readonly history?: string;
  readonly fromCloudwatch?: string;
  readonly weeks: number;
  readonly variant?: string;
  readonly save?: string;
  readonly timezone?: string;
  readonly write?: boolean;
  readonly json?: boolean;
}

const helpText = [
  "",
  "The CSV file has the columns timestamp,requests: the start of each interval, in ISO 8601 with an offset, and",
  "the requests in it. Missing rows are missing data, not idle time. Eight weeks are better than one.",
  "",
  "--from-cloudwatch reads Invocations of an endpoint of the stack file, or of another one by its name at AWS: each",
  "minute of two weeks, every 5 minutes of eight, each hour of more.",
  "",
  "It prints what fits into an endpoint of a stack file. What is expected of it was measured on days that it was not",
  "fitted to. --write changes baseline, windows, readyBefore and scaling of the endpoint, and keeps everything else.",
  "",
  "Examples:",
  "  npm run timetable -- recommend --history requests.csv --per-instance 120 --timezone Europe/Berlin",
  "  npm run timetable -- recommend --history requests.csv --per-instance 120 --endpoint sentiment --write",
  "  npm run timetable -- recommend --from-cloudwatch sentiment --per-instance 120 --weeks 8 --save requests.csv",
].join("\n");

/** `timetable recommend`: limits and step scaling for a history of requests. */
export const registerRecommend: RegisterCommand = (program, io, end) => {
  const command = program
    .command("recommend")
    .description("Recommends windows and step scaling for a history of requests.")
    .option("--history <file>", "CSV file with the columns timestamp,requests")
    .addOption(
      new Option("--from-cloudwatch <endpoint>", "endpoint whose history to read from CloudWatch instead").conflicts(
        "history",
      ),
    )
    .addOption(
      new Option("--weeks <count>", "weeks to read from CloudWatch, 1 to 52")
        .conflicts("history")
        .default(8)
        .argParser(parseWeeksOption),
    )
    .addOption(
      new Option("--variant <name>", "its variant (default: that of the stack file, or AllTraffic)").conflicts(
        "history",
      ),
    )
    .addOption(new Option("--save <file>", "a CSV file to write what CloudWatch has to").conflicts("history"));
  addSearchOptions(addFleetOptions(command, true))
    .option("--timezone <zone>", "the time zone of the windows (default: the endpoint's, or UTC)", parseZoneOption)
    .option("-e, --endpoint <name>", "the endpoint of the stack file")
    .option("--write", "write it to the endpoint in the stack file")
    .option("-f, --file <path>", "the stack file")
    .option("-s, --stack <name>", "the stack whose Pulumi.<name>.yaml to read")
    .option("--json", "print JSON")
    .addHelpText("after", helpText)
    .action(async (options: RecommendCommandOptions) => {
      end(await runRecommend(options, io, end));
    });
};

function parseZoneOption(text: string): string {
  if (isKnownZone(text)) return text;
  throw new InvalidArgumentError("It is not a time zone such as Europe/Berlin.");
}

/** @returns the exit code */
async function runRecommend(
  options: RecommendCommandOptions,
  io: CliContext,
  end: (exitCode: number) => void,
): Promise<number> {
  const { json = false } = options;
  const read = await readDemand(options, io, end);
  if (typeof read === "number") return read;
  const { history, named, notes } = read;
  const search = await readSearchOptions(options, history, io);
  const work = { what: "comparing timetables", io, quiet: json };
  const found = await withSpinner(work, () => recommendTimetable(history, search));
  const recommendation = { ...found, notes: [...found.notes, ...notes] };
  if (json) printJson(recommendation, io);
  else io.out(formatRecommendation(recommendation, io.columns));
  return options.write === true ? writeRecommendation(recommendation, named, io) : exitCodes.ok;
}

/** A history. `named`: the options with the endpoint of the stack file that it is for. */
interface ReadDemand {
  readonly history: DemandHistory;
  readonly named: RecommendCommandOptions;
  readonly notes: readonly string[];
}

/** @returns an exit code if the history cannot be read, after printing why */
async function readDemand(
  options: RecommendCommandOptions,
  io: CliContext,
  end: (exitCode: number) => void,
): Promise<ReadDemand | number> {
  const { history: shown, fromCloudwatch } = options;
  if (fromCloudwatch !== undefined) {
    const fetched = await fetchHistory({ ...options, fromCloudwatch }, io);
    if (fetched === undefined) return exitCodes.unread;
    const { history, endpoint } = fetched;
    const named = endpoint === undefined || options.endpoint !== undefined ? options : { ...options, endpoint };
    checkEndpoint(named, io);
    return { history: { ...history, zone: chooseZone(named, io) }, named, notes: listGapNotes(history) };
  }
  if (shown === undefined) return throwUserError(io, "name the history with --history or --from-cloudwatch");
  checkEndpoint(options, io);
  const text = new TextDecoder().decode(readFileOrThrow(path.resolve(io.currentFolder, shown), shown, io));
  const read = readHistory(text, chooseZone(options, io));
  if ("history" in read) return { history: read.history, named: options, notes: [] };
  endIfErrors({ problems: read.problems, shown }, options.json === true, io, end);
  return exitCodes.problems;
}

function checkEndpoint({ write, endpoint }: RecommendCommandOptions, io: CliContext): void {
  if (write === true && endpoint === undefined) {
    throwUserError(io, "--write needs an endpoint: name one with --endpoint");
  }
}

function chooseZone(options: RecommendCommandOptions, io: CliContext): string {
  if (options.timezone !== undefined) return options.timezone;
  return (options.endpoint === undefined ? undefined : loadStack(options, io).endpoints[0]?.timezone) ?? "UTC";
}

/**
 * AWS says so of InvocationsPerInstance; that Invocations is alike is inferred.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/endpoint-auto-scaling-prerequisites.html
 */
function listGapNotes({ requests }: Pick<DemandHistory, "requests">): readonly string[] {
  if (requests.every((count) => count >= 0)) return [];
  return [
    "SageMaker should publish 0 while nobody calls a real-time endpoint, so a gap in CloudWatch means that there was no such endpoint or variant. If nobody called it then, write the history to a file with --save, add rows with 0, and use --history.",
  ];
}

const layout = { lineEnd: "\n", step: 2, listStep: 2, braces: true };

function formatRecommendation({ timetable, scaling, ...told }: Recommendation, width: number): string {
  const { instanceHoursPerWeek, shortfall, hoursShort } = told.expected;
  const config = { timetable: omitEmptyWindows(timetable), ...(scaling === null ? {} : { scaling }) };
  const reasons = Object.entries(told.reasons).map(([name, reason]) => `${name}: ${reason}`);
  return [
    ...formatBlock(config, layout),
    "",
    `expected: ${Math.round(instanceHoursPerWeek)} instance-hours a week, ${formatPercent(shortfall)} of the requests short, in ${formatPercent(hoursShort)} of the hours`,
    `confidence: ${told.confidence}`,
    ...reasons.flatMap((line) => wrapText(line, width, 2)),
    ...told.notes.flatMap((note) => wrapText(`note: ${note}`, width, 2)),
  ].join("\n");
}

function omitEmptyWindows({ windows, ...rest }: Recommendation["timetable"]) {
  return Object.keys(windows).length === 0 ? rest : { ...rest, windows };
}
