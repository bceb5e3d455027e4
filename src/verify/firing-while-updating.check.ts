import type { Check, Trial } from "./check";
import { createConfig, readStatus, toInstances, waitUntilInService } from "./own-endpoint";
import {
  callOrStop,
  deleteAction,
  findNextMinute,
  firingMinutes,
  formatActivity,
  formatAt,
  createAction,
  readScaling,
  registerTarget,
  toFixedLimits,
  waitForFiring,
  waitForMinute,
} from "./scaling-calls";

const name = "updating";

/** How long after the update a second try is waited for. */
const retryMinutes = 5;

export const firingWhileUpdating: Check = {
  id: "firing-while-updating",
  claim: "a firing that raises the min while its endpoint is Updating",
  assumed: "it fails, the limits stay, and nothing tries it again",
  needs: "own endpoint",
  observe: async (trial) => {
    const { endpointName, target } = trial.endpoint;
    await startUpdate(trial);
    const at = await findNextMinute(trial);
    const raised = { min: target.count + 1, max: target.count + 1 };
    await createAction(trial, target, { name, schedule: formatAt(at), limits: raised });
    await waitForMinute(trial, at);
    const status = await readStatus(trial, endpointName);
    const firing = await waitForFiring(trial, target, name, at + firingMinutes);
    await waitUntilInService(trial, endpointName);
    await waitForMinute(trial, (await trial.clock.readTime()) + retryMinutes);
    const { target: limits } = await readScaling(trial, target);
    await deleteAction(trial, target, name);
    await registerTarget(trial, target, toFixedLimits(target));
    await waitUntilInService(trial, endpointName);
    if (status === "InService") return { seen: "the update ended before the firing" };
    const shown = firing === undefined ? "the history does not show the firing" : formatActivity(firing);
    const after = limits === undefined ? "no target is registered" : `the limits are ${limits.min}-${limits.max}`;
    return {
      same: limits?.min === target.count && firing?.status !== "Successful",
      seen: `${shown}; ${retryMinutes} minutes after the update, ${after}`,
    };
  },
};

/** Updates the endpoint to the same instances under another configuration. */
async function startUpdate(trial: Trial): Promise<void> {
  const { endpointName } = trial.endpoint;
  const configName = await createConfig(trial, "second", toInstances(trial.own?.instanceType ?? ""));
  await callOrStop("sagemaker:UpdateEndpoint", () =>
    trial.aws.sageMaker.updateEndpoint({ EndpointName: endpointName, EndpointConfigName: configName }),
  );
}
