import { endpointOfResource } from "../aws-facts/scalable-target";
import { clearStrays } from "../keep-scaling/clear-strays";
import { deregister, makeWay } from "../keep-scaling/make-way";
import { registerAgain } from "../keep-scaling/register-again";
import { registeredAgainText } from "../keep-scaling/registered-again-text";
import {
  type Remembered,
  type RememberedScaling,
  rememberScaling,
} from "../keep-scaling/remembered-scaling";
import type { AwsRead } from "../live-aws/aws-read";
import type { LiveAws } from "../live-aws/open-aws";
import { untilInService, type Waiting } from "../live-aws/until-in-service";
import { whyBusy } from "../live-checks/endpoint-busy";
import { deployedNames } from "../resources/deployed-names";
import type { DeployedResources } from "../resources/deployed-resources";
import type { ScalingAtAws } from "../resources/kept-scaling";
import { type EpochMinute, parseInstant } from "../time/instant";
import type { RunClock } from "./run-clock";

/** What was there when the run began, what it takes away, and how time passes. */
export interface ScalingContext extends Waiting, Pick<RunClock, "later"> {
  readonly deployed: DeployedResources;
  readonly remembered: Remembered;
}

/** In: `asked`: gives what asks AWS. */
export function scalingAtAws(
  asked: <T>(ask: (aws: LiveAws) => Promise<T>) => Promise<T>,
  { deployed, remembered, later, ...waiting }: ScalingContext,
): ScalingAtAws {
  return {
    makeWay: async (name, shape) => {
      const { endpoint } = deployedNames(deployed, name);
      if (endpoint === undefined) return undefined;
      return asked(async (aws) => {
        const made = await makeWay(aws, endpoint, shape, remembered);
        if ("trouble" in made || !made.found) return whyNot(made);
        // Until now something could still fire.
        return whyBusy(endpoint, await untilInService(aws, endpoint, waiting));
      });
    },
    clear: async (name, resourceId) => {
      const { endpoint, scaled = endpoint } = deployedNames(deployed, name);
      if (scaled === undefined) return undefined;
      return asked(async (aws) => {
        const left = whyNot(await deregister(aws, scaled, remembered));
        // One whose place another takes is deleted at the end of the run, and cannot be while it scales.
        const leaves = scaled !== endpointOfResource(resourceId)?.endpoint;
        if (left === undefined && leaves) await untilInService(aws, scaled, waiting);
        return left;
      });
    },
    clearStrays: async (name, meant) => {
      const { endpoint, target, scaled } = deployedNames(deployed, name);
      // Before a target is made, all of it is taken away.
      if (endpoint === undefined || !target || scaled === undefined) return { deleted: [] };
      const done = await asked((aws) => clearStrays(aws, meant));
      return "trouble" in done
        ? {
            left: [
              `what is on the target of endpoint ${name} and no longer in the state could not be deleted: ${done.trouble.message}`,
              "fix: run pulumi up again, which tries once more",
            ].join("\n"),
          }
        : { deleted: done.found };
    },
    registerAgain: async (name, failed) => {
      const { endpoint = "", scaled = endpoint } = deployedNames(deployed, name);
      const was = remembered.get(scaled);
      if (was === undefined) return [];
      const now = parseInstant(await later()) ?? 0;
      return asked((aws) => putBack(aws, { was, scaled, created: failed === "create", now }));
    },
  };
}

/** `created`: making something has failed, which may be there all the same. */
interface TakenAway {
  readonly was: RememberedScaling;
  readonly scaled: string;
  readonly created: boolean;
  readonly now: EpochMinute;
}

/** Registers again what is not there any more. Out: what has become of it, as lines; none: all of it is there */
async function putBack(
  aws: LiveAws,
  { was, scaled, created, now }: TakenAway,
): Promise<readonly string[]> {
  const left = new Map<string, RememberedScaling>();
  await rememberScaling(aws, scaled, left);
  const { actions = [] } = left.get(scaled) ?? {};
  if (left.size > 0 && actions.length >= was.actions.length) return [];
  // The target is made, and could only not be read: what is put beside it now, no later run would take away.
  if (created && left.size > 0) return [madeAlready];
  return registeredAgainText(await registerAgain(aws, was, now));
}

const madeAlready =
  "its target is made; its scheduled actions and scaling policies come with the next pulumi up: run it soon";

function whyNot(done: AwsRead<unknown>): string | undefined {
  return "trouble" in done
    ? `what an earlier run has registered again could not be taken away: ${done.trouble.message}`
    : undefined;
}
