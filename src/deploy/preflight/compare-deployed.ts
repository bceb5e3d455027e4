import { type AwsClients, type AwsResult, type LiveScaling, readPolicyAlarms } from "../../aws/client";
import { checkDriftUnread } from "../../checks/live";
import type { CompiledEndpoint } from "../../compile";
import { isPaused, planScaling } from "../../plan/endpoint";
import { formatPath, type Problem } from "../../problem";
import {
  type ComparedScaling,
  compareScaling,
  findForeignScaling,
  type LiveScalingParts,
  refreshFix,
} from "../../report/drift";
import type { EpochMinute } from "../../timetable/time";
import type { ForeignScaling } from "../recovery";
import { type DeployedResources, findDeployedPolicies, findDeployedSchedule } from "../state";

/** What somebody changed. `foreign`: empty for an existing endpoint. */
interface ScalingChanges {
  readonly problems: readonly Problem[];
  readonly foreign?: ForeignScaling;
}

interface ComparedEndpoint {
  readonly endpoint: CompiledEndpoint;
  readonly deployed: DeployedResources;
  readonly now: EpochMinute;
}

/**
 * Compares what scales an endpoint at AWS with what this stack has deployed: what this run changes is no difference.
 * @param read what AWS has now
 */
export async function compareDeployed(
  aws: AwsClients,
  { endpoint, deployed, now }: ComparedEndpoint,
  read: AwsResult<LiveScaling>,
): Promise<ScalingChanges> {
  const path = formatPath(["endpoints", endpoint.name]);
  if ("failure" in read) return { problems: checkDriftUnread(path, read.failure) };
  const compared = findComparedScaling(endpoint, deployed);
  if (compared === undefined) return { problems: [] };
  const alarms = await readPolicyAlarms(aws, read.found);
  const unknown = findForeignScaling(compared, read.found);
  // In a pause, anyone may scale the endpoint by hand.
  const isLeft = compared.isExisting || isPaused(endpoint, now);
  const foreign = isLeft ? { actions: [], policies: [] } : findForeignScaling(toPlannedScaling(endpoint), unknown);
  const differences = compareScaling(compared, {
    scaling: replaceUnknown(read.found, unknown, foreign),
    ...("failure" in alarms ? {} : { alarms: alarms.found }),
  });
  return {
    problems: [
      ...differences.map(({ code, message, fix = refreshFix }): Problem => ({
        severity: "warning",
        code,
        path,
        message,
        fix,
      })),
      ...("failure" in alarms ? checkDriftUnread(path, alarms.failure) : []),
    ],
    foreign: { actions: foreign.actions.map((each) => each.name), policies: foreign.policies.map((each) => each.name) },
  };
}

/** @returns undefined before the first deployment */
function findComparedScaling(
  { name, config }: CompiledEndpoint,
  deployed: DeployedResources,
): ComparedScaling | undefined {
  const schedule = findDeployedSchedule(deployed, name);
  if (schedule.kind !== "deployed" || config === undefined) return undefined;
  const policies = findDeployedPolicies(deployed, name);
  return { name, actions: schedule.actions, policies, isExisting: "endpoint" in config };
}

/** What this run creates takes the place of what has its name. */
function toPlannedScaling({ name, config, plan }: CompiledEndpoint): Parameters<typeof findForeignScaling>[0] {
  if (config === undefined || plan === undefined) return { name, actions: [] };
  return { name, actions: plan.actions, policies: planScaling(name, config, plan, {}) };
}

function replaceUnknown(live: LiveScaling, unknown: LiveScalingParts, foreign: LiveScalingParts): LiveScaling {
  return {
    ...live,
    actions: [...live.actions.filter((each) => !unknown.actions.includes(each)), ...foreign.actions],
    policies: [...live.policies.filter((each) => !unknown.policies.includes(each)), ...foreign.policies],
  };
}
