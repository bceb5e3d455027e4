import { endpointOfResource } from "../aws-facts/scalable-target";
import { clearStrays } from "../keep-scaling/clear-strays";
import { deregister, makeWay, makeWayUnknown } from "../keep-scaling/make-way";
import { registerAgain } from "../keep-scaling/register-again";
import { registeredAgainText } from "../keep-scaling/registered-again-text";
import {
  type Remembered,
  type RememberedScaling,
  rememberScaling,
} from "../keep-scaling/remembered-scaling";
import { tagTarget } from "../keep-scaling/tag-target";
import type { AwsRead } from "../live-aws/aws-read";
import type { LiveAws } from "../live-aws/open-aws";
import { untilInService, type Waiting } from "../live-aws/until-in-service";
import { whyBusy } from "../live-checks/endpoint-busy";
import { deployedNames } from "../resources/deployed-names";
import type { DeployedResources } from "../resources/deployed-resources";
import type { ScalingAtAws } from "../resources/kept-scaling";
import { othersOver } from "./others-over";
import type { RunClock } from "./run-clock";

/** What was there when the run began, what it takes away, and how time passes. */
export interface ScalingContext extends Waiting, Pick<RunClock, "later"> {
  readonly deployed: DeployedResources;
  readonly remembered: Remembered;
}

type Asked = <T>(ask: (aws: LiveAws) => Promise<T>) => Promise<T>;

/** In: `asked`: gives what asks AWS. */
export function scalingAtAws(asked: Asked, context: ScalingContext): ScalingAtAws {
  return {
    ...givingWay(asked, context),
    ...clearing(asked, context),
    ...bringingBack(asked, context),
  };
}

function givingWay(
  asked: Asked,
  { deployed, remembered, ...waiting }: ScalingContext,
): Pick<ScalingAtAws, "makeWay" | "giveWay"> {
  /** Endpoints whose update a run has tried once more, which it does once. */
  const tried = new Set<string>();
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
    giveWay: async (name) => {
      const { endpoint, targetArn } = deployedNames(deployed, name);
      if (endpoint === undefined || tried.has(endpoint)) return false;
      tried.add(endpoint);
      const made = await asked((aws) =>
        makeWayUnknown(aws, { endpointName: endpoint, targetArn }, remembered, waiting),
      );
      return "found" in made && made.found;
    },
  };
}

function clearing(
  asked: Asked,
  { deployed, remembered, ...waiting }: ScalingContext,
): Pick<ScalingAtAws, "clear" | "clearStrays" | "comesToRest"> {
  return {
    comesToRest: (endpointName) =>
      asked(async (aws) => {
        const waited = await untilInService(aws, endpointName, waiting);
        return "inService" in waited && waited.minutes > 0;
      }),
    clear: async (name, { resourceId, tags }) => {
      const { endpoint, scaled = endpoint } = deployedNames(deployed, name);
      if (scaled === undefined) return undefined;
      return asked(async (aws) => {
        // A target that is there already is taken over without a moment in which nothing scales.
        if (scaled === endpointOfResource(resourceId)?.endpoint) {
          return whyNot(await tagTarget(aws, resourceId, tags));
        }
        const left = whyNot(await deregister(aws, scaled, remembered));
        // The one whose place another takes is deleted at the end of the run, and cannot be while it scales.
        if (left === undefined) await untilInService(aws, scaled, waiting);
        return left;
      });
    },
    clearStrays: async (name, meant) => {
      if (deployedNames(deployed, name).endpoint === undefined) return { deleted: [] };
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
  };
}

function bringingBack(
  asked: Asked,
  { deployed, remembered, later, ...waiting }: ScalingContext,
): Pick<ScalingAtAws, "through" | "registerAgain"> {
  /** Endpoints, by their names at AWS, that the engine does nothing more to after a failure. */
  const over = new Set<string>();
  const scaledBy = (name: string): string => {
    const { endpoint = "", scaled = endpoint } = deployedNames(deployed, name);
    return scaled;
  };
  const putBackAtAws = (was: RememberedScaling): Promise<readonly string[]> =>
    asked((aws) => putBack(aws, was, later));
  return {
    through: (name) => {
      remembered.delete(scaledBy(name));
    },
    registerAgain: async (name) => {
      const scaled = scaledBy(name);
      over.add(scaled);
      const was = remembered.get(scaled);
      const own = was === undefined ? [] : await putBackAtAws(was);
      const others = { ...waiting, asked, remembered, over, scalingNow, putBack: putBackAtAws };
      return [...own, ...(await othersOver(others))];
    },
  };
}

/** Registers again what is not there any more. Out: what has become of it, as lines; none: all of it is there */
async function putBack(
  aws: LiveAws,
  was: RememberedScaling,
  later: RunClock["later"],
): Promise<readonly string[]> {
  const there = await scalingNow(aws, was);
  return registeredAgainText(await registerAgain(aws, was, await later(), there));
}

async function scalingNow(
  aws: LiveAws,
  { resourceId }: RememberedScaling,
): Promise<RememberedScaling | undefined> {
  const { endpoint = "" } = endpointOfResource(resourceId) ?? {};
  const left: Remembered = new Map();
  await rememberScaling(aws, endpoint, left);
  return left.get(endpoint);
}

function whyNot(done: AwsRead<unknown>): string | undefined {
  return "trouble" in done
    ? `what an earlier run has registered again could not be taken away or over: ${done.trouble.message}`
    : undefined;
}
