import { readScalableTarget, toScalableTargetKey, waitForComponentInService } from "../aws/client";
import { type Check, Stopped, type TestTarget, type Trial } from "./check";
import {
  callOrStop,
  findNextMinute,
  firingMinutes,
  formatActivity,
  formatAt,
  getFound,
  createAction,
  registerTarget,
  toFixedLimits,
  waitForFiring,
  waitForMinute,
} from "./scaling-calls";

const name = "component";

export const componentUpdating: Check = {
  id: "component-updating",
  claim: "a firing while its inference component is Updating",
  assumed: "it fails",
  needs: "component",
  observe: async (trial) => {
    const target = await readComponentTarget(trial);
    await registerTarget(trial, target, toFixedLimits(target));
    try {
      return await observeFiring(trial, target);
    } finally {
      await restoreCopies(trial, target);
    }
  },
};

/** @throws Stopped if the component is busy, or has a target already */
async function readComponentTarget(trial: Trial): Promise<TestTarget> {
  const component = trial.component ?? "";
  const resourceId = `inference-component/${component}`;
  const id = { unit: "copies", resourceId } as const;
  if (getFound(await readScalableTarget(trial.aws.scaling, id)) !== undefined) {
    throw new Stopped(`${resourceId} is registered as a scalable target: deregister it, or name another component`);
  }
  const { status, copies } = await describeComponent(trial, component);
  if (status !== "InService") throw new Stopped(`inference component ${component} is ${status}`);
  return { ...id, count: copies };
}

async function describeComponent({ aws }: Trial, component: string) {
  const answer = await callOrStop("sagemaker:DescribeInferenceComponent", () =>
    aws.sageMaker.describeInferenceComponent({ InferenceComponentName: component }),
  );
  return { status: answer.InferenceComponentStatus ?? "", copies: answer.RuntimeConfig?.CurrentCopyCount ?? 0 };
}

/** Adds a copy, and lets an action fire meanwhile. */
async function observeFiring(trial: Trial, target: TestTarget) {
  const more = target.count + 1;
  const at = await findNextMinute(trial);
  await createAction(trial, target, { name, schedule: formatAt(at), limits: { min: more, max: more + 1 } });
  await registerTarget(trial, target, { min: more, max: more });
  await waitForMinute(trial, at);
  const { status } = await describeComponent(trial, trial.component ?? "");
  const firing = await waitForFiring(trial, target, name, at + firingMinutes);
  if (status !== "Updating") return { seen: `the component was ${status} when the action fired` };
  if (firing === undefined) return { seen: "the history does not show the firing" };
  return { same: firing.status === "Failed", seen: formatActivity(firing) };
}

/** Returns the component to its number of copies, and deregisters its target; also after Ctrl-C. */
async function restoreCopies({ aws, run, endClock, log, component = "" }: Trial, target: TestTarget): Promise<void> {
  await waitForComponentInService(aws, component, { sleep: endClock.sleep, log });
  await registerTarget({ aws, run }, target, toFixedLimits(target));
  await callOrStop("application-autoscaling:DeregisterScalableTarget", () =>
    aws.scaling.deregisterScalableTarget(toScalableTargetKey(target)),
  );
}
