import { parse, type ScalarTag } from "yaml";
import { isMap } from "../config/user-text";
import { importProblem } from "./import-problem";
import type { ImportedSchedules } from "./imported-target";
import { readAwsJson } from "./read-aws-json";
import { readCloudFormation } from "./read-cloudformation";
import { readTerraform } from "./read-terraform";

/** A file with scheduled actions. `shown`: its name in messages. */
export interface ScheduleFile {
  readonly shown: string;
  readonly text: string;
}

/** What a file is: `stack` is read by the caller, which has the parser of stack files. */
type FileKind = "terraform" | "data";

/**
 * The scheduled actions in files of other tools: Terraform, CloudFormation, and what the AWS command line
 * prints. All Terraform files count as one module.
 *
 * Errors: none thrown; see `problems`
 */
export function readSchedules(files: readonly ScheduleFile[]): ImportedSchedules {
  const kinds = files.map((file) => ({ file, kind: kindOf(file) }));
  const terraform = kinds.filter(({ kind }) => kind === "terraform").map(({ file }) => file);
  const parts = [
    ...(terraform.length === 0 ? [] : [readTerraform(terraform)]),
    ...kinds.filter(({ kind }) => kind === "data").map(({ file }) => readData(file)),
  ];
  return {
    targets: parts.flatMap(({ targets }) => targets),
    problems: parts.flatMap(({ problems }) => problems),
  };
}

function kindOf({ shown, text }: ScheduleFile): FileKind {
  if (/\.tf$/i.test(shown)) return "terraform";
  return /^\s*(resource|variable|locals|module|terraform|provider|data)\b[^:\n]*\{/m.test(text)
    ? "terraform"
    : "data";
}

function readData({ shown, text }: ScheduleFile): ImportedSchedules {
  const value = parsed(text);
  if (isMap(value) && "ScheduledActions" in value) {
    return readAwsJson({ ScheduledActions: value["ScheduledActions"] }, shown);
  }
  if (isMap(value) && "Resources" in value) {
    const { Resources, Parameters } = value;
    return readCloudFormation({ Resources, Parameters }, shown);
  }
  return {
    targets: [],
    problems: [
      {
        ...importProblem(shown, undefined, ""),
        message: "the file holds no scheduled actions in a form that is known here",
        expected:
          "a stack file with schedules, Terraform, CloudFormation as YAML or JSON, or what aws application-autoscaling describe-scheduled-actions prints",
      },
    ],
  };
}

/** Short functions of CloudFormation as its long ones. Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html */
const shortFunctions: readonly ScalarTag[] = ["Ref", "Sub", "GetAtt", "ImportValue"].map(
  (name) => ({
    tag: `!${name}`,
    resolve: (text) => ({ [name === "Ref" ? name : `Fn::${name}`]: text }),
  }),
);

function parsed(text: string): unknown {
  try {
    const value: unknown = parse(text, { customTags: [...shortFunctions], logLevel: "silent" });
    return value;
  } catch {
    return undefined;
  }
}
