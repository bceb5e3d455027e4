import { Command, CommanderError } from "commander";
import { type CliContext, exitCodes, formatExamples, throwUserError } from "../cli/context";
import { isBurstable } from "../aws/facts";
import { checks } from "./checks";

/** What the command line asks for. */
export interface VerifyOptions {
  readonly image?: string;
  readonly modelData?: string;
  readonly roleArn?: string;
  readonly instanceType: string;
  readonly otherInstanceType: string;
  readonly endpoint?: string;
  readonly variant: string;
  readonly component?: string;
  readonly only?: readonly string[];
  readonly region?: string;
  readonly profile?: string;
  readonly clean?: true;
  readonly yes?: true;
  readonly json?: true;
}

/** Not the cheapest type, ml.t2.medium: burstable types have no auto scaling. */
const instanceTypes = { first: "ml.m5.large", other: "ml.m5.xlarge" } as const;

const description = [
  "Tries on a real AWS account what this program assumes and nobody has seen yet. docs/verify.md lists the checks.",
  "It creates an endpoint, which costs money, asks first, and deletes everything that it created.",
].join(" ");

const helpText = [
  "",
  `Checks: ${checks.map(({ id }) => id).join(", ")}.`,
  "Exit codes: 0 if AWS does what is assumed, 1 if something differs, 2 if the run could not be completed, also if",
  "something is left at AWS.",
  formatExamples(
    "  npm run verify:aws -- --image IMAGE --model-data s3://BUCKET/model.tar.gz --role-arn ARN",
    "  npm run verify:aws -- --endpoint NAME --only overlapping-puts no-change-firing",
    "  npm run verify:aws -- --clean",
  ),
].join("\n");

function createCommand(io: CliContext): Command {
  return new Command("verify:aws")
    .description(description)
    .option("--image <uri>", "container image of the endpoint to create")
    .option("--model-data <url>", "model data in Amazon S3, if the image needs any")
    .option("--role-arn <arn>", "execution role of the model")
    .option("--instance-type <type>", "of the endpoint to create; burstable types cannot scale", instanceTypes.first)
    .option("--other-instance-type <type>", "which the endpoint is asked to change to", instanceTypes.other)
    .option("--endpoint <name>", "use this endpoint instead: it is neither updated nor deleted")
    .option("--variant <name>", "its variant", "AllTraffic")
    .option("--component <name>", "inference component that may get a copy more for a while")
    .option("--only <ids...>", "only these checks")
    .option("--region <region>", "default: as for the AWS CLI")
    .option("--profile <name>", "default: as for the AWS CLI")
    .option("--clean", "delete what an earlier run left")
    .option("--yes", "do not ask")
    .option("--json", "print JSON")
    .exitOverride()
    .configureOutput({ writeOut: (text) => io.out(text.trimEnd()), writeErr: (text) => io.err(text.trimEnd()) })
    .addHelpText("after", helpText);
}

/**
 * Parses the command line.
 * @returns the exit code if there is nothing to do but that: after --help, or with a problem that is printed
 */
export function parseVerifyOptions(words: readonly string[], io: CliContext): VerifyOptions | number {
  try {
    const options = createCommand(io)
      .parse([...words], { from: "user" })
      .opts<VerifyOptions>();
    checkOptions(options, io);
    return options;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    throw error;
  }
}

/** @throws {CommanderError} */
function checkOptions(options: VerifyOptions, io: CliContext): void {
  const { image, roleArn, endpoint, only, clean } = options;
  const burstable = [options.instanceType, options.otherInstanceType].find(isBurstable);
  if (burstable !== undefined)
    throwUserError(io, `${burstable} is burstable, so it cannot be scaled`, "name another type");
  const known = checks.map(({ id }) => id);
  const unknown = (only ?? []).filter((id) => !known.includes(id));
  if (unknown.length > 0) throwUserError(io, `unknown check ${unknown.join(", ")}`, `checks: ${known.join(", ")}`);
  if (endpoint !== undefined) {
    if (image !== undefined) throwUserError(io, "--image and --endpoint exclude each other", "leave one of them out");
    return;
  }
  if (image === undefined && clean === true) return;
  if (image === undefined) {
    throwUserError(
      io,
      "there is nothing to try it with",
      "name an image and a role (--image, --role-arn), or --endpoint",
    );
  }
  if (roleArn === undefined) throwUserError(io, "--image needs a role", "add --role-arn");
}
