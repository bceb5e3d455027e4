import { readEndpointCounts } from "../aws/client";
import { toVariantResourceId } from "../aws/facts";
import type { Check } from "./check";
import { createConfig, createEndpoint, ownVariantName } from "./own-endpoint";
import {
  firingMinutes,
  formatActivity,
  getFound,
  readScaling,
  registerTarget,
  toFixedLimits,
  callRegisterTarget,
  waitForMinute,
} from "./scaling-calls";

const capacity = { ServerlessConfig: { MemorySizeInMB: 3072, MaxConcurrency: 1, ProvisionedConcurrency: 1 } };

export const zeroConcurrency: Check = {
  id: "zero-concurrency",
  claim: "a serverless endpoint with limits of 0 to 0 for its provisioned concurrency",
  assumed: "AWS takes the limits, and SageMaker refuses a concurrency of 0",
  needs: "own endpoint",
  observe: async (trial) => {
    const endpointName = `${trial.run}-serverless`;
    await createEndpoint(trial, endpointName, await createConfig(trial, "serverless", capacity));
    const resourceId = toVariantResourceId(endpointName, ownVariantName);
    const target = { unit: "concurrency", resourceId, count: 1 } as const;
    await registerTarget(trial, target, toFixedLimits(target));
    const zero = await callRegisterTarget(trial, target, { min: 0, max: 0 });
    if ("failure" in zero) return { same: false, seen: zero.failure.message };
    await waitForMinute(trial, (await trial.clock.readTime()) + firingMinutes);
    const [newest] = (await readScaling(trial, target)).activities;
    const counts = getFound(await readEndpointCounts(trial.aws, endpointName));
    const left = counts?.variants.find(({ name }) => name === ownVariantName)?.current ?? 0;
    const shown = newest === undefined ? "no activity" : formatActivity(newest);
    return { same: left === 1 && newest?.status === "Failed", seen: `${shown}; the concurrency is ${left}` };
  },
};
