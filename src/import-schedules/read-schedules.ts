import { isMap } from "../config/user-text";
import type { Problem } from "../problem";
import { scheduledActionsCommand, createImportProblem } from "./import-problem";
import type { ImportedSchedules, ImportedTarget } from "./imported-target";
import { readAwsActions } from "./read-aws-actions";
import { readTerraformState } from "./read-terraform-state";

/** A file with scheduled actions. `shown`: its name in messages. */
export interface ScheduleFile {
  readonly shown: string;
  readonly text: string;
}

/** What a file is, by its content. A stack file is read by the caller, which has the parser. */
type FileKind = "aws-json" | "terraform-json" | UnreadableKind;

type UnreadableKind = "terraform-source" | "cloudformation" | "other";

/**
 * The scheduled actions in what the AWS command line and Terraform print as JSON. A target whose own file
 * does not register it has the limits with which another file does.
 *
 * Errors: none thrown; see `problems`
 */
export function readSchedules(files: readonly ScheduleFile[]): ImportedSchedules {
  const sorted = files.map(({ shown, text }) => {
    const value = parseJson(text);
    return { shown, value, kind: detectFileKind(value, text) };
  });
  const read = sorted.flatMap(({ shown, value, kind }) => {
    if (kind === "aws-json") return [readAwsActions(value, shown)];
    return kind === "terraform-json" ? [readTerraformState(value, shown)] : [];
  });
  const targets = read.flatMap((file) => file.targets);
  const unreadable = (["terraform-source", "cloudformation", "other"] as const).flatMap((kind) => {
    const names = sorted.filter((file) => file.kind === kind).map(({ shown }) => shown);
    return names.length === 0 ? [] : [createUnreadableProblem(kind, names.join(", "))];
  });
  return {
    targets: targets
      .filter(({ actions }) => actions.length > 0)
      .map((target) => addRegisteredLimits(target, targets)),
    problems: [...unreadable, ...read.flatMap((file) => file.problems)],
  };
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

function detectFileKind(value: unknown, text: string): FileKind {
  if (isMap(value)) {
    if ("ScheduledActions" in value || "ScalableTargets" in value) return "aws-json";
    if ("format_version" in value) return "terraform-json";
    if ("Resources" in value) return "cloudformation";
    // Terraform's own JSON syntax, and its state as it is stored.
    return "resource" in value || "resources" in value ? "terraform-source" : "other";
  }
  if (/^(resource|variable|locals|module|terraform|provider|data|output)\b[^:\n]*\{/m.test(text)) {
    return "terraform-source";
  }
  return /^Resources:/m.test(text) ? "cloudformation" : "other";
}

function createUnreadableProblem(kind: UnreadableKind, place: string): Problem {
  const problem = createImportProblem(place, "");
  switch (kind) {
    case "terraform-source":
      return {
        ...problem,
        message: "import does not read Terraform source or stored state, only resolved JSON",
        expected: "what terraform show -json prints",
        fix: "terraform show -json > state.json, or for a plan: terraform plan -out=plan.tfplan, then terraform show -json plan.tfplan > plan.json",
      };
    case "cloudformation":
      return {
        ...problem,
        message: "import does not read CloudFormation templates, only what AWS has",
        expected: "what the AWS command line prints",
        fix: scheduledActionsCommand,
      };
    case "other":
      return {
        ...problem,
        message: "the file has no scheduled actions in a known form",
        expected:
          "a stack file with schedules, or the JSON that terraform show -json or aws application-autoscaling describe-scheduled-actions prints",
      };
  }
}

function addRegisteredLimits(
  target: ImportedTarget,
  registered: readonly ImportedTarget[],
): ImportedTarget {
  if (target.initial !== undefined) return target;
  const same = registered.find(({ id, initial }) => id === target.id && initial !== undefined);
  return same?.initial === undefined ? target : { ...target, initial: same.initial };
}
