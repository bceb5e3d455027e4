import { Option } from "commander";
import { closeClients } from "../../aws/client";
import { formatNumber } from "../../plan/usage";
import { formatPercent } from "../../recommend";
import type { Past } from "../../report/review";
import { wrapText } from "../../report/text";
import { formatZoned } from "../../timetable/time";
import {
  addStackOptions,
  type CliContext,
  endIfErrors,
  exitCodes,
  formatExamples,
  loadStack,
  printJson,
  readStackFromDisk,
  type RegisterCommand,
  type StackOptions,
  withSpinner,
} from "../context";
import { addFleetOptions, parseWeeksOption } from "./load-options";
import { addNameOptions, createStackClients, getGivenNames } from "./names-at-aws";
import { type Review, measureEndpoint, type ReviewOptions } from "./review-endpoint";
import { addSearchOptions } from "./search-options";
import { writeRecommendation } from "./write-recommendation";

interface ReviewCommandOptions extends ReviewOptions {
  readonly write?: boolean;
}

/** `timetable review`: what ran in the last weeks, and whether another timetable pays. */
export const registerReview: RegisterCommand = (program, io, end) => {
  const command = program
    .command("review")
    .description("Compares the last weeks at AWS with the timetable, and proposes a change if it pays.")
    .addOption(new Option("--weeks <count>", "weeks to read, 1 to 52").default(4).argParser(parseWeeksOption));
  addNameOptions(addStackOptions(addSearchOptions(addFleetOptions(command, true))))
    .option("--write", "write what pays to the stack file")
    .addHelpText(
      "after",
      [
        "",
        "Reads requests and instances in service from CloudWatch, and the scaling activities. Without --endpoint, or with",
        "--endpoint all, it reviews every endpoint. A change pays if the same weeks cost at least 5 % less with no more",
        "requests short.",
        "Exit codes: 0, 1 if the stack file has errors or was not written, 2 if AWS could not be read.",
        formatExamples(
          "  npm run timetable -- review --stack prod --endpoint sentiment --per-instance 120",
          "  npm run timetable -- review --stack prod --endpoint all --per-instance 120 --weeks 8 --write",
        ),
      ].join("\n"),
    )
    .action(async (options: ReviewCommandOptions) => {
      const { endpoint, ...others } = options;
      end(await runReview(endpoint === "all" ? others : options, io, end));
    });
};

/** @returns the exit code */
async function runReview(
  options: ReviewCommandOptions,
  io: CliContext,
  end: (exitCode: number) => void,
): Promise<number> {
  const json = options.json === true;
  const stack = loadStack({ ...options, now: options.now ?? io.now }, io);
  if (endIfErrors(stack, json, io, end)) return exitCodes.problems;
  const named = getGivenNames(stack, options, io);
  const aws = await createStackClients(readStackFromDisk(options, io), io);
  const reviews: (readonly [string, Review])[] = [];
  try {
    for (const endpoint of stack.endpoints) {
      const work = { what: `reviewing ${endpoint.name}`, io, quiet: json };
      reviews.push([
        endpoint.name,
        await withSpinner(work, () => measureEndpoint(aws, endpoint, named, { ...options, now: stack.now }, io)),
      ]);
    }
  } finally {
    closeClients(aws);
  }
  if (json) printJson({ endpoints: Object.fromEntries(reviews.map(([name, review]) => [name, toJson(review)])) }, io);
  else io.out(reviews.map(([name, review]) => formatReview(name, review, io.columns)).join("\n\n"));
  const codes = options.write === true ? reviews.map(([name, review]) => writeReview(name, review, options, io)) : [];
  if (reviews.some(([, review]) => "trouble" in review)) return exitCodes.unread;
  return Math.max(exitCodes.ok, ...codes);
}

/** Writes a proposal that pays. */
function writeReview(endpoint: string, review: Review, options: StackOptions, io: CliContext): number {
  if (!("past" in review) || !review.verdict.isChange || review.recommendation === undefined) return exitCodes.ok;
  return writeRecommendation(review.recommendation, { ...options, endpoint }, io);
}

function toJson(review: Review): unknown {
  if (!("past" in review)) return review;
  const { awsName, zone, history, past, verdict, now, proposed, recommendation } = review;
  const { failedFirings, missedFirings, ...measured } = past;
  const end = history.start + history.requests.length * history.intervalMinutes;
  const toMoment = ({ at, ...firing }: Past["failedFirings"][number]) => ({ at: formatZoned(zone, at), ...firing });
  return {
    awsName,
    from: formatZoned(zone, history.start),
    to: formatZoned(zone, end),
    past: { ...measured, failedFirings: failedFirings.map(toMoment), missedFirings: missedFirings.map(toMoment) },
    propose: verdict.isChange,
    reason: verdict.reason,
    ...(now === undefined ? {} : { now }),
    ...(proposed === undefined ? {} : { proposed }),
    ...(verdict.isChange && recommendation !== undefined ? { recommendation } : {}),
  };
}

function formatReview(name: string, review: Review, width: number): string {
  if ("trouble" in review) return `${name}: ${review.trouble.message}\n  fix: ${review.trouble.fix}`;
  if ("skipped" in review) return `${name}: not reviewed: ${review.skipped}`;
  const { awsName, zone, history, past, verdict, recommendation } = review;
  const end = history.start + history.requests.length * history.intervalMinutes;
  const day = (at: number) => formatZoned(zone, at).slice(0, 10);
  const lost = [...past.failedFirings, ...past.missedFirings].map(
    ({ at, action, failure }) => `  ${formatZoned(zone, at)} ${action}: ${failure ?? "AWS has no record of it"}`,
  );
  const { shortfall } = recommendation?.expected ?? {};
  const backtest = shortfall === undefined ? [] : [`on held-back days: ${formatPercent(shortfall)} short`];
  return [
    `${name} (${awsName}): ${day(history.start)} to ${day(end)}`,
    `hours short: ${past.hoursShort} of ${past.hours}, ${formatPercent(past.shortfall)} of the requests`,
    `idle instance-hours: ${formatNumber(Math.round(past.idleHours))} of ${formatNumber(Math.round(past.instanceHours))} in service`,
    `firings: ${past.firings}, ${past.failedFirings.length} failed, ${past.missedFirings.length} without a record`,
    ...lost.slice(0, 5),
    `rises of min: ${past.rises}, below min for ${past.minutesBelowMin} minutes, at most ${past.longestMinutesBelowMin} in a row`,
    ...wrapText(`${verdict.isChange ? "change" : "keep"}: ${verdict.reason}`, width, 2),
    ...(verdict.isChange ? backtest : []),
  ].join("\n");
}
